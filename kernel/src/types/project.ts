/**
 * The folder in which the language server finds the cells' surroundings: settings, the kernel's globals, and links to the
 * packages of the notebook's folder. The cells themselves are never written; they are open buffers in it.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KernelLanguage } from '../options.js';
import { displayTypes } from './display-types.js';
import { ownFolder, ownName } from '../own-package.js';
import type { PackageFolder } from './surroundings.js';

export interface TypeProject {
  /** Absolute folder of the buffers. */
  folder: string;
  /** The `node_modules` that cells see, outermost first. */
  packages: readonly PackageFolder[];
  uri(file: string): string;
  remove(): Promise<void>;
}

const nodeTypes = dirname(createRequire(import.meta.url).resolve('@types/node/package.json'));

/** Declares what the kernel puts on every cell's table. */
export const globalsFile = 'kernel-globals.d.ts';

export async function createTypeProject(
  directory: string,
  provide: Readonly<Record<string, string>>,
  /** Files that are part of the project before a buffer of the same name is opened, by their names. */
  files: Readonly<Record<string, string>> = {},
  language: KernelLanguage = 'typescript'
): Promise<TypeProject> {
  const root = await mkdtemp(join(tmpdir(), 'sonde-types-'));
  // The outermost level has what the kernel provides, the inner ones the notebook's packages, nearest last: Node's
  // and TypeScript's way up the folders then finds the notebook's own before ours.
  await linkProvided(join(root, 'node_modules'), { '@types/node': nodeTypes, ...provide });
  let folder = root;
  const levels = packageFolders(directory);
  const folders: PackageFolder[] = [];
  for (const [index, packages] of levels.entries()) {
    folder = join(folder, `level${index}`);
    await mkdir(folder);
    const link = join(folder, 'node_modules');
    await symlink(packages, link, 'junction');
    folders.push({ path: packages, link });
    // Names are offered from the packages that it lists, not from all that those need themselves.
    const list = join(dirname(packages), 'package.json');
    if (existsSync(list)) await symlink(list, join(folder, 'package.json'));
  }
  folder = join(folder, 'cells');
  await mkdir(folder);
  await linkProvided(join(folder, 'node_modules'), { [ownName]: ownFolder });
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify(settings(directory, folder, levels, language))
  );
  await writeFile(join(folder, globalsFile), globals);
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return {
    folder,
    packages: folders,
    uri: file => pathToFileURL(join(folder, file)).href,
    remove: () => rm(root, { recursive: true, force: true })
  };
}

/** The `node_modules` folders above and in the notebook's folder, outermost first; in its own one may come yet. */
function packageFolders(directory: string): string[] {
  const found: string[] = [];
  for (let at = resolve(directory); ; at = dirname(at)) {
    const packages = join(at, 'node_modules');
    if (found.length === 0 || existsSync(packages)) found.unshift(packages);
    if (at === dirname(at)) return found;
  }
}

async function linkProvided(packages: string, provide: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(packages);
  for (const [name, folder] of Object.entries(provide)) {
    await mkdir(dirname(join(packages, name)), { recursive: true });
    await symlink(folder, join(packages, name), 'junction');
  }
}

function settings(
  directory: string,
  folder: string,
  levels: readonly string[],
  language: KernelLanguage
): unknown {
  const own = join(directory, 'tsconfig.json');
  const typeRoots = [...levels.map(level => join(level, '@types')).reverse(), dirname(nodeTypes)];
  const relaxed = { strict: true, noImplicitAny: false, useUnknownInCatchVariables: false };
  return {
    ...(existsSync(own) && { extends: own }),
    compilerOptions: {
      ...(!existsSync(own) && { ...relaxed, target: 'esnext', lib: ['esnext'], jsx: 'react-jsx' }),
      // What a cell is, whatever the folder's own project says.
      module: 'preserve',
      moduleResolution: 'bundler',
      moduleDetection: 'force',
      allowImportingTsExtensions: true,
      // Whether a JavaScript cell is checked is its own affair: nobody asks for the others' errors.
      allowJs: true,
      checkJs: true,
      // Gives a variable that is only assigned to the type of what it holds; the complaints are dropped (lsp-answers.ts).
      ...(language === 'javascript' && { noImplicitAny: true }),
      resolveJsonModule: true,
      esModuleInterop: true,
      experimentalDecorators: true,
      isolatedModules: false,
      verbatimModuleSyntax: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      noEmit: true,
      composite: false,
      incremental: false,
      declaration: false,
      skipLibCheck: true,
      types: ['node'],
      typeRoots,
      rootDirs: [folder, directory]
    },
    // The files beside the notebook: what they export can be offered before it is imported.
    include: ['*', join(directory, '*.ts'), join(directory, '*.tsx')],
    exclude: [],
    references: []
  };
}

/** What the kernel puts on every cell's table. */
const globals = `
${displayTypes}
/** The kernel itself. */
declare const kernel: SondeKernel;
interface SondeKernel {
  /**
   * What is done about type errors in the cells that follow: "off" (types are not checked), "warn" (they are printed below
   * the cell) or "block" (a cell with type errors does not run).
   */
  types: 'off' | 'warn' | 'block';
}
/** What notebooks written for Deno show things with; the rest of Deno is not here. */
declare namespace Deno {
  namespace jupyter {
    interface Displayable {
      [key: symbol]: () => MimeBundle | Promise<MimeBundle>;
    }
    const $display: unique symbol;
    function display(value: unknown, options?: { raw?: boolean; update?: boolean; display_id?: string }): Promise<void>;
    function format(value: unknown): Promise<MimeBundle | undefined>;
    function broadcast(
      type: string,
      content: Record<string, unknown>,
      options?: { metadata?: Record<string, unknown>; buffers?: Uint8Array[] }
    ): Promise<void>;
    function md(strings: TemplateStringsArray, ...values: unknown[]): Displayable;
    function html(strings: TemplateStringsArray, ...values: unknown[]): Displayable;
    function svg(strings: TemplateStringsArray, ...values: unknown[]): Displayable;
    function image(source: string | Uint8Array): Displayable;
  }
}
/** Asks the user and waits for the answer without stopping anything else. */
declare function input(prompt?: string, options?: { password?: boolean }): Promise<string>;
/** Asks the user; nothing else runs until the answer is there. */
declare function prompt(question?: string, otherwise?: string): string;
/** Asks a question of yes or no; nothing else runs until the answer is there. */
declare function confirm(question?: string): boolean;
`;
