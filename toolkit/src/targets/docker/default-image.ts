/** Which image a job runs in when it names none, and which one `sonde image build` makes. */
import type { StoredJob } from '../../jobs/job-folder.js';
import { version } from '../../version.js';
import type { DockerOptions, DockerSettings } from './docker-settings.js';

/** Brings Node and its C library: enough where this Sonde is mounted. */
export const bareImage = 'node:22-bookworm-slim';

/** What `sonde image build` makes, and with `--gpu`. */
export const ownImage = `sonde:${version}`;
export const ownGpuImage = `sonde:${version}-gpu`;

export function imageName(
  { targetOptions = {}, resources = {} }: StoredJob,
  { image }: Pick<DockerSettings, 'image'>,
  mounted: boolean
): string {
  const named = (targetOptions as DockerOptions).image ?? image;
  if (named !== undefined) return named;
  // CUDA's libraries are in this one only.
  if ((resources.gpus ?? 0) > 0) return ownGpuImage;
  return mounted ? bareImage : ownImage;
}

export function imageToMake({ image }: Pick<DockerSettings, 'image'>, { gpu }: { gpu: boolean }): string {
  return image ?? (gpu ? ownGpuImage : ownImage);
}
