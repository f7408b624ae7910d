/** The published model: three species of penguins. */
import { smallModel } from '../published/small-model.js';

export const weights = smallModel({
  licence: 'CC0-1.0',
  origin: 'Trained on examples/data/penguins (CC0) by publish.mjs, with the default arguments',
  model: { sha256: 'a6c40e75cd3820b3a531f204401e9925fc0091225be620c5d2bc6d0c2cb3b7d2', bytes: 1373 },
  bin: { sha256: 'b836a8b532d0d1d3da9c3313b53bc2247c1a430fc1b0bed91df9dc2ce5ce3661', bytes: 844 },
  labels: { sha256: '45a827529c3ed1e0d7d460f4246a1b4573d344e21fc6e982ece9e2df8ab5a7c3', bytes: 32 }
});
