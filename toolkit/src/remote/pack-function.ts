/**
 * Makes a cell's function a program that stands by itself: with the functions and classes it uses, the values it takes
 * from the notebook as they are now, and what it imports. What cannot go along is said before anything starts.
 */
import { runInThisContext } from 'node:vm';
import { SondeError, cellRuntime, type DisplayPort } from '@sonde/schema';
import { freeNames } from './free-names.js';
import { packValue } from './plain-data.js';

/** A program for jobs of kind "cell". */
export interface PackedFunction {
  /** An ES module whose default export takes `(runtime, imports, values, context)`. */
  code: string;
  imports: PackedImport[];
  /** The values by name, V8's serialisation in base 64. */
  values: string;
  /** Absolute folder of the notebook: packages are looked for from there first. */
  directory: string;
}

export interface PackedImport {
  name: string;
  specifier: string;
  /** Name of the export, or "*" for all of them. */
  from: string;
}

export type Notebook = Pick<DisplayPort, 'imported' | 'directory'>;

/** Above this a record would be too large to keep; data belong in files. */
const mostBytes = 16 * 2 ** 20;

/** Throws a sentence that names what cannot be sent. */
export async function packFunction(work: unknown, notebook: Notebook): Promise<PackedFunction> {
  if (typeof work !== 'function') {
    throw new SondeError(
      'not-a-function',
      `Cannot send a value of type ${typeof work}: a function is wanted`,
      {
        hint: 'Write remote(async () => { … }).'
      }
    );
  }
  const pack = new Packing(notebook);
  const source = sourceOf(work, 'the function');
  await pack.addAll(await namesIn(source, 'the function'));
  return pack.finish(source);
}

class Packing {
  readonly #notebook: Notebook;
  readonly #seen = new Set<string>([cellRuntime]);
  readonly #declared: string[] = [];
  readonly #lines: string[] = [];
  readonly #imports: PackedImport[] = [];
  readonly #values: Record<string, unknown> = {};

  constructor(notebook: Notebook) {
    this.#notebook = notebook;
  }

  async addAll(names: readonly string[]): Promise<void> {
    for (const name of names) await this.#add(name);
  }

  /** What a name stands for goes before what uses it, as a class must stand before those that extend it. */
  async #add(name: string): Promise<void> {
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    if (name in globalThis) {
      if (notebookOnly.has(name))
        throw cannotSend(name, 'it belongs to the notebook', 'Use it on the answer, in the cell.');
      return;
    }
    const value = valueOf(name);
    const imported = this.#importOf(name, value);
    if (imported) {
      this.#imports.push(imported);
    } else if (typeof value === 'function') {
      const source = sourceOf(value, `"${name}"`);
      await this.addAll(await namesIn(source, `"${name}"`));
      this.#declared.push(name);
      this.#lines.push(`${name} = (${source});`);
    } else {
      const hint = `Make it inside the function, or send what it is made from.`;
      packValue(value, `"${name}"`, hint);
      this.#values[name] = value;
    }
  }

  finish(source: string): PackedFunction {
    const values = packValue(this.#values, 'the values', '');
    if (values.length > mostBytes) {
      const size = `${Math.round(values.length / 2 ** 20)} MiB`;
      throw new SondeError(
        'values-large',
        `Cannot send ${size} with a function: the most is ${mostBytes / 2 ** 20} MiB`,
        {
          hint: `Write the data to a file and read it in the function. It takes ${Object.keys(this.#values).join(', ')}.`
        }
      );
    }
    const names = this.#imports.map(({ name }) => name);
    const code = [
      `export default async (${cellRuntime}, imports, values, context) => {`,
      ...(names.length > 0 ? [`const { ${names.join(', ')} } = imports;`] : []),
      // Values are the function's own copies: it may assign to them, as it may in the notebook.
      ...(Object.keys(this.#values).length > 0
        ? [`let { ${Object.keys(this.#values).join(', ')} } = values;`]
        : []),
      ...(this.#declared.length > 0 ? [`let ${this.#declared.join(', ')};`] : []),
      ...this.#lines,
      `return (${source})(context);`,
      '};',
      ''
    ].join('\n');
    return {
      code,
      imports: this.#imports,
      values: values.toString('base64'),
      directory: this.#notebook.directory
    };
  }

  #importOf(name: string, value: unknown): PackedImport | undefined {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
    for (const [specifier, namespace] of this.#notebook.imported) {
      const from =
        namespace === value
          ? '*'
          : namespace[name] === value
            ? name
            : Object.keys(namespace).find(key => namespace[key] === value);
      if (from === undefined) continue;
      if (/^(\.{0,2}\/|file:)/.test(specifier)) {
        const hint = 'Put it in a cell, or in a package that is installed where the job runs.';
        throw cannotSend(name, `it comes from the file ${specifier}, which only the notebook has`, hint);
      }
      return { name, specifier, from };
    }
    return undefined;
  }
}

/** What the kernel offers to cells and to nothing else. */
const notebookOnly = new Set(['display', 'input', 'prompt', 'require', '__dirname', '__filename']);

/** Cells declare their names in the realm's script scope, where every script sees them. */
function valueOf(name: string): unknown {
  try {
    return runInThisContext(name) as unknown;
  } catch (cause) {
    const hint =
      'Only names of the top level of cells can go along; a function made by another function cannot.';
    throw new SondeError(
      'name-unknown',
      `Cannot send the function: it uses "${name}", which no cell has defined`,
      {
        cause,
        hint
      }
    );
  }
}

function sourceOf(work: object, what: string): string {
  const source = Function.prototype.toString.call(work);
  if (!/\{\s*\[native code\]\s*\}$/.test(source)) return source;
  throw new SondeError('function-native', `Cannot send ${what}: it is built in or bound, and has no source`, {
    hint: 'Wrap it in a function: () => …'
  });
}

async function namesIn(source: string, what: string): Promise<string[]> {
  try {
    return await freeNames(source);
  } catch (cause) {
    throw new SondeError('function-method', `Cannot send ${what}: its source does not stand by itself`, {
      cause,
      hint: 'A method cannot be sent without its object: wrap it in a function: () => …'
    });
  }
}

function cannotSend(name: string, why: string, hint: string): SondeError {
  return new SondeError('cannot-send', `Cannot send "${name}": ${why}`, { hint });
}
