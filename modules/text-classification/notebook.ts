/** The cells behind "Open notebook". */
export const notebook: readonly { markdown?: string; code?: string }[] = [
  {
    markdown:
      'Run the cells one after the other (Shift+Enter). The published model says which of 40 languages a text is in.'
  },
  {
    code: "import { load, readTable } from 'sonde';\n\nconst classifier = await load('text-classification');\nclassifier"
  },
  { markdown: '## Predict\n\nThe words that spoke for the first label are marked.' },
  { code: "await classifier.predict('Onde fica a estação de comboios, por favor?')" },
  { markdown: '## Train on your own texts\n\nA CSV file with a column of texts and a column of labels.' },
  { code: 'const data = classifier.info().train!.dataset.example!;\nawait classifier.check(data)' },
  { code: 'const run = await classifier.train(data);' },
  { code: 'const result = await run.result();\nrun.confusion' },
  { markdown: '## Use the new weights' },
  {
    code: "const mine = await load('text-classification', { weights: run });\nawait mine.predict('Tonight we can create new jobs for millions of Americans.')"
  }
];
