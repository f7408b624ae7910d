import { describe, expect, it } from '@jest/globals';
import { historyTuples, MemoryHistory } from './history.js';

function history() {
  const kept = new MemoryHistory(2);
  for (const [index, input] of ['a = 1', 'b = 2', 'a = 1', 'a + b'].entries()) kept.add(index + 1, input);
  kept.setOutput(4, '3');
  return kept;
}

describe('MemoryHistory', () => {
  it('gives the last n', () => {
    expect(historyTuples(history().find({ hist_access_type: 'tail', n: 2 }), true)).toEqual([
      [2, 3, ['a = 1', null]],
      [2, 4, ['a + b', '3']]
    ]);
  });

  it('gives a range of this session by 0 or by number, without its end', () => {
    for (const session of [0, 2]) {
      const found = history().find({ hist_access_type: 'range', session, start: 2, stop: 4 });
      expect(historyTuples(found, false)).toEqual([
        [2, 2, 'b = 2'],
        [2, 3, 'a = 1']
      ]);
    }
    expect(history().find({ hist_access_type: 'range', session: -1 })).toEqual([]);
  });

  it('searches with wildcards, each text once if asked, the last n of them', () => {
    const search = (more: object) =>
      history()
        .find({ hist_access_type: 'search', ...more })
        .map(one => one.input);
    expect(search({ pattern: 'a*' })).toEqual(['a = 1', 'a = 1', 'a + b']);
    expect(search({ pattern: 'a*', unique: true })).toEqual(['a = 1', 'a + b']);
    expect(search({ pattern: '? = ?', n: 1 })).toEqual(['a = 1']);
    expect(search({ pattern: '(a' })).toEqual([]);
  });
});
