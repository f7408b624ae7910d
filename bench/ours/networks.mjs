// Our side of the networks alone and of reading a photograph, see bench/inference.mjs. Arguments: networks as JSON, photograph.
import { openOnnx, readImage, scaledTensor } from 'sonde';
import { answerEach, timed } from './answer.mjs';

const [list, photograph] = process.argv.slice(2);
const opened = new Map();
for (const { name, model, inputs } of JSON.parse(list)) {
  const feeds = Object.fromEntries(Object.entries(inputs).map(([input, dims]) => [input, waves(dims)]));
  opened.set(name, { model: await openOnnx(model), feeds });
}

const actions = {
  async network({ name }) {
    const { model, feeds } = opened.get(name);
    const [first] = Object.values(await model.run(feeds));
    return first.data;
  },
  async photograph() {
    const image = await readImage(photograph);
    return (await scaledTensor(image, { width: 224, height: 224, mean: 127, deviation: 128 })).data;
  }
};

await answerEach({}, async question => {
  let data;
  const ms = await timed(question.times, async () => (data = await actions[question.what](question)));
  return { ms, sum: data.reduce((sum, value) => sum + Math.abs(value), 0), count: data.length };
});

function waves(dims) {
  const length = dims.reduce((product, n) => product * n, 1);
  return { data: Float32Array.from({ length }, (_, i) => Math.sin(i)), dims };
}
