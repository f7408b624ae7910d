/** What the editor says of a cell before it runs: checked with the compiler itself, against the built-in modules. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const cell = fileURLToPath(new URL('./cell.ts', import.meta.url));
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node']
};

/** A language service in which the file `cell.ts`, beside this one, holds `code`. */
function editor(code: string): ts.LanguageService {
  const version = String(++edits);
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [cell],
    getScriptVersion: path => (path === cell ? version : '0'),
    getScriptSnapshot: path => {
      const text = path === cell ? code : ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => process.cwd(),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: path => path === cell || ts.sys.fileExists(path),
    readFile: path => (path === cell ? code : ts.sys.readFile(path)),
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    ...(ts.sys.realpath && { realpath: ts.sys.realpath })
  };
  return ts.createLanguageService(host, registry);
}

const registry = ts.createDocumentRegistry();
let edits = 0;

const head = "import { load, train } from './index.js';\n";

function underlined(code: string): string[] {
  const service = editor(head + code);
  return [...service.getSyntacticDiagnostics(cell), ...service.getSemanticDiagnostics(cell)].map(
    ({ start = 0, length = 0, messageText }) => {
      const text = (head + code).slice(start, start + length);
      return `${text}: ${ts.flattenDiagnosticMessageText(messageText, ' ').split('. ')[0] ?? ''}`;
    }
  );
}

/** Completions at the mark `|`. */
function completions(code: string): string[] {
  const at = (head + code).indexOf('|');
  const entries = editor((head + code).replace('|', '')).getCompletionsAtPosition(cell, at, {});
  return (entries?.entries ?? []).map(entry => entry.name);
}

/** What hovering at the mark `|` tells beside the type. */
function documentation(code: string): string {
  const at = (head + code).indexOf('|');
  const hover = editor((head + code).replace('|', '')).getQuickInfoAtPosition(cell, at);
  const tags = (hover?.tags ?? []).map(tag => `@${tag.name} ${ts.displayPartsToString(tag.text)}`);
  return [ts.displayPartsToString(hover?.documentation), ...tags].join(' ');
}

describe('the editor', () => {
  it('has nothing to say of right cells', () => {
    expect(
      underlined(`
        const classifier = await load('image-classification');
        const { labels } = await classifier.predict('cat.jpg', { top: 3 });
        const first: string | undefined = labels[0]?.label;
        const run = await classifier.train('photos', { epochs: 2, title: 'Mine' });
        const { accuracy } = await run.result();
        const better = await run.module();
        (await better.predict('cat.jpg')).labels.map(one => one.probability + accuracy);
        await train('tabular-classification', 'iris.csv', { target: 'species' });
        const unknown = await load('some-module-of-yours');
        await unknown.predict({ any: 'thing' }, { whatever: 1 });
        export { first };`)
    ).toEqual([]);
  });

  it.each([
    ["(await load('image-classification')).predict('a.jpg', { topp: 3 });", 'topp: '],
    [
      "(await load('image-classification')).predict('a.jpg', { top: 'three' });",
      "top: Type 'string' is not assignable to type 'number'"
    ],
    ["(await load('image-classification')).train('photos', { epohcs: 3 });", 'epohcs: '],
    [
      "(await load('image-classification')).train('photos', { mode: 'hed' });",
      'mode: Type \'"hed"\' is not assignable to type'
    ],
    [
      "(await load('image-classification')).train('photos', { on: 7 });",
      "on: Type 'number' is not assignable to type 'TargetName"
    ],
    ["train('tabular-classification', 'iris.csv', { tarjet: 'species' });", 'tarjet: '],
    ["(await load('built-in/image-classification@1.0.0')).predict('a.jpg', { topp: 3 });", 'topp: '],
    ["(await load('image-classification')).why('a.jpg', { gird: 3 });", 'gird: ']
  ])('underlines what is wrong in %s', (code, expected) => {
    const said = underlined(`${code}\nexport {};`);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(expected);
  });

  it('completes module names, options and arguments', () => {
    expect(completions("load('|')")).toEqual(
      expect.arrayContaining(['image-classification', 'tabular-classification'])
    );
    expect(completions("(await load('image-classification')).predict('a.jpg', { | })")).toContain('top');
    expect(completions("(await load('image-classification')).train('photos', { | })")).toEqual(
      expect.arrayContaining(['epochs', 'batchSize', 'mode', 'title', 'on'])
    );
  });

  it('says on hover what a handle is and takes', () => {
    const code = `${head}const classifier = await load('image-classification');\nawait classifier.predict('a.jpg');`;
    const hover = (at: number): string =>
      ts.displayPartsToString(editor(code).getQuickInfoAtPosition(cell, at)?.displayParts);
    expect(hover(code.indexOf('classifier'))).toBe('const classifier: Loaded<"image-classification">');
    expect(hover(code.indexOf('predict'))).toMatch(
      /predict\(input: ImageSource.*, options\?: .*\): Promise<Predictions>$/s
    );
  });

  it('says on hover what an option means, its range and its default', () => {
    expect(documentation("(await load('image-classification')).predict('a.jpg', { |top: 3 })")).toBe(
      'How many labels to return. A whole number from 1 to 1,000. @defaultValue 5'
    );
    expect(documentation("(await load('image-classification@1.0.0')).train('photos', { |epochs: 3 })")).toBe(
      'Times that all images are gone through. A whole number from 1 to 1,000. @defaultValue 20'
    );
    expect(documentation("(await load('voice-activity')).predict('a.wav', { |pad: 1 })")).toBe(
      'Added before and after each stretch of speech. A number from 0 to 5 s. @defaultValue 0.03'
    );
    expect(documentation("train('tabular-classification', 'iris.csv', { |learningRate: 1 })")).toContain(
      'A number greater than 0 and at most 1. @defaultValue 0.003'
    );
  });

  it('knows a module by its source and name, and the options of why()', () => {
    expect(completions("(await load('built-in/image-classification')).predict('a.jpg', { | })")).toContain(
      'top'
    );
    expect(completions("(await load('image-classification')).why('a.jpg', { | })")).toEqual(
      expect.arrayContaining(['label', 'grid'])
    );
    expect(documentation("(await load('image-classification')).why('a.jpg', { |grid: 3 })")).toMatch(
      /A whole number from \d+ to \d+\. @defaultValue \d+$/
    );
  });

  it('says it beside a completion, too', () => {
    const code = "(await load('image-classification')).train('photos', {  })";
    const at = (head + code).indexOf('{  }') + 2;
    const details = editor(head + code).getCompletionEntryDetails(
      cell,
      at,
      'mode',
      {},
      undefined,
      {},
      undefined
    );
    expect(ts.displayPartsToString(details?.documentation)).toContain('"full" also adapts all other layers');
    expect(ts.displayPartsToString(details?.displayParts)).toContain('mode?: "head" | "full"');
  });
});
