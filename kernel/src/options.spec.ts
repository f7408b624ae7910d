import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

describe('readOptions', () => {
  it('reads the file, folders and provided packages', () => {
    expect(
      readOptions(
        ['c.json', '--provide', 'sonde=lib/sonde', '--provide', '@a/b=/c', '--cwd', 'notes'],
        '/here',
        { HOME: '/home/me', XDG_STATE_HOME: '/state' }
      )
    ).toEqual({
      connectionFile: '/here/c.json',
      directory: '/here/notes',
      provide: { sonde: '/here/lib/sonde', '@a/b': '/c' },
      types: [],
      language: 'typescript',
      history: '/state/sonde/history',
      typeErrors: 'warn'
    });
    expect(readOptions(['c.json', '--language', 'javascript'], '/here').language).toBe('javascript');
  });

  it.each([
    [[], {}, expect.stringMatching(/\/\.local\/state\/sonde\/history$/)],
    [[], { SONDE_HISTORY: 'mine' }, '/here/mine'],
    [[], { SONDE_HISTORY: 'off' }, undefined],
    [['--history', 'off'], { SONDE_HISTORY: 'mine' }, undefined],
    [['--history', '/h'], { SONDE_HISTORY: 'off' }, '/h']
  ])('keeps the history, given %j and %j, in %s', (args, env, folder) => {
    expect(readOptions(['c.json', ...args], '/here', env).history).toEqual(folder);
  });

  it('takes a language, and what to do about type errors from the arguments, the environment, the language', () => {
    const of = (args: string[], env = {}) => {
      const { language, typeErrors } = readOptions(['c.json', ...args], '/here', env);
      return [language, typeErrors];
    };
    expect(of(['--language', 'javascript'])).toEqual(['javascript', 'off']);
    expect(of(['--language', 'javascript', '--type-errors', 'warn'])).toEqual(['javascript', 'warn']);
    expect(of([], { SONDE_TYPE_ERRORS: 'block' })).toEqual(['typescript', 'block']);
    expect(of(['--type-errors', 'off'], { SONDE_TYPE_ERRORS: 'block' })).toEqual(['typescript', 'off']);
    expect(() => of([], { SONDE_TYPE_ERRORS: 'loud' })).toThrow(
      'SONDE_TYPE_ERRORS) wants off, warn or block'
    );
  });

  it.each([
    ['own.d.ts', '/here/own.d.ts'],
    ['${DATA:-/d}/x.d.ts', '/data/x.d.ts'],
    ['${NONE:-/d}/x.d.ts', '/d/x.d.ts'],
    ['${EMPTY:-${NONE:-${HOME}/e}/f}/x.d.ts', '/home/me/e/f/x.d.ts'],
    ['${ODD}/x', '/here/$$&$NONE}/x']
  ])('fills the environment into the types file %s', (file, path) => {
    const env = { DATA: '/data', EMPTY: '', HOME: '/home/me', ODD: '$$&${NONE}' };
    expect(readOptions(['c.json', '--types', file], '/here', env).types).toEqual([path]);
  });

  it.each([
    [[], 'connection file'],
    [['a', 'b'], '"b"'],
    [['--what'], '"--what"'],
    [['a', '--provide', 'sonde'], 'name=/folder'],
    [['a', '--language', 'python'], 'not "python"'],
    [['a', '--types'], '--types wants'],
    [['a', '--history'], '--history wants'],
    [['a', '--cwd'], '--cwd wants'],
    [['a', '--type-errors', 'strict'], 'not "strict"']
  ])('refuses %j with a sentence', (args, sentence) => {
    expect(() => readOptions(args, '/here')).toThrow(sentence);
  });
});
