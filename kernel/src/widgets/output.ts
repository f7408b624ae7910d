/** A widget that shows what code prints and displays. */
import { currentDisplay, type OutputPlace } from '@sonde/schema/display';
import { kindOf } from './make.js';
import type * as m from './models.js';
import type { Options } from './types.js';
import { ModelWidget, type State } from './widget.js';

export interface Output extends m.Output {
  /**
   * Runs `work`, and shows here what the cell prints and displays meanwhile. What `work` throws is shown here too; the promise
   * then holds undefined.
   *
   * @example
   * const out = output();
   * display(out);
   * await out.capture(async () => console.log('in the box'));
   */
  capture<T>(work: () => T | Promise<T>): Promise<T | undefined>;
  /** Empties it, at once or (`wait`) when the next output arrives. */
  clear(options?: { wait?: boolean }): Promise<void>;
}

export function output(options: Options<m.OutputState> = {}): Output {
  return new OutputWidget(options) as unknown as Output;
}

class OutputWidget extends ModelWidget {
  /** Of captures under way; one that was terminated stays, and does no harm: its cell prints no more. */
  private readonly requests: string[] = [];

  constructor(options: State) {
    super(kindOf('Output'), options);
  }

  async capture<T>(work: () => T | Promise<T>): Promise<T | undefined> {
    const place = currentDisplay()?.place;
    if (!place) return work();
    // Displays from before that were not awaited: perhaps that of this very widget.
    await soon();
    this.requests.push(place.request);
    // From now on the front end brings what belongs to this request here and nowhere else.
    this.setNow({ msgId: place.request });
    try {
      return await place.within(work);
    } catch (error) {
      return this.failed(error, place);
    } finally {
      // Displays that `work` has not awaited.
      await soon();
      this.requests.splice(this.requests.lastIndexOf(place.request), 1);
      this.setNow({ msgId: this.requests.at(-1) ?? '' });
    }
  }

  async clear(options: { wait?: boolean } = {}): Promise<void> {
    await this.capture(() => currentDisplay()?.clear(options));
  }

  private failed(error: unknown, place: OutputPlace): undefined {
    // An interrupt is the cell's.
    if ((error as Partial<Error> | undefined)?.name === 'KeyboardInterrupt') throw error;
    place.fail(error);
    return undefined;
  }
}

function soon(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
