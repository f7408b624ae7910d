/** For tests: a network of this machine alone, with cables that can be pulled. Needs root. */
import { execFileSync } from 'node:child_process';

export class TestNetwork {
  readonly #id = process.pid % 65536;
  /** Our end of it. */
  readonly #door = `sd${this.#id}`;
  readonly #hub = `${this.#door}-hub`;
  readonly #namespaces: string[] = [];

  /** What joins the places is a place of its own: there no firewall of this machine stands between them. */
  constructor() {
    ip('netns', 'add', this.#hub);
    ip('-n', this.#hub, 'link', 'add', 'bridge', 'type', 'bridge');
    ip('-n', this.#hub, 'link', 'set', 'bridge', 'up');
    ip('link', 'add', this.#door, 'type', 'veth', 'peer', 'name', this.#cable(1), 'netns', this.#hub);
    ip('-n', this.#hub, 'link', 'set', this.#cable(1), 'master', 'bridge', 'up');
    ip('addr', 'add', `${this.#address(1)}/24`, 'dev', this.#door);
    ip('link', 'set', this.#door, 'up');
  }

  /** A place in it, as a network namespace of its own. */
  join(): { namespace: string; address: string } {
    const n = this.#namespaces.length + 2;
    const namespace = `${this.#door}-${n}`;
    const address = this.#address(n);
    ip('netns', 'add', namespace);
    this.#namespaces.push(namespace);
    const cable = this.#cable(n);
    ip('-n', this.#hub, 'link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    ip('-n', this.#hub, 'link', 'set', cable, 'master', 'bridge', 'up');
    ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-n', namespace, 'link', 'set', device, 'up');
    ip('-n', namespace, 'route', 'add', 'default', 'via', this.#address(1));
    return { namespace, address };
  }

  /** Pulls the cable, or plugs it in again. */
  set(namespace: string, state: 'up' | 'down'): void {
    ip('-n', this.#hub, 'link', 'set', this.#cable(this.#namespaces.indexOf(namespace) + 2), state);
  }

  close(): void {
    for (const namespace of this.#namespaces) ip('netns', 'delete', namespace);
    ip('link', 'delete', this.#door);
    ip('netns', 'delete', this.#hub);
  }

  #cable(n: number): string {
    return `${this.#door}-${n}`;
  }

  #address(n: number): string {
    return `10.${200 + (this.#id % 50)}.${(this.#id >> 6) % 250}.${n}`;
  }
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: 'pipe' });
}
