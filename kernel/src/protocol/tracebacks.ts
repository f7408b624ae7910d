/** Errors on their way to the front end, with their places in the cells that it knows. */
import { stripVTControlCharacters } from 'node:util';
import type { ErrorReport } from '../channel/messages.js';
import type { ErrorContent } from '../cells/traceback.js';
import type { CellMemory } from './cell-memory.js';
import type { CellText } from './cell-text.js';
import { withTracebacks } from './error-values.js';

export class Tracebacks {
  constructor(
    private readonly text: CellText,
    private readonly memory: CellMemory
  ) {}

  async content(report: ErrorReport): Promise<ErrorContent> {
    const { errorContent } = await this.text.load();
    return errorContent(report, file => this.memory.find(file));
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
    return withTracebacks(content, report => this.written(report));
  }

  private written(report: ErrorReport): ErrorContent | undefined {
    return this.text.now?.errorContent(report, file => this.memory.find(file));
  }
}
