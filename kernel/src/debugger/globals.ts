/** The notebook's own variables: what cells have declared, and nothing of what Node or packages put on the global object. */
import type { Runtime } from 'node:inspector';
import { evaluateGlobally, objectGroup } from './in-debuggee.js';
import type { Inspector } from './inspector.js';
import { putInPlace } from './scopes.js';
import type { NamedValue } from './variables.js';

const patience = 1000;

export class Globals {
  constructor(
    private readonly inspector: Inspector,
    /** The kernel learns that a name exists. */
    private readonly declare: (name: string) => void
  ) {}

  /** `group`: the name under which V8 keeps the values, until `release`. */
  async list(group = objectGroup): Promise<NamedValue[]> {
    const names = await this.names();
    // A script that has been compiled and not begun has names that cannot be read yet.
    const reads = names.map(name => `try{all[${JSON.stringify(name)}]=${name}}catch{}`).join(';');
    const all = await evaluateGlobally(
      this.inspector,
      `(()=>{const all=Object.create(null);${reads};return all})()`,
      patience,
      group
    );
    const { result } = await this.inspector.post<Runtime.GetPropertiesReturnType>('Runtime.getProperties', {
      objectId: all.objectId,
      ownProperties: true,
      generatePreview: true
    });
    const values = new Map(result.map(({ name, value }) => [name, value]));
    return names.flatMap(name => {
      const value = values.get(name);
      const shown = userName(name);
      return value ? [{ name: shown, value, evaluateName: shown }] : [];
    });
  }

  async set(name: string, value: Runtime.RemoteObject): Promise<void> {
    const names = await this.names();
    const known = names.find(one => userName(one) === name);
    const place = await putInPlace(this.inspector, value);
    if (known === undefined) {
      await evaluateGlobally(this.inspector, `let ${name}=${place}`, patience);
      this.declare(name);
    } else {
      await evaluateGlobally(this.inspector, `${known}=${place}`, patience);
    }
  }

  async release(group: string): Promise<void> {
    await this.inspector.post('Runtime.releaseObjectGroup', { objectGroup: group });
  }

  private async names(): Promise<string[]> {
    const { names } = await this.inspector.post<Runtime.GlobalLexicalScopeNamesReturnType>(
      'Runtime.globalLexicalScopeNames',
      {},
      patience
    );
    return names;
  }
}

/** A variable that has a built-in's name has another one in the script (cells/shadow.ts). */
function userName(name: string): string {
  return name.replace(/\$cell$/, '');
}
