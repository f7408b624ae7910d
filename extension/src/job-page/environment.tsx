/** Where and with what the job ran: machine, image and its digest, device, versions. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JobRecord } from '@sonde/schema';
import * as React from 'react';
import { formatBytes } from '../module/format-bytes.js';
import { Facts } from './facts.js';

interface Props {
  job: JobRecord;
  trans: TranslationBundle;
}

export function Environment({ job, trans }: Props): React.JSX.Element {
  const { target, place, device, module, checkpoint, versions } = job;
  const kept =
    checkpoint &&
    (checkpoint.epoch === undefined
      ? trans.__('step %1', checkpoint.step)
      : trans.__('epoch %1', checkpoint.epoch));
  return (
    <Facts
      facts={[
        [trans.__('target'), target],
        [trans.__('machine'), place?.node],
        [trans.__('id there'), place?.id],
        [trans.__('image'), place?.image],
        [trans.__('digest'), place?.digest && <code>{place.digest}</code>],
        [trans.__('device'), device?.device],
        [trans.__('engine'), device?.engine],
        [trans.__('threads'), device?.threads],
        [trans.__('why this one'), device?.why],
        [
          trans.__('checkpoint'),
          checkpoint && `${kept} (${formatBytes(checkpoint.bytes)})`,
          checkpoint && new Date(checkpoint.at).toLocaleString()
        ],
        [trans.__('module version'), module?.replace(/^.*@/, '')],
        [trans.__('Sonde'), versions?.sonde],
        [trans.__('Node.js'), versions?.node],
        [trans.__('system'), versions?.system]
      ]}
    />
  );
}
