/** The cells behind "Open notebook". */
export const notebook: readonly { markdown?: string; code?: string }[] = [
  {
    markdown:
      'Run the cells one after the other (Shift+Enter). The published model estimates the body mass of penguins, in grams.'
  },
  {
    code: "import { load, readTable } from 'sonde';\n\nconst regression = await load('tabular-regression');\nregression"
  },
  {
    markdown: '## Predict\n\nA row is an object with a value per column; `null` where the value is not known.'
  },
  {
    code: "await regression.predict({\n  island: 'Biscoe',\n  bill_length_mm: 47.3,\n  bill_depth_mm: 15.3,\n  flipper_length_mm: 222,\n  sex: null,\n  species: 'Gentoo'\n})"
  },
  {
    markdown:
      '## Train on your own table\n\nA CSV file with a header line. The last column is predicted; `target` names another one.'
  },
  {
    code: "const data = regression.info().train!.dataset.example!;\nconst run = await regression.train(data, { target: 'body_mass_g' });"
  },
  { code: 'await run.result()' },
  { markdown: '## Use the new weights' },
  {
    code: "const mine = await load('tabular-regression', { weights: run });\nawait mine.predict(data)"
  }
];
