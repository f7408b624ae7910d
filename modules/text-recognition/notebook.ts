/** The cells behind "Open notebook". */
export const notebook: readonly { markdown?: string; code?: string }[] = [
  {
    markdown:
      'Run the cells one after the other (Shift+Enter). The first prediction opens the weights; the following take a fraction of a second.'
  },
  {
    code: "import { load } from 'sonde';\n\nconst reader = await load('text-recognition');\nreader"
  },
  {
    markdown:
      '## Read a picture\n\nPut the path of your own picture between the quotes. The example ships with the module.'
  },
  {
    code: 'const picture = reader.info().examples[0]!.input;\nconst found = await reader.predict(picture);\nfound'
  },
  { markdown: '## Go on with the text' },
  { code: 'console.log(found.text)' },
  { code: 'found.lines.filter(line => line.score > 0.9)' }
];
