/** The data that a job works on, where its kind takes some. */
import * as React from 'react';
import type { NewJobOptions } from './form.js';
import { PathField } from '../module/text-field.js';

export function DataField({
  id,
  model,
  actions,
  trans
}: NewJobOptions & { id: string }): React.JSX.Element | null {
  const { kind, module, errors, texts } = model;
  if (kind === 'notebook') return null;
  const about = {
    train: module?.train?.dataset.description,
    predict: trans.__('A folder of files, or one file with a row or line for each input.'),
    command: trans.__('The program finds its path in SONDE_DATA. May be left out.')
  };
  const isFolder =
    kind === 'train'
      ? module?.train?.dataset.layout === 'image-folders'
      : kind === 'predict' && ['image', 'audio'].includes(module?.input.type ?? '');
  return (
    <PathField
      id={`${id}-data`}
      label={trans.__('Data')}
      description={about[kind]}
      error={errors['data']}
      value={texts.data}
      onChange={data => model.set({ data })}
      choose={() => actions.choose(isFolder ? 'folder' : 'file')}
      example={kind === 'train' ? module?.train?.dataset.example : undefined}
      trans={trans}
    />
  );
}
