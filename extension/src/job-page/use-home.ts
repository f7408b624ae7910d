/** The folder that the jobs lie in, absolute, on the machine of JupyterLab. */
import * as React from 'react';
import type { JobPageClient } from './model.js';

/** Undefined until it is known; where it is not told, what needs it is not offered. */
export function useHome(client: Pick<JobPageClient, 'health'>): string | undefined {
  const [home, setHome] = React.useState<string>();
  React.useEffect(() => {
    client.health().then(
      answer => setHome(answer.home),
      () => undefined
    );
  }, [client]);
  return home;
}
