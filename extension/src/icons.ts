/** The pictures of the extension, drawn on a 16 by 16 grid in the colour of the text around them. */
import { LabIcon } from '@jupyterlab/ui-components';
import type { JobStateRow } from '@sonde/schema';

function icon(name: string, body: string): LabIcon {
  const svgstr = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">${body}</svg>`;
  return new LabIcon({ name: `sonde:${name}`, svgstr });
}

const line =
  'class="jp-icon3" fill="none" stroke="#616161" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"';
const ink =
  'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"';
// Lab colours "jp-icon3" by its fill; a stroked path needs the stroke to follow the theme too (style/base.css).
const stroked = (d: string) =>
  `<path class="sonde-icon-stroke" ${line.replace('class="jp-icon3" ', '')} d="${d}"/>`;
const drawn = (d: string) => `<path ${ink} d="${d}"/>`;

/** The sonde itself: an instrument on its line, sounding the deep. */
export const catalogueIcon = icon(
  'catalogue',
  stroked(
    'M8 1v3.2M5.6 6.6a2.4 2.4 0 0 1 4.8 0v2.8L8 12.2 5.6 9.4zM1.8 9.6c0 3.2 2.8 5.4 6.2 5.4s6.2-2.2 6.2-5.4'
  )
);
export const jobsIcon = icon('jobs', stroked('M1.5 8.5h2.8L6.2 3l3.4 10 2-4.5h2.9'));

export const alertIcon = icon('alert', drawn('M8 2 1.6 13.4h12.8zM8 6.4v3.4M8 11.6v.1'));
export const crossIcon = icon('cross', drawn('M4.5 4.5l7 7M11.5 4.5l-7 7'));
export const copyIcon = icon('copy', drawn('M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3'));
export const notebookIcon = icon(
  'notebook',
  drawn('M4 1.8h8.5v12.4H4zM4 1.8v12.4M2.4 4.6H4M2.4 8H4M2.4 11.4H4M7 5.2h3')
);
export const insertIcon = icon('insert', drawn('M2.5 3h11M2.5 13h11M8 5.6v4.8M5.6 8h4.8'));
export const pageIcon = icon('page', drawn('M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3M6 8h4M6 11h4'));
export const filterIcon = icon('filter', drawn('M2 4h12M4.5 8h7M7 12h2'));
export const searchIcon = icon(
  'search',
  drawn('M7 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6zM10.6 10.6l3.4 3.4')
);
export const retryIcon = icon('retry', drawn('M13 8a5 5 0 1 1-1.6-3.7M13.2 1.8v3h-3'));
export const resumeIcon = icon('resume', drawn('M2.6 3.4v9.2M6 3.4v9.2l7.4-4.6z'));
export const moreIcon = icon('more', drawn('M3.4 8h.1M8 8h.1M12.5 8h.1'));
export const trashIcon = icon(
  'trash',
  drawn('M2.5 4h11M6.2 4V2.4h3.6V4M4 4l.7 9.6h6.6L12 4M6.7 6.8v4M9.3 6.8v4')
);
export const logIcon = icon('log', drawn('M2.5 3h11v10h-11zM5 6l2 2-2 2M8.6 10.4h2.6'));
export const cloneIcon = icon(
  'clone',
  drawn('M2.5 2.5h8v3M2.5 2.5v8h3M5.5 5.5h8v8h-8zM9.5 7.6v3.8M7.6 9.5h3.8')
);
export const plusIcon = icon('plus', drawn('M8 3v10M3 8h10'));
export const downloadIcon = icon('download', drawn('M8 2.2v7.6M5 7l3 3 3-3M2.8 13.4h10.4'));
export const compareIcon = icon(
  'compare',
  drawn('M2 2v12h12M4.6 11C6 5 8 4.4 13.4 4M4.6 11.6c2.4-1.6 4.4-3.4 8.8-3.8')
);
export const pauseIcon = icon('pause', drawn('M5.5 3.5v9M10.5 3.5v9'));
export const playIcon = icon('play', '<path d="M5 3.2v9.6L12.6 8z" fill="currentColor"/>');
export const stopIcon = icon('stop', '<rect x="4" y="4" width="8" height="8" rx="1.4" fill="currentColor"/>');
export const trainIcon = icon('train', drawn('M1.8 13.4c2.4-6.8 5.6-9.4 12.4-9.8M10.6 1.4l3.6 2.2-2.4 3.4'));

/** What a module works on. */
export const dataIcons = {
  image: icon('data-image', drawn('M2 3h12v10H2zM2 11l3.4-3.4 2.8 2.8 2.2-2.2L14 11.6M10.6 5.8v.1')),
  audio: icon('data-audio', drawn('M2 6.6v2.8M5 4.4v7.2M8 2v12M11 5v6M14 6.8v2.4')),
  text: icon('data-text', drawn('M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h6')),
  table: icon('data-table', drawn('M2 3h12v10H2zM2 6.4h12M2 9.8h12M6.4 3v10')),
  series: icon('data-series', drawn('M2 2v12h12M4.6 10.4l2.8-3.6 2.4 2L13.6 4')),
  other: icon('data-other', drawn('M8 1.8l5.6 3.1v6.2L8 14.2l-5.6-3.1V4.9zM2.4 4.9L8 8l5.6-3.1M8 8v6.2'))
} as const;

/** One picture per `icon` of the job state table. */
export const stateIcons: Record<JobStateRow['icon'], LabIcon> = {
  clock: icon('state-clock', drawn('M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 4.8V8l2.2 1.6')),
  gear: icon(
    'state-gear',
    drawn(
      'M8 5.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8zM8 1.6v2M8 12.4v2M1.6 8h2M12.4 8h2M3.5 3.5l1.4 1.4M11.1 11.1l1.4 1.4M3.5 12.5l1.4-1.4M11.1 4.9l1.4-1.4'
    )
  ),
  play: icon('state-play', '<path d="M5 3.2v9.6L12.6 8z" fill="currentColor"/>'),
  stop: icon('state-stop', '<rect x="4" y="4" width="8" height="8" rx="1.4" fill="currentColor"/>'),
  check: icon('state-check', drawn('M3 8.4l3.2 3.2L13 4.8')),
  cross: icon('state-cross', drawn('M4 4l8 8M12 4l-8 8')),
  question: icon('state-question', drawn('M5.6 6a2.4 2.4 0 1 1 3.5 2.1c-.8.5-1.1.9-1.1 1.7M8 12.4v.1'))
};
