/** What a module says of itself, as markdown. Lab's own renderer draws it, untrusted: nothing in it can run. */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { ModuleAnswer } from '@sonde/schema';
import * as React from 'react';
import type { PageClient } from './model.js';
import { readmeFiles } from './readme-files.js';
import { Rendered } from './rendered.js';

interface Props {
  module: ModuleAnswer;
  client: Pick<PageClient, 'picture'>;
  rendermime: IRenderMimeRegistry;
}

export function Overview({ module, client, rendermime }: Props): React.JSX.Element {
  const { card } = module;
  const text = module.readme.trim() || card.description.trim() || card.summary;
  const bundle = React.useMemo(() => ({ 'text/markdown': withoutTitle(text) }), [text]);
  const { name, source } = module;
  const renderers = React.useMemo(
    () => rendermime.clone(readmeFiles(path => client.picture(`${source}/${name}`, path))),
    [rendermime, client, source, name]
  );
  return (
    <div className="sonde-Overview">
      <Rendered bundle={bundle} rendermime={renderers} />
    </div>
  );
}

/** The head of the page has the title already. */
function withoutTitle(markdown: string): string {
  return markdown.replace(/^\s*#\s[^\n]*\n+(?=\S)/, '');
}
