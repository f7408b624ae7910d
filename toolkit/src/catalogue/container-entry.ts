/** A module of AI4OS or DEEP as the catalogue shows it: a container image, and the commands that would run it. */
import type { Card, ContainerEntry, ContainerInfo } from '@sonde/schema';
import { containerNeeds } from './fits-machine.js';
import type { Machine } from './machine.js';

/** The entry of a card that is not a module of Sonde's. */
export function containerEntry(name: string, source: string, card: Card, machine: Machine): ContainerEntry {
  const image = imageName(card.links['docker_image']);
  return {
    ok: true,
    kind: 'container',
    name,
    // Cards have no version; what is run is the image's newest.
    version: 'latest',
    source,
    card,
    trainable: card.categories.includes('AI4 trainable'),
    here: { runs: false, why: whyNot(image, card, machine) },
    ...(image !== undefined && { image })
  };
}

/** Everything that is known without running it. */
export function containerInfo(entry: ContainerEntry): ContainerInfo {
  const { kind, name, version, source, card, trainable, here, image } = entry;
  return {
    kind,
    name,
    version,
    source,
    card,
    trainable,
    here,
    ...(image !== undefined && { image }),
    wouldRun: image === undefined ? [] : commands(image)
  };
}

function whyNot(image: string | undefined, card: Card, machine: Machine): string {
  if (image === undefined) return 'It is a container, and its card names no image';
  const needs = containerNeeds(card, machine);
  return `It is a container image (${image}), and Sonde cannot run containers yet. ${needs}`;
}

/**
 * DEEPaaS listens on port 5000 in all of these images. Docker publishes it to this machine only; the others have no
 * network of their own. Without `--rm` udocker keeps a copy of the whole image for each run (its user manual, 3.21).
 */
function commands(image: string): ContainerInfo['wouldRun'] {
  return [
    { where: 'Docker', command: `docker run --rm -it -p 127.0.0.1:5000:5000 ${image}` },
    { where: 'udocker (no administrator needed)', command: `udocker run --rm --publish=5000:5000 ${image}` },
    { where: 'Apptainer (clusters)', command: `apptainer run --writable-tmpfs docker://${image}` }
  ];
}

/**
 * The image that a card's link names: as it is, or as a page of Docker Hub. Undefined for what is no image name, since
 * it becomes part of a command line.
 */
export function imageName(link: string | undefined): string | undefined {
  if (link === undefined) return undefined;
  const plain = link
    .trim()
    .replace(/^docker:\/\//, '')
    .replace(/^https?:\/\/hub\.docker\.com\/(?:r\/|repository\/docker\/|layers\/)?/, '')
    .replace(/^https?:\/\//, '')
    .replace(/\/(?:tags|general)?\/?$/, '');
  return imageReference.test(plain) && plain.length <= 255 ? plain : undefined;
}

/** Host with port, lower-case parts, tag or digest: the reference grammar of the OCI distribution specification. */
const imageReference =
  /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;
