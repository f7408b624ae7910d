/** The cells behind "Open notebook". */
export const notebook: readonly { markdown?: string; code?: string }[] = [
  {
    markdown:
      'Run the cells one after the other (Shift+Enter). The published network goes on with any series of numbers.'
  },
  {
    code: "import { load } from 'sonde';\n\nconst forecaster = await load('time-series-forecasting');\nforecaster"
  },
  { markdown: '## Forecast\n\nA CSV file with a column of dates and one of values, or a list of numbers.' },
  {
    code: "const data = forecaster.info().train!.dataset.example!;\nawait forecaster.predict(data, { value: 'temp_max', horizon: 30, confidence: 0.8 })"
  },
  { markdown: '## Train on your own series\n\nThe end of the series is held out to judge the training.' },
  { code: "const run = await forecaster.train(data, { value: 'temp_max', horizon: 30 });" },
  { code: 'await run.result()' },
  { markdown: '## Use the new weights' },
  {
    code: "const mine = await load('time-series-forecasting', { weights: run });\nawait mine.predict(data, { horizon: 30 })"
  }
];
