import { describe, expect, it } from '@jest/globals';
import { exampleFile } from './accepted-by.js';

describe('exampleFile', () => {
  it('has the name without its folder or drive', () => {
    expect(exampleFile('RTC:photos/Cat.JPG')).toEqual({ name: 'Cat.JPG', types: ['image'] });
  });

  it('offers a CSV file to all that read one', () => {
    expect(exampleFile('a.csv').types).toEqual(['text', 'table', 'row', 'series']);
  });

  it.each(['photo.heic', 'scan.bmp', 'song.m4a', 'song.aac', 'Makefile'])(
    'offers %s to nothing: no reader takes it',
    name => {
      expect(exampleFile(name).types).toEqual([]);
    }
  );
});
