/** The functions of `display`: names that are there from the start, work that is loaded when it is needed. */
import type { MimeBundle } from '@sonde/schema/display';
import type { CellContext, DisplayHandle, DisplayOptions } from './display.js';
import type { displayFunctions, ShowOptions } from './displays/display-functions.js';
import { alreadyShown, displays, loadDisplays } from './format.js';
import { uniqueId } from './unique-id.js';

type Display = (value: unknown, options?: DisplayOptions) => Promise<DisplayHandle>;
type Functions = ReturnType<typeof displayFunctions<Promise<DisplayHandle>>>;

export function displayMembers(display: Display, cell: () => Pick<CellContext, 'keepOpen'>) {
  const show = (bundle: MimeBundle, options: ShowOptions) => display(bundle, { ...options, raw: true });
  const member =
    (name: keyof Functions) =>
    (...given: unknown[]): Promise<DisplayHandle> => {
      const run = (loaded: NonNullable<typeof displays>) =>
        (loaded.displayFunctions(show)[name] as (...given: unknown[]) => Promise<DisplayHandle>)(...given);
      if (displays) return run(displays);
      const work = loadDisplays().then(run);
      cell().keepOpen(work);
      alreadyShown.add(work);
      return work;
    };
  return { ...Object.fromEntries(names.map(name => [name, member(name)])), handle: handle(display) };
}

/** A place for an output: nothing is shown before its first update. */
function handle(display: Display) {
  return ({ id = uniqueId() }: { id?: string } = {}): DisplayHandle => {
    let shown = false;
    const answer = <P extends object>(work: P): P => {
      alreadyShown.add(work);
      return work;
    };
    const self: DisplayHandle = answer({
      id,
      update: (value, options) => {
        const work = display(value, { ...options, id, update: shown });
        shown = true;
        return answer(work.then(() => self));
      },
      clear: () =>
        answer(
          shown
            ? display({ 'text/plain': '' }, { raw: true, id, update: true }).then(() => self)
            : Promise.resolve(self)
        )
    });
    return self;
  };
}

const names: readonly (keyof Functions)[] = [
  'text',
  'html',
  'markdown',
  'md',
  'latex',
  'svg',
  'javascript',
  'png',
  'jpeg',
  'gif',
  'webp',
  'json',
  'geojson',
  'vegalite',
  'vega',
  'plotly',
  'table'
];
