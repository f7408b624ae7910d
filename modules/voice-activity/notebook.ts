/** The cells behind "Open notebook". */
export const notebook: readonly { markdown?: string; code?: string }[] = [
  {
    markdown:
      'Run the cells one after the other (Shift+Enter). The first prediction opens the weights; the following take milliseconds.'
  },
  {
    code: "import { load } from 'sonde';\n\nconst detector = await load('voice-activity');\ndetector"
  },
  {
    markdown:
      '## Find speech\n\nPut the path of your own recording between the quotes. The example ships with the module.'
  },
  {
    code: 'const recording = detector.info().examples[0]!.input;\nconst speech = await detector.predict(recording);\nspeech'
  },
  { markdown: '## Go on with the answer\n\nTimes are in seconds from the start.' },
  { code: 'speech.regions' },
  {
    markdown:
      '## Fewer, longer stretches\n\nA pause shorter than `minSilence` seconds does not end a stretch; `threshold` says how sure the module must be.'
  },
  { code: 'await detector.predict(recording, { minSilence: 2, threshold: 0.7 })' }
];
