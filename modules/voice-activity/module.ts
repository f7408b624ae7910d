/** Says where in a recording somebody speaks. */
import { Type } from '@sinclair/typebox';
import { defineModule, readAudio, type AudioSource } from '@sonde/toolkit';
import { PredictOptions } from './arguments.js';
import { notebook } from './notebook.js';
import { openPredictor } from './open.js';
import { weights } from './weights.js';

export default defineModule({
  name: 'voice-activity',
  version: '1.0.0',
  input: {
    type: 'audio',
    description: 'A recording: a path, a URL, the bytes of a file, or what readAudio() gave',
    schema: Type.String({
      format: 'uri-reference',
      description: 'Path or URL of a WAV, MP3, FLAC, Ogg Vorbis or Ogg Opus of up to an hour'
    }),
    read: (value: unknown) => readAudio(value as AudioSource)
  },
  output: {
    type: 'regions',
    description: 'Stretches of speech, in order, and the probability of speech over time',
    schema: Type.Object({
      regions: Type.Array(
        Type.Object({
          start: Type.Number({ unit: 's', description: 'From the start of the recording' }),
          end: Type.Number({ unit: 's', description: 'From the start of the recording' }),
          label: Type.Literal('speech'),
          score: Type.Number({ minimum: 0, maximum: 1, description: 'Mean probability of speech' })
        })
      ),
      ms: Type.Number({ unit: 'ms', description: 'From the decoded recording to the regions' })
    })
  },
  predictOptions: PredictOptions,
  weights,
  examples: [
    {
      title: 'Two sentences of an audiobook',
      input: 'examples/austen.wav',
      expected: '2 stretches of speech'
    },
    { title: 'A command to a robot', input: 'examples/robot.wav', expected: '1 stretch of speech' },
    {
      title: 'Numbers, as over a telephone',
      input: 'examples/telephone.wav',
      expected: '1 stretch of speech'
    },
    { title: 'A melody without words', input: 'examples/melody.wav', expected: 'no speech' }
  ],
  open: openPredictor,
  notebook
});
