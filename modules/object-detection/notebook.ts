/** The cells behind "Open notebook". */
export const notebook: readonly { markdown?: string; code?: string }[] = [
  {
    markdown:
      'Run the cells one after the other (Shift+Enter). The first prediction opens the weights; the following take milliseconds.'
  },
  { code: "import { load } from 'sonde';\n\nconst detector = await load('object-detection');\ndetector" },
  {
    markdown:
      '## Find objects\n\nPut the path of your own photograph between the quotes. The example ships with the module.'
  },
  {
    code: 'const photo = detector.info().examples[0]!.input;\nconst found = await detector.predict(photo);\nfound'
  },
  { markdown: '## Go on with what was found\n\nBoxes are in pixels of the photograph.' },
  { code: 'found.boxes' },
  {
    markdown: '## Be less strict\n\nA lower `minScore` shows what the network is less sure of.'
  },
  { code: 'await detector.predict(photo, { minScore: 0.3, most: 50 })' }
];
