/** A look into a file: a picture, the first rows of a table, the beginning of a text. Nothing in it is run. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { toErrorRecord } from '@sonde/schema';
import * as React from 'react';
import { tableHead, type PreviewKind } from './preview-kind.js';

interface Props {
  kind: PreviewKind;
  name: string;
  /** The file, or its first bytes. */
  fetch: (first?: number) => Promise<Blob>;
  trans: TranslationBundle;
}

/** Bytes of a text or table that are fetched. */
const head = 64 * 1024;

type Content = { url: string } | { text: string; whole: boolean } | { error: string };

export function Preview({ kind, name, fetch, trans }: Props): React.JSX.Element {
  const [content, setContent] = React.useState<Content>();
  React.useEffect(() => {
    let url: string | undefined;
    let gone = false;
    const load = async (): Promise<Content> => {
      if (kind === 'image') {
        url = URL.createObjectURL(await fetch());
        return { url };
      }
      const blob = await fetch(head);
      return { text: await blob.text(), whole: blob.size < head };
    };
    void load()
      .catch((thrown: unknown): Content => ({ error: toErrorRecord(thrown).message }))
      .then(loaded => (gone ? undefined : setContent(loaded)))
      .finally(() => gone && url !== undefined && URL.revokeObjectURL(url));
    return () => {
      gone = true;
      if (url !== undefined) URL.revokeObjectURL(url);
    };
    // One look: the file of an ended job does not change.
  }, [kind, name]);
  if (!content) return <p className="sonde-JobPage-quiet">{trans.__('Loading…')}</p>;
  if ('error' in content) {
    return (
      <p className="sonde-Log-error" role="alert">
        {content.error}
      </p>
    );
  }
  if ('url' in content) return <img className="sonde-Preview-image" src={content.url} alt={name} />;
  if (kind === 'table') return <Table text={content.text} whole={content.whole} name={name} />;
  return (
    <pre className="sonde-Preview-text" tabIndex={0} aria-label={name}>
      {content.text}
      {!content.whole && '\n…'}
    </pre>
  );
}

function Table({ text, whole, name }: { text: string; whole: boolean; name: string }): React.JSX.Element {
  const separator = name.toLowerCase().endsWith('.tsv') ? '\t' : ',';
  const [columns = [], ...rows] = tableHead(text, { separator, whole });
  return (
    <div className="sonde-Preview-table" tabIndex={0} role="group" aria-label={name}>
      <table>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((field, j) => (
                <td key={j}>{field}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
