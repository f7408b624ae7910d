/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { commandLine, commandWords } from './command-words.js';

it.each([
  ['python3 fit.py --epochs 5', ['python3', 'fit.py', '--epochs', '5']],
  [`echo "two words" 'and $HOME' a\\ b ''`, ['echo', 'two words', 'and $HOME', 'a b', '']],
  ['  ', []]
])('reads %s', (line, words) => expect(commandWords(line)).toEqual(words));

it('knows a quote that is not closed', () => expect(commandWords('echo "a')).toBeUndefined());

it.each([[['a', "it's", 'x y', '']], [['--k=v', '/a/b.c']]])('writes %j so that it reads the same', words =>
  expect(commandWords(commandLine(words))).toEqual(words)
);
