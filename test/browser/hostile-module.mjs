// A module whose author means harm: its README and every field of its card try to run a script in the page.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Each sets `window.__pwned` where it runs. */
export const payloads = [
  '<script>window.__pwned = 1</script>',
  '<img src="data:image/png;base64,AA" onerror="window.__pwned = 2">',
  '<svg onload="window.__pwned = 3"><script>window.__pwned = 3</script></svg>',
  '[click](javascript:window.__pwned=4)',
  '<a href="&#106;avascript:window.__pwned=5">click</a>',
  '<iframe srcdoc="<script>parent.__pwned = 6</script>"></iframe>',
  '<details open ontoggle="window.__pwned = 7"><summary>open</summary></details>',
  '<form action="javascript:window.__pwned=8"><button autofocus onfocus="window.__pwned = 8">go</button></form>',
  '<math><mtext><table><mglyph><style><img src=x onerror="window.__pwned = 9"></style></mglyph></table></mtext></math>',
  '<object data="javascript:window.__pwned=10"></object><embed src="javascript:window.__pwned=10">',
  '<style>@import "javascript:window.__pwned=11";</style><div style="background:url(javascript:window.__pwned=11)">x</div>',
  '<input autofocus onfocus="window.__pwned = 12"><marquee onstart="window.__pwned = 12">x</marquee>'
];

/** Two modules: `hostile`, whose card is right in form, and `hostile-card`, whose card is wrong everywhere. */
export async function writeHostileModule(modules) {
  await writeModule(modules, 'hostile', { tasks: 'Other', library: 'Other', type: 'Other' });
  const wrong = JSON.stringify(payloads[1]);
  await writeModule(modules, 'hostile-card', { tasks: wrong, library: wrong, type: wrong });
}

async function writeModule(modules, name, { tasks, library, type }) {
  const folder = join(modules, name);
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify(payloads[1]);
  await writeFile(
    join(folder, 'ai4-metadata.yml'),
    `metadata_version: 2.0.0
title: ${JSON.stringify(`Hostile ${payloads[0]} ${payloads[1]}`)}
summary: ${JSON.stringify(payloads.join(' '))}
description: ${text}
dates: { created: '2026-01-01', updated: '2026-01-01' }
links:
  source_code: 'javascript:window.__pwned=20'
  documentation: 'data:text/html,<script>window.__pwned=21</script>'
  dataset: 'javascript:window.__pwned=22'
tags: [${text}]
tasks: [${tasks}]
categories: [AI4 inference]
libraries: [${library}]
data-type: [${type}]
license: ${text}
`
  );
  await writeFile(
    join(folder, 'README.md'),
    `# Hostile\n\n${payloads.join('\n\n')}\n\n${payloads.map(one => `Inline ${one} text`).join('\n\n')}\n\nThe end of the README\n`
  );
  const port = `{ type: 'json', description: ${text}, schema: { type: 'object', description: ${text} } }`;
  await writeFile(
    join(folder, 'module.js'),
    `export default {
  name: '${name}', version: '1.0.0',
  input: { ...${port}, read: async value => value },
  output: ${port},
  predictOptions: { type: 'object', properties: { top: { type: 'integer', description: ${text} } } },
  weights: [], examples: [], notebook: [],
  open: async () => ({ device: {}, predict: async value => value, dispose() {} })
};\n`
  );
}
