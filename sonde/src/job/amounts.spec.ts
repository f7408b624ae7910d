import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bytesOf, minutesOf, textsOf, valuesOf } from './amounts.js';
import { askedJob } from './asked-job.js';
import { fullId } from './full-id.js';
import { readJobCall } from './job-flags.js';

const asked = (line: string) => {
  const { words, ...call } = readJobCall(line.split(' '));
  return askedJob(words, call);
};

describe('amounts in a shell', () => {
  it('are memory in units of a thousand or of 1024', () => {
    expect(['4GB', '512 MiB', '1.5t', '100', '64k'].map(bytesOf)).toEqual([
      4e9,
      512 * 2 ** 20,
      1.5e12,
      100,
      64_000
    ]);
    expect(() => bytesOf('lots')).toThrow('Cannot read the memory "lots": write it as in 4GB or 512MiB');
  });

  it('are times in their units', () => {
    expect(['1h30m', '90m', '45s', '2d', '1.5h', '1h 5min'].map(minutesOf)).toEqual([
      90, 90, 0.75, 2880, 90, 65
    ]);
    for (const wrong of ['90', '', '1h30', 'soon', '1h30x'])
      expect(() => minutesOf(wrong)).toThrow('as in 1h30m');
  });

  it('are values as JSON or as text', () => {
    expect(valuesOf(['lr=[0.1,0.01]', 'name=a=b', 'deep=true', 'none='], 'arg')).toEqual({
      lr: [0.1, 0.01],
      name: 'a=b',
      deep: true,
      none: ''
    });
    expect(textsOf(['a=1'], 'label')).toEqual({ a: '1' });
    expect(() => valuesOf(['lr'], 'arg')).toThrow('Cannot read --arg "lr": write it as NAME=VALUE');
  });
});

describe('what is asked for in a shell', () => {
  it('becomes a request, with what was not named left out', () => {
    expect(
      asked('train count --data x.csv --arg epochs=3 --on far --memory 1GB --time 30m --priority=-2')
    ).toEqual({
      kind: 'train',
      module: 'count',
      data: resolve('x.csv'),
      args: { epochs: 3 },
      target: 'far',
      resources: { memoryBytes: 1e9, minutes: 30 },
      priority: -2
    });
    expect(asked('notebook a.ipynb -p lr=0.1')).toEqual({
      kind: 'notebook',
      notebook: resolve('a.ipynb'),
      args: { lr: 0.1 }
    });
    expect(asked('command --label a=b -- ls --all -- x')).toEqual({
      kind: 'command',
      command: ['ls', '--all', '--', 'x'],
      labels: { a: 'b' }
    });
  });

  it('is refused with a sentence', () => {
    expect(() => asked('command ls')).toThrow('Write the program after "--"');
    expect(() => asked('train a b')).toThrow('"train" runs one thing, 2 were named');
    expect(() => asked('train a -- b')).toThrow('Only a command takes words after "--"');
    expect(() => asked('train a --retries 1.5')).toThrow('a whole number from 0 to 100 was wanted');
    expect(() => asked('train a --device tpu')).toThrow('auto, cpu, gpu or wasm was wanted');
    expect(() => asked('train a --wat')).toThrow("Unknown option '--wat'");
  });
});

describe('a shortened id', () => {
  const ids = ['1m85x7mvq-hgh5', '1m85x7mvq-cgc9', '1m85x8000-hgh6'];
  it('stands for the only job that it fits', () => {
    expect(fullId('cgc9', ids, 'job')).toBe(ids[1]);
    expect(fullId('1m85x8', ids, 'job')).toBe(ids[2]);
    expect(fullId(ids[0]!, ids, 'job')).toBe(ids[0]);
  });
  it('is refused when it fits none or several', () => {
    expect(() => fullId('1m85x7', ids, 'job')).toThrow(
      '"1m85x7" may be any of 2 jobs: 1m85x7mvq-hgh5, 1m85x7mvq-cgc9'
    );
    expect(() => fullId('zz', ids, 'job')).toThrow('There is no job "zz"');
    expect(() => fullId('', ids, 'schedule')).toThrow('There is no schedule ""');
  });
});
