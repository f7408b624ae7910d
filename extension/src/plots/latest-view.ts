/**
 * A run's view, kept up to date by the service when the kernel no longer draws it: after a reload of the page, in a
 * notebook that was opened again, when the kernel has ended. The kernel's own updates come first.
 */
import { Poll } from '@lumino/polling';
import { isFinal, type RunView } from '@sonde/schema';
import * as React from 'react';

export interface LatestViewOptions {
  /** Milliseconds without an update of the kernel after which the service is asked. */
  patience?: number;
  /** Milliseconds between two questions. */
  interval?: number;
}

export function useLatestView(
  shown: RunView,
  fetchView: (id: string) => Promise<RunView>,
  { patience = 3000, interval = 1500 }: LatestViewOptions = {}
): RunView {
  const [fetched, setFetched] = React.useState<{ instead: RunView; view: RunView }>();
  React.useEffect(() => {
    if (isFinal(shown.state)) return;
    const poll = new Poll({
      name: '@sonde/lab:run',
      auto: false,
      standby: 'when-hidden',
      // A job that the service does not know, or a service that is away, is asked for ever more rarely.
      frequency: { interval, backoff: true, max: 60_000 },
      factory: async () => {
        const view = await fetchView(shown.job);
        setFetched({ instead: shown, view });
        if (isFinal(view.state)) poll.dispose();
      }
    });
    const timer = setTimeout(() => void poll.start(), patience);
    return () => {
      clearTimeout(timer);
      poll.dispose();
    };
  }, [shown, fetchView, patience, interval]);
  return fetched?.instead === shown ? fetched.view : shown;
}
