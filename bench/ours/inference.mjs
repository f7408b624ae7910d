// Our side of bench/inference.mjs: what a cell does. Argument: image.
import { load } from 'sonde';
import { answerEach, timed } from './answer.mjs';

const [image] = process.argv.slice(2);
const module = await load('image-classification');
const first = await module.predict(image, { top: 5 });

await answerEach({ labels: first.labels }, async ({ times }) => ({
  ms: await timed(times, () => module.predict(image, { top: 5 }))
}));
