/** The published model: the body mass of penguins. */
import { smallModel } from '../published/small-model.js';

export const weights = smallModel({
  licence: 'CC0-1.0',
  origin:
    'Trained on examples/data/penguins (CC0) by publish.mjs to predict body_mass_g, else with the default arguments',
  model: { sha256: '3c36bc7981b343f426a6d833e0173b43f4486a42cc8dfca2f764681db48762f0', bytes: 2974 },
  bin: { sha256: '9e097eb888db11e99bd6cd340a1c17a0dc0968c1b67c79f8e6cf9f4d4dc6afc6', bytes: 836 },
  labels: { sha256: 'd9a1ed4df6200616aeb250be0c3ce8bb428a8b8021cc51daad72cd6402b0bcfc', bytes: 16 }
});
