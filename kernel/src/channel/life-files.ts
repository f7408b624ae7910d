/** Files beside the connection file that outlive a kernel which ends badly; the next one reads why. */
export interface LifeFiles {
  /** Who runs, and what it uses. */
  life: string;
  /** Node's report, when it ends itself; empty until then. */
  report: string;
}

/** Those of the process `pid`. Whoever runs owns `life`. */
export function lifeFiles(connectionFile: string, pid: number = process.pid): LifeFiles {
  return { life: `${connectionFile}.life`, report: `${connectionFile}.report-${pid}` };
}
