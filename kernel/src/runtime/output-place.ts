/** Where code is shown, to be kept and handed to later: under the run of a cell that it belongs to. */
import type { OutputPlace } from '@sonde/schema/display';
import { isExitRequest } from './exit.js';
import type { Link } from './link.js';
import { toReport } from './report.js';

/** The place of the code that runs now. */
export function outputPlace(link: Link): OutputPlace {
  const { place } = link;
  return {
    request: place.request,
    within: work => link.within(place, work),
    fail: (error, sentence) => {
      if (isExitRequest(error)) return;
      const report = toReport(error);
      const hint = [report.hint, sentence].filter(one => one !== undefined).join('\n');
      link.send({ type: 'error', run: place.run, report: { ...report, ...(hint !== '' && { hint }) } });
    }
  };
}
