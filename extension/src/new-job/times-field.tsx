/** When the job shall be started again and again. Left empty it starts once, now. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { NewJobModel } from './model.js';
import { TextField } from '../module/text-field.js';

interface Props {
  id: string;
  model: NewJobModel;
  trans: TranslationBundle;
}

export function TimesField({ id, model, trans }: Props): React.JSX.Element {
  const { texts, errors } = model;
  return (
    <details className="sonde-AsCode">
      <summary>{trans.__('At set times')}</summary>
      <TextField
        id={`${id}-cron`}
        label={trans.__('times')}
        description={trans.__(
          'Minute, hour, day, month and weekday: “30 2 * * 1-5” is half past two on workdays. It starts then, while the service runs.'
        )}
        error={errors['cron']}
        placeholder={trans.__('left out: once, now')}
        value={texts.cron}
        onChange={cron => model.set({ cron })}
      />
      <TextField
        id={`${id}-zone`}
        label={trans.__('time zone')}
        description={trans.__('Such as Europe/Madrid; left out: that of the machine.')}
        error={errors['zone']}
        value={texts.zone}
        onChange={zone => model.set({ zone })}
      />
    </details>
  );
}
