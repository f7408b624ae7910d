import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

describe('readOptions', () => {
  it('reads the file, folders and provided packages', () => {
    expect(
      readOptions(
        ['c.json', '--provide', 'sonde=lib/sonde', '--provide', '@a/b=/c', '--cwd', 'notes'],
        '/here'
      )
    ).toEqual({
      connectionFile: '/here/c.json',
      directory: '/here/notes',
      provide: { sonde: '/here/lib/sonde', '@a/b': '/c' }
    });
  });

  it.each([
    [[], 'connection file'],
    [['a', 'b'], '"b"'],
    [['--what'], '"--what"'],
    [['a', '--provide', 'sonde'], 'name=/folder'],
    [['a', '--cwd'], '--cwd wants']
  ])('refuses %j with a sentence', (args, sentence) => {
    expect(() => readOptions(args, '/here')).toThrow(sentence);
  });
});
