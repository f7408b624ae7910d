/** What a cell imports: `import { load, train, catalogue, show, watch, device } from 'sonde'`. */
export * from '@sonde/toolkit';
// Types only: the built-in modules' names and arguments reach the editor, their code is found by the catalogue.
// (A type export, because the declaration file must keep it.)
export type {} from '@sonde/modules';
