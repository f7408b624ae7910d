/** A MIME bundle, drawn by Lab's renderers as below a cell. It is not trusted: what could run something is sanitised. */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import type { PartialJSONObject } from '@lumino/coreutils';
import type { MimeBundle } from '@sonde/schema';
import * as React from 'react';

interface Props {
  bundle: MimeBundle;
  rendermime: IRenderMimeRegistry;
}

export function Rendered({ bundle, rendermime }: Props): React.JSX.Element {
  const host = React.useRef<HTMLDivElement>(null);
  // A layout effect is undone while its node is still on the page, without which Lumino refuses to take a widget off.
  React.useLayoutEffect(() => {
    const node = host.current;
    const model = rendermime.createModel({ data: bundle as PartialJSONObject, trusted: false });
    // "ensure": only renderers that are safe for what comes from strangers.
    const mimeType = rendermime.preferredMimeType(model.data, 'ensure');
    if (node === null || mimeType === undefined) return;
    const renderer = rendermime.createRenderer(mimeType);
    Widget.attach(renderer, node);
    renderer.renderModel(model).catch((error: unknown) => console.error(error));
    return () => renderer.dispose();
  }, [bundle, rendermime]);
  return <div ref={host} className="sonde-Rendered" />;
}
