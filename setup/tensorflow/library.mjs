// Fetches TensorFlow's C library: the two shared objects, 14 headers and the licences out of the Python wheel.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { command } from '../command.mjs';
import { SetupFailure } from '../failure.mjs';

/** Whether the library of the pinned wheel is there, whole. */
export function hasLibrary({ library, pin }) {
  const stamp = join(library, 'wheel.sha256');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wheelOf(pin).sha256;
}

/** Downloads and unpacks beside the final place, then renames: what was cut off is simply done again. */
export async function fetchLibrary({ place, python, say }) {
  const partial = `${place.library}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    say(`downloading TensorFlow ${place.pin.version} (about 270 MB)`);
    const wheel = await download({ place, python, folder: partial });
    say('unpacking the C library');
    await unpack({ place, python, wheel, folder: partial });
    rmSync(wheel);
    writeFileSync(join(partial, 'wheel.sha256'), wheelOf(place.pin).sha256);
    rmSync(place.library, { recursive: true, force: true });
    renameSync(partial, place.library);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** pip checks the wheel against the pinned sha256. The tags are pinned too, so any Python that has pip will do. */
async function download({ place, python, folder }) {
  const { version, python: tag } = place.pin;
  const { package: name, sha256, tag: platform } = wheelOf(place.pin);
  const wanted = join(folder, 'wanted.txt');
  writeFileSync(wanted, `${name}==${version} --hash=sha256:${sha256}\n`);
  const argv = [
    ...[
      python,
      '-m',
      'pip',
      'download',
      '--disable-pip-version-check',
      '--no-input',
      '--progress-bar',
      'off'
    ],
    ...['--retries', '2', '--no-deps', '--only-binary=:all:', '--require-hashes', '-r', wanted],
    ...['--implementation', 'cp', '--python-version', tag.version, '--abi', tag.abi, '--platform', platform],
    ...['--dest', folder]
  ];
  await command('download TensorFlow', argv, { cwd: place.root, log: place.log('download') });
  rmSync(wanted);
  const wheel = readdirSync(folder).find(file => file.endsWith('.whl'));
  if (!wheel) throw new SetupFailure('Cannot download TensorFlow: pip ended well but left no wheel');
  return join(folder, wheel);
}

async function unpack({ place, python, wheel, folder }) {
  const { libraries, headers, notices } = place.pin;
  const members = Object.fromEntries([
    ...libraries.map(member => [member, join('lib', basename(member))]),
    ...headers.map(member => [`tensorflow/include/${member}`, join('include', member)]),
    ...notices.map(member => [member, basename(member)])
  ]);
  const script = new URL('unpack.py', import.meta.url).pathname;
  const child = spawn(python, [script, wheel, folder], { stdio: ['pipe', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', chunk => (errors += chunk));
  child.stdin.on('error', () => {}); // the exit code tells
  child.stdin.end(JSON.stringify(members));
  const code = await new Promise(resolve => child.on('error', resolve).on('close', resolve));
  if (code === 0) return;
  if (/No space left/.test(errors)) {
    throw new SetupFailure(
      'Cannot unpack TensorFlow: the disk is full',
      'Free 1.2 GB and run the same command again'
    );
  }
  throw new SetupFailure(`Cannot unpack TensorFlow: ${errors.trim().split('\n').pop() || code}`);
}

const wheelOf = pin => pin.platforms[`${process.platform}-${process.arch}`];
