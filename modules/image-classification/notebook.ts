/** The cells behind "Open notebook". */
export const notebook: readonly { markdown?: string; code?: string }[] = [
  {
    markdown:
      'Run the cells one after the other (Shift+Enter). The first prediction opens the weights; the following take milliseconds.'
  },
  {
    code: "import { load } from 'sonde';\n\nconst classifier = await load('image-classification');\nclassifier"
  },
  {
    markdown:
      '## Predict\n\nPut the path of your own image between the quotes. The example image ships with the module.'
  },
  {
    code: 'const photo = classifier.example();\nawait classifier.predict(photo, { top: 5 })'
  },
  {
    markdown:
      '## Why?\n\nRed parts of the picture speak for the label, blue ones against it. Ask about another one with `{ label: … }`.'
  },
  { code: 'await classifier.why(photo)' },
  {
    markdown:
      '## Train on your own images\n\nOne folder per class, named like the class. The example data set is a few hundred emoji in six classes.'
  },
  {
    code: 'const data = classifier.info().train!.dataset.example!;\nawait classifier.check(data)'
  },
  { code: "const run = await classifier.train(data, { mode: 'head', epochs: 20 });" },
  { code: 'const result = await run.result();\nrun.confusion' },
  {
    markdown: '## Use the new weights'
  },
  {
    code: "const mine = await load('image-classification', { weights: run });\nawait mine.predict(`${data}/animals/koala.png`)"
  }
];
