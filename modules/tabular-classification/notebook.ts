/** The cells behind "Open notebook". */
export const notebook: readonly { markdown?: string; code?: string }[] = [
  {
    markdown:
      'Run the cells one after the other (Shift+Enter). The published model tells three species of penguins apart.'
  },
  {
    code: "import { load, readTable } from 'sonde';\n\nconst classifier = await load('tabular-classification');\nclassifier"
  },
  {
    markdown: '## Predict\n\nA row is an object with a value per column; `null` where the value is not known.'
  },
  {
    code: "await classifier.predict({\n  island: 'Biscoe',\n  bill_length_mm: 47.3,\n  bill_depth_mm: 15.3,\n  flipper_length_mm: 222,\n  body_mass_g: 5250,\n  sex: null\n})"
  },
  {
    markdown:
      '## Train on your own table\n\nA CSV file with a header line. The last column is predicted; `target` names another one.'
  },
  {
    code: 'const data = classifier.info().train!.dataset.example!;\nawait readTable(data)'
  },
  { code: 'const run = await classifier.train(data, { epochs: 60 });' },
  { code: 'const result = await run.result();\nrun.confusion' },
  { markdown: '## Use the new weights' },
  {
    code: "const mine = await load('tabular-classification', { weights: run });\nawait mine.predict(data)"
  }
];
