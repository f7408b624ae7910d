/** For tests: a network of this machine alone, with cables that can be pulled. Needs root. */
import { execFileSync } from 'node:child_process';

export class TestNetwork {
  readonly #id = process.pid % 65536;
  readonly #bridge = `sd${this.#id}`;
  readonly #namespaces: string[] = [];

  constructor() {
    ip('link', 'add', this.#bridge, 'type', 'bridge');
    ip('addr', 'add', `${this.#address(1)}/24`, 'dev', this.#bridge);
    ip('link', 'set', this.#bridge, 'up');
  }

  /** A place in it, as a network namespace of its own. */
  join(): { namespace: string; address: string } {
    const n = this.#namespaces.length + 2;
    const namespace = `${this.#bridge}-${n}`;
    const address = this.#address(n);
    ip('netns', 'add', namespace);
    this.#namespaces.push(namespace);
    ip('link', 'add', this.#cable(n), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    ip('link', 'set', this.#cable(n), 'master', this.#bridge, 'up');
    ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-n', namespace, 'link', 'set', device, 'up');
    ip('-n', namespace, 'route', 'add', 'default', 'via', this.#address(1));
    return { namespace, address };
  }

  /** Pulls the cable, or plugs it in again. */
  set(namespace: string, state: 'up' | 'down'): void {
    ip('link', 'set', this.#cable(this.#namespaces.indexOf(namespace) + 2), state);
  }

  close(): void {
    for (const namespace of this.#namespaces) ip('netns', 'delete', namespace);
    ip('link', 'delete', this.#bridge);
  }

  #cable(n: number): string {
    return `${this.#bridge}-${n}`;
  }

  #address(n: number): string {
    return `10.${200 + (this.#id % 50)}.${(this.#id >> 6) % 250}.${n}`;
  }
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: 'pipe' });
}
