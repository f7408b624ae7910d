// A second source for the page's story: a module with the name of a built-in one, whose README shows pictures, and a
// container that cannot run here.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './lab.mjs';

/** Writes both into the folder `modules`. */
export async function writeTeamModules(modules) {
  const own = join(modules, 'text-classification');
  await mkdir(join(own, 'docs'), { recursive: true });
  await copyFile(
    join(root, 'modules/image-classification/examples/coffee.png'),
    join(own, 'docs/coffee.png')
  );
  await writeFile(join(own, 'ai4-metadata.yml'), card('Text classification of the team'));
  await writeFile(
    join(own, 'README.md'),
    `# Ours

![A cup of coffee](docs/coffee.png)

![A picture from elsewhere](../../secret.png)

[The licence](LICENSE)
`
  );
  await writeFile(
    join(own, 'module.js'),
    `const port = { type: 'text', description: 'A text', schema: { type: 'string' } };
export default {
  name: 'text-classification', version: '2.0.0',
  input: { ...port, read: async value => value },
  output: { ...port, type: 'json', description: 'The text, louder' },
  predictOptions: { type: 'object', properties: {}, additionalProperties: false },
  weights: [{ path: 'module.js', sha256: '', bytes: 0 }],
  examples: [],
  notebook: [{ code: "const model = await load('text-classification');" }],
  open: async () => ({
    device: { engine: 'none', kind: 'cpu', device: '', threads: 1, why: '' },
    predict: async value => value.toUpperCase(),
    dispose() {}
  })
};
`
  );
  const whales = join(modules, 'whale-counter');
  await mkdir(whales, { recursive: true });
  await writeFile(
    join(whales, 'ai4-metadata.yml'),
    card('Whale counter', "  docker_image: 'team/whale-counter'\n")
  );
}

function card(title, links = '') {
  return `metadata_version: 2.0.0
title: ${title}
summary: Made for this test
description: Counts what it sees.
dates: { created: '2026-01-01', updated: '2026-01-01' }
links:
  source_code: 'https://example.org'
${links}tags: []
tasks: [Other]
categories: [AI4 inference]
libraries: [Other]
data-type: [Text]
license: MIT
`;
}
