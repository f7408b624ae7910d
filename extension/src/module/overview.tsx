/** What a module says of itself, as markdown. Lab's own renderer draws it, untrusted: nothing in it can run. */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { ModuleAnswer } from '@sonde/schema';
import * as React from 'react';
import { Rendered } from './rendered.js';

interface Props {
  module: ModuleAnswer;
  rendermime: IRenderMimeRegistry;
}

export function Overview({ module, rendermime }: Props): React.JSX.Element {
  const { card } = module;
  const text = module.readme.trim() || card.description.trim() || card.summary;
  const bundle = React.useMemo(() => ({ 'text/markdown': withoutTitle(text) }), [text]);
  return (
    <div className="sonde-Overview">
      <Rendered bundle={bundle} rendermime={rendermime} />
    </div>
  );
}

/** The head of the page has the title already. */
function withoutTitle(markdown: string): string {
  return markdown.replace(/^\s*#\s[^\n]*\n+(?=\S)/, '');
}
