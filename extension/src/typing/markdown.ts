/** Markdown from the type checker, drawn by Lab. It is not trusted: documentation comes from strangers' packages. */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';

/** Resolves with the drawn text. Its widget lives as long as the node is on the page. */
export async function renderMarkdown(
  markdown: string,
  rendermime: IRenderMimeRegistry
): Promise<HTMLElement> {
  const host = document.createElement('div');
  host.className = 'sonde-TypeText';
  const renderer = rendermime.createRenderer('text/markdown');
  const model = rendermime.createModel({ data: { 'text/markdown': markdown }, trusted: false });
  await renderer.renderModel(model);
  host.append(renderer.node);
  return host;
}
