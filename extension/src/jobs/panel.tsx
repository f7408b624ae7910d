/** The jobs side panel: what runs, what waits and what has ended, kept up to date by the feed. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { Schedule } from '@sonde/schema';
import * as React from 'react';
import { jobsIcon } from '../icons.js';
import { SchedulesSection } from '../schedules/section.js';
import type { SchedulesModel } from '../schedules/model.js';
import { Connection } from './connection.js';
import type { JobsFeed } from './feed.js';
import type { JobActions } from './job-actions.js';
import { JobList } from './job-list.js';
import { layOut, type LayoutChoice } from './layout.js';
import { sectionOf } from './list.js';
import { LoadingJobs, NoJobs } from './no-jobs.js';
import { useNow } from './now.js';
import { JobsToolbar } from './toolbar.js';

export interface JobsPanelOptions {
  feed: JobsFeed;
  schedules: SchedulesModel;
  actions: JobActions & {
    create: () => void;
    clear: (ids: string[]) => void;
    unschedule: (schedule: Schedule) => void;
  };
  choice: ChoiceMemory;
  trans: TranslationBundle;
}

/** How the panel was left comes back after a reload. */
export interface ChoiceMemory {
  fetch(): Promise<PanelLeft | undefined>;
  save(left: PanelLeft): void;
}

export interface PanelLeft extends LayoutChoice {
  /** Pixels from the top of the list. */
  scroll: number;
}

export class JobsPanel extends ReactWidget {
  constructor(private readonly _options: JobsPanelOptions) {
    super();
    const { feed, trans } = _options;
    this.id = 'sonde-jobs';
    this.addClass('sonde-Panel');
    this.title.icon = jobsIcon;
    this.title.className = 'sonde-JobsTab';
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Sonde jobs'));
    // Asked for now and not when the panel is first drawn: the jobs may be there by then.
    void _options.choice.fetch().then(kept => {
      this._left = { ...unchosen, ...kept };
      if (!this.isDisposed) this.update();
    });
    feed.changed.connect(this._onChanged, this);
    this._onChanged();
  }

  protected override render(): React.JSX.Element {
    const left = this._left;
    // No job is drawn before it is known how the panel was left: rows that regroup under the pointer help nobody.
    if (!left) return <LoadingJobs trans={this._options.trans} />;
    return (
      <UseSignal signal={this._options.feed.changed}>
        {() => <Jobs {...this._options} left={left} />}
      </UseSignal>
    );
  }

  /** Whoever looks does not wait until Lab has nothing better to do. */
  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._start();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) this._start();
  }

  private _start(): void {
    this._options.feed.start();
    this._options.schedules.start();
  }

  /** The side tab carries the number of jobs at work. */
  private _onChanged(): void {
    const { feed, trans } = this._options;
    let running = 0;
    for (const job of feed.list.jobs.values()) if (sectionOf(job) === 'running') running += 1;
    const count = running === 0 ? '' : String(running);
    if (this.title.dataset['sonde-count'] === count) return;
    this.title.dataset = { 'sonde-count': count };
    this.title.caption =
      running === 0
        ? trans.__('Sonde jobs')
        : trans._n('Sonde jobs: %1 running', 'Sonde jobs: %1 running', running);
  }

  private _left: PanelLeft | undefined;
}

const unchosen: PanelLeft = { filter: '', grouping: 'none', folded: new Set(), scroll: 0 };

function Jobs(options: JobsPanelOptions & { left: PanelLeft }): React.JSX.Element {
  const { feed, schedules, actions, choice: memory, left, trans } = options;
  const { list } = feed;
  const [choice, setChoice] = React.useState(left);
  const searchRef = React.useRef<HTMLInputElement>(null);
  const scroll = React.useRef(left.scroll);
  const choose = (change: Partial<LayoutChoice>) => {
    const next = { ...choice, ...change };
    setChoice(next);
    memory.save({ ...next, scroll: scroll.current });
  };
  const onScroll = (top: number) => {
    scroll.current = top;
    memory.save({ ...choice, scroll: top });
  };
  const fold = (key: string) => {
    const folded = new Set(choice.folded);
    if (!folded.delete(key)) folded.add(key);
    choose({ folded });
  };
  const { items, found, ended } = React.useMemo(
    () => layOut(list.jobs.values(), choice),
    [list.jobs, choice]
  );
  const now = useNow(items.some(item => item.kind === 'section' && item.section !== 'ended'));
  const onKeyDown = (event: React.KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key !== '/' || typing) return;
    event.preventDefault();
    searchRef.current?.focus();
  };
  return (
    <div
      className="sonde-Panel-content"
      data-state={list.loaded ? 'ready' : list.connection}
      onKeyDown={onKeyDown}
    >
      <div className="sonde-Panel-header">
        <h2 className="sonde-Panel-title">{trans.__('Jobs')}</h2>
        <Connection feed={feed} trans={trans} />
      </div>
      <JobsToolbar
        choice={choice}
        onChoose={choose}
        searchRef={searchRef}
        onCreate={actions.create}
        onClear={ended.length > 0 ? () => actions.clear(ended) : undefined}
        said={choice.filter.trim() === '' ? '' : trans.__('%1 of %2', found, list.jobs.size)}
        trans={trans}
      />
      <SchedulesSection model={schedules} open={actions.open} remove={actions.unschedule} trans={trans} />
      {items.length > 0 ? (
        <JobList
          jobs={list.jobs}
          complete={list.complete}
          scrolled={left.scroll}
          onFold={fold}
          {...{ items, now, actions, onScroll, searchRef, trans }}
        />
      ) : (
        <div className="sonde-Panel-scroll">
          <NoJobs {...{ feed, choice, trans }} onClear={() => choose({ filter: '' })} />
        </div>
      )}
    </div>
  );
}
