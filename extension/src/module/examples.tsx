/** The examples that ship with a module: pictures as pictures, others by their title. A click runs one. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { PageClient } from './model.js';
import type { TryModel } from './try-model.js';

interface Props {
  model: TryModel;
  client: Pick<PageClient, 'example'>;
  trans: TranslationBundle;
}

export function Examples({ model, client, trans }: Props): React.JSX.Element {
  const { module, tried } = model;
  const pictures = module.input.type === 'image';
  const chosen = tried && 'example' in tried.input ? tried.input.example : undefined;
  return (
    <ul className={`sonde-Examples${pictures ? ' sonde-mod-pictures' : ''}`} role="list">
      {module.examples.map(({ title }, number) => (
        <li key={number}>
          <button
            type="button"
            className="sonde-Example"
            aria-pressed={number === chosen}
            title={trans.__('Run the example “%1”', title)}
            onClick={() => void model.runExample(number, trans)}
          >
            {pictures && <Thumbnail name={model.name} number={number} client={client} />}
            <span className="sonde-Example-title">{title}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Fetched by our client, which sends the header that the service wants; an <img> cannot. */
function Thumbnail(props: { name: string; number: number; client: Props['client'] }): React.JSX.Element {
  const { name, number, client } = props;
  const [url, setUrl] = React.useState<string>();
  React.useEffect(() => {
    const gone = new AbortController();
    let made: string | undefined;
    client.example(name, number, { signal: gone.signal }).then(
      file => {
        if (gone.signal.aborted) return;
        made = URL.createObjectURL(file);
        setUrl(made);
      },
      // The title stands in its place; running the example will say what is wrong.
      () => undefined
    );
    return () => {
      gone.abort();
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [name, number, client]);
  return url === undefined ? (
    <span className="sonde-Example-picture" />
  ) : (
    <img className="sonde-Example-picture" src={url} alt="" onError={() => setUrl(undefined)} />
  );
}
