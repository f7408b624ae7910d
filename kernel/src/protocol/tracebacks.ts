/** Errors on their way to the front end, with their places in the cells that it knows. */
import { stripVTControlCharacters } from 'node:util';
import type { MimeBundle } from '@sonde/schema/display';
import type { ErrorReport } from '../channel/messages.js';
import type { ErrorContent } from '../cells/traceback.js';
import type { CellMemory } from './cell-memory.js';
import type { CellText } from './cell-text.js';
import type { FileSources } from './file-sources.js';
import { withTracebacks } from './error-values.js';

export class Tracebacks {
  constructor(
    private readonly text: CellText,
    private readonly memory: CellMemory,
    private readonly files: FileSources
  ) {}

  async content(report: ErrorReport): Promise<ErrorContent> {
    const { errorContent } = await this.text.load();
    return errorContent(report, this.find);
  }

  /** As {@link content}; at once, where a cell has run: what comes after an error stays after it. */
  contentNow(report: ErrorReport): ErrorContent | Promise<ErrorContent> {
    return this.written(report) ?? this.content(report);
  }

  /** In words, without colours. */
  words(report: ErrorReport): string {
    const lines = this.written(report)?.traceback ?? [report.stack];
    return `${stripVTControlCharacters(lines.join('\n'))}\n`;
  }

  /** What is shown, with the errors in it written out. At once, because of the order of outputs. */
  within<C extends object>(content: C): C {
    const shown = withTracebacks(content, report => this.written(report));
    const { data } = shown as { data?: MimeBundle };
    const text = data?.['text/plain'];
    return typeof text === 'string'
      ? { ...shown, data: { ...data, 'text/plain': this.printed(text) } }
      : shown;
  }

  /** Text that cells print may hold stacks. */
  printed(text: string): string {
    return this.text.now?.withPlaces(text, this.find) ?? text;
  }

  private written(report: ErrorReport): ErrorContent | undefined {
    return this.text.now?.errorContent(report, this.find);
  }

  private readonly find = (file: string) => this.memory.find(file) ?? this.files.find(file);
}
