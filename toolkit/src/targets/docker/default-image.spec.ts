import { describe, expect, it } from '@jest/globals';
import type { StoredJob } from '../../jobs/job-folder.js';
import { bareImage, imageName, imageToMake, ownGpuImage, ownImage } from './default-image.js';

const job = (more: Partial<StoredJob> = {}): StoredJob => more as StoredJob;

describe('the image of a job', () => {
  it.each([
    ['needs only Node where this Sonde is mounted', job(), {}, true, bareImage],
    ['brings Sonde elsewhere', job(), {}, false, ownImage],
    ['brings CUDA for GPUs', job({ resources: { gpus: 1 } }), {}, false, ownGpuImage],
    [
      'brings CUDA for GPUs, also where Sonde is mounted',
      job({ resources: { gpus: 1 } }),
      {},
      true,
      ownGpuImage
    ],
    ['is what the target says', job({ resources: { gpus: 1 } }), { image: 'a' }, false, 'a'],
    ['is what the job says', job({ targetOptions: { image: 'b' } }), { image: 'a' }, false, 'b']
  ])('%s', (_, stored, settings, mounted, image) => {
    expect(imageName(stored, settings, mounted)).toBe(image);
  });

  it('is made under the name that jobs look for', () => {
    expect(imageToMake({}, { gpu: false })).toBe(ownImage);
    expect(imageToMake({}, { gpu: true })).toBe(ownGpuImage);
    expect(imageToMake({ image: 'a' }, { gpu: true })).toBe('a');
  });
});
