/** The published model: a network that goes on with any series. */
import { smallModel } from '../published/small-model.js';

export const weights = smallModel({
  licence: 'Apache-2.0',
  origin:
    'Trained by publish.mjs on 400 series that it makes up: trends, seasons and noise; no data of others',
  model: { sha256: '138c1e04b497e3d0e64b738a94f33bd8e5d7c65984186215f9d83d56fe9d5af2', bytes: 616 },
  bin: { sha256: '690623a2e43350855dc5db177a361064c0edbc25f21d26db9fe2b76859790a82', bytes: 2948 },
  labels: { sha256: '7c077ca2308714493d07163e1033c4282bd869ff6d477b3e77408587f95e2930', bytes: 5 }
});
