/**
 * A handle of a module that is a container image of AI4OS or DEEP. It says what it would run and where; running it from
 * here is not possible yet, and it says that too.
 */
import {
  SondeError,
  jupyterDisplay,
  printable,
  type ContainerInfo,
  type DeviceInfo,
  type Displayable,
  type MimeBundle
} from '@sonde/schema';
import { escapeMarkup } from '@sonde/schema/markup';

export class ContainerModule implements Displayable {
  readonly kind = 'container';
  readonly name: string;
  readonly version: string;
  readonly #info: ContainerInfo;

  constructor(info: ContainerInfo) {
    this.name = info.name;
    this.version = info.version;
    this.#info = info;
  }

  /** Card, image and the commands that would run it. */
  info(): ContainerInfo {
    return this.#info;
  }

  predict(): Promise<never> {
    return this.#refuse('predict');
  }

  predictAll(): Promise<never> {
    return this.#refuse('predict');
  }

  why(): Promise<never> {
    return this.#refuse('say why');
  }

  train(): Promise<never> {
    return this.#refuse('train');
  }

  sweep(): Promise<never> {
    return this.#refuse('train');
  }

  check(): Promise<never> {
    return this.#refuse('check data');
  }

  device(): Promise<DeviceInfo> {
    return this.#refuse('say which device it uses');
  }

  /** Containers ship no examples that can be read from here. */
  example(): never {
    throw this.#refusal('give an example of');
  }

  /** There is nothing to free. */
  dispose(): Promise<void> {
    return Promise.resolve();
  }

  toString(): string {
    return this.#lines()
      .map(([name, text]) => `${name.padEnd(10)}${printable(text)}`)
      .join('\n');
  }

  [jupyterDisplay](): MimeBundle {
    const rows = this.#lines().map(
      ([name, text, isCode]) =>
        `<tr><th scope="row" style="text-align:left">${escapeMarkup(name)}</th><td style="text-align:left">` +
        `${isCode ? `<code>${escapeMarkup(text)}</code>` : escapeMarkup(text)}</td></tr>`
    );
    return { 'text/html': `<table>${rows.join('')}</table>`, 'text/plain': this.toString() };
  }

  #lines(): [name: string, text: string, isCode?: boolean][] {
    const { card, here, image, source, wouldRun } = this.#info;
    return [
      ['Container', `${this.name} (${source})`],
      ['Title', card.title],
      ['Summary', card.summary],
      ['Here', here.runs ? 'runs' : here.why],
      ['Image', image ?? 'none named', image !== undefined],
      ...wouldRun.map(({ where, command }, index): [string, string, boolean] => [
        index === 0 ? 'Would run' : '',
        `${command}   # ${where}`,
        true
      ]),
      ...(wouldRun.length > 0 ? [['Then', `open ${deepaas}`] as [string, string]] : []),
      ['Code', card.links.source_code],
      ['Licence', card.license ?? 'not stated']
    ];
  }

  #refuse(what: string): Promise<never> {
    return Promise.reject(this.#refusal(`${what} with`));
  }

  #refusal(what: string): SondeError {
    const { here, wouldRun, card } = this.#info;
    const [first] = wouldRun;
    const hint = first
      ? `Run it with ${first.where}: ${first.command} and open ${deepaas}.`
      : `Its code is at ${card.links.source_code}.`;
    const why = here.runs ? '' : `: ${here.why}`;
    return new SondeError('module-container', `Cannot ${what} "${this.name}" from here${why}`, { hint });
  }
}

/** Where the DEEPaaS API of a running container shows itself. */
const deepaas = 'http://127.0.0.1:5000/ui';
