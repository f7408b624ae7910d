/** What a form does, as code that can be taken along; folded until it is wanted. */
import * as React from 'react';
import { CodeBlock, type CodeBlockProps } from './code-block.js';

export function AsCode({ title, ...block }: CodeBlockProps & { title: string }): React.JSX.Element {
  return (
    <details className="sonde-AsCode">
      <summary>{title}</summary>
      <CodeBlock {...block} />
    </details>
  );
}
