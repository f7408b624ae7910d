/** The cells behind "Open notebook". */
export const notebook: readonly { markdown?: string; code?: string }[] = [
  {
    markdown:
      'Run the cells one after the other (Shift+Enter). The first prediction opens the weights; the following take milliseconds.'
  },
  { code: "import { load } from 'sonde';\n\nconst estimator = await load('pose-estimation');\nestimator" },
  {
    markdown:
      '## Find poses\n\nPut the path of your own photograph between the quotes. The example ships with the module.'
  },
  {
    code: 'const photo = estimator.info().examples[0]!.input;\nconst poses = await estimator.predict(photo);\nposes'
  },
  { markdown: '## Go on with what was found\n\nPoints are in pixels of the photograph.' },
  { code: 'poses.bodies[0]' },
  { markdown: '## Be less strict\n\nShow the points that the network is hardly sure of, too.' },
  { code: 'await estimator.predict(photo, { minPointScore: 0.05 })' }
];
