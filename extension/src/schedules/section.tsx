/** Schedules at the top of the jobs panel: what starts by itself, when next, and what can be done about it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { UseSignal } from '@jupyterlab/ui-components';
import type { Schedule } from '@sonde/schema';
import * as React from 'react';
import { pauseIcon, playIcon, trashIcon } from '../icons.js';
import type { SchedulesModel } from './model.js';
import { dueText, lastText, whatRuns } from './words.js';

interface Props {
  model: SchedulesModel;
  open: (job: string) => void;
  /** Asks first; a schedule that is gone is gone. */
  remove: (schedule: Schedule) => void;
  trans: TranslationBundle;
}

/** Nothing where there are none: a schedule is made in the form of a new job. */
export function SchedulesSection(props: Props): React.JSX.Element {
  return <UseSignal signal={props.model.changed}>{() => <Section {...props} />}</UseSignal>;
}

function Section({ model, open, remove, trans }: Props): React.JSX.Element | null {
  const { list, error } = model;
  if (list.length === 0 && !error) return null;
  return (
    <div className="sonde-Schedules">
      {error && (
        <p className="sonde-JobRow-error" role="alert">
          {error.message}
        </p>
      )}
      <List {...{ model, open, remove, trans }} />
    </div>
  );
}

function List({ model, open, remove, trans }: Props): React.JSX.Element | null {
  const { list } = model;
  if (list.length === 0) return null;
  const next = list[0]?.next;
  const broken = list.filter(one => one.error).length;
  return (
    <details>
      <summary>
        {trans.__('Schedules')} <span className="sonde-JobList-count">{list.length}</span>
        {next !== undefined && (
          <span className="sonde-Schedules-next">{trans.__('next %1', dueText(next))}</span>
        )}
        {broken > 0 && (
          <span className="sonde-JobRow-error">
            {' '}
            {trans._n('%1 could not start its job', '%1 could not start their jobs', broken)}
          </span>
        )}
      </summary>
      <ul>
        {list.map(one => (
          <Item key={one.id} schedule={one} {...{ model, open, remove, trans }} />
        ))}
      </ul>
    </details>
  );
}

function Item({ schedule, model, open, remove, trans }: Props & { schedule: Schedule }): React.JSX.Element {
  const { id, cron, zone, next, paused, job, missed } = schedule;
  const name = whatRuns(schedule.request);
  const due = paused
    ? trans.__('paused')
    : next === undefined
      ? trans.__('never comes due again')
      : trans.__('next %1', dueText(next));
  return (
    <li className="sonde-Schedule" data-schedule={id} data-paused={paused}>
      <h3 className="sonde-Schedule-name">{name}</h3>
      <p>
        {due} · <code>{cron}</code> <span className="sonde-Schedule-zone">{zone}</span>
      </p>
      <p>
        {lastText(schedule, trans)}
        {missed > 0 && ` · ${trans.__('missed %1', missed)}`}
      </p>
      {schedule.error && <p className="sonde-JobRow-error">{schedule.error.message}</p>}
      <div className="sonde-JobRow-actions">
        <button
          type="button"
          className="sonde-Button sonde-mod-small"
          aria-label={paused ? trans.__('Resume %1', name) : trans.__('Pause %1', name)}
          onClick={() => void model.setPaused(id, !paused)}
        >
          {paused ? (
            <playIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          ) : (
            <pauseIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
          )}
          {paused ? trans.__('Resume') : trans.__('Pause')}
        </button>
        {job !== undefined && (
          <button
            type="button"
            className="sonde-Button sonde-mod-small sonde-mod-quiet"
            aria-label={trans.__('Open the last job of %1', name)}
            onClick={() => open(job)}
          >
            {trans.__('Last job')}
          </button>
        )}
        <button
          type="button"
          className="sonde-Button sonde-mod-small sonde-mod-quiet sonde-JobRow-more"
          title={trans.__('Remove')}
          aria-label={trans.__('Remove the schedule of %1', name)}
          onClick={() => remove(schedule)}
        >
          <trashIcon.react tag="span" className="sonde-Button-icon" aria-hidden="true" />
        </button>
      </div>
    </li>
  );
}
