/** Jobs on a node that knows the folders by other names, and in a container that sees no more than it is given. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { JobRecord } from '@sonde/schema';
import { Jobs } from '../jobs/jobs.js';
import { noSlurm, startSlurm, type SlurmCluster } from '../testing/slurm-cluster.js';
import { fixtures, script } from '../testing/watched-jobs.js';
import type { SlurmSettings } from './slurm/settings.js';
import { slurmTarget } from './slurm.js';

jest.setTimeout(90_000);
const why = noSlurm();
if (why && process.env['CI'] === 'true') throw new Error(`Cannot test Slurm: ${why}`);
if (why) console.warn(`Left out: folders of jobs on Slurm, because ${why}`);

/**
 * Stands in for Apptainer, which Debian has not: the command runs in a root folder that holds the system's programs, read-only,
 * and what --mount says.
 */
const container = `#!/bin/bash
set -e
[ "$1" = exec ] && shift
binds=()
while [[ "$1" == --* ]]; do
  case "$1" in --mount) binds+=("$2"); shift 2;; *) shift;; esac
done
shift # the image
export box=$(mktemp -d) mounts="$(printf '%s\\n' "\${binds[@]}")" place="$PWD"
exec unshare --mount --propagation private bash -c '
  set -e
  mount -t tmpfs tmpfs "$box"
  for part in usr bin lib lib64 etc proc dev; do mkdir -p "$box/$part"; mount --rbind "/$part" "$box/$part"; done
  mkdir -m 1777 "$box/tmp"
  while IFS= read -r line; do
    path=\${line#*source=}; path=\${path%%,*}
    if [ -d "$path" ]; then mkdir -p "$box$path"; else mkdir -p "$box$(dirname "$path")"; touch "$box$path"; fi
    mount --bind "$path" "$box$path"
    case "$line" in *,ro) mount -o remount,ro,bind "$box$path";; esac
  done <<< "$mounts"
  exec chroot "$box" bash -c "cd \\"$place\\" && exec \\"\\$@\\"" sh "$@"
' sh "$@"
`;

(why ? describe.skip : describe)('on a Slurm node that sees other folders', () => {
  let cluster: SlurmCluster;
  let here: string;
  let there: string;

  beforeAll(async () => {
    here = await mkdtemp(join(tmpdir(), 'sonde-here-'));
    there = await mkdtemp(join(tmpdir(), 'sonde-there-'));
    await mkdir(join(here, 'home'));
    await writeFile(join(here, 'data.csv'), 'a\n1\n');
    cluster = await startSlurm({ unseen: here, seenAs: there });
  });
  afterAll(async () => {
    await cluster.stop();
    await rm(here, { recursive: true, maxRetries: 20, retryDelay: 100 });
    await rm(there, { recursive: true, maxRetries: 20, retryDelay: 100 });
  });

  async function end(
    settings: SlurmSettings,
    run: (jobs: Jobs) => Promise<{ id: string }>
  ): Promise<[JobRecord, string]> {
    const jobs = new Jobs({
      home: join(here, 'home'),
      sources: fixtures,
      targets: [slurmTarget('slurm', settings)]
    });
    const { id } = await run(jobs);
    const record = await jobs.ended(id);
    const log = await jobs.log(id);
    jobs.close();
    return [record, log];
  }
  const train = (settings: SlurmSettings): Promise<[JobRecord, string]> =>
    end(settings, jobs =>
      jobs.submit({ kind: 'train', module: 'count', data: join(here, 'data.csv'), target: 'slurm' })
    );

  it('a job runs in its folder as the node knows it, on data as the node knows them', async () => {
    const [record, log] = await train({ partition: 'far', paths: { [here]: there } });
    expect(`${record.state} ${record.reason}\n${log}`).toMatch(/^succeeded/);
    expect(record).toMatchObject({ place: { node: 'n2' }, artefacts: [{ name: 'model/model.json' }] });
  });

  it('the sentence about a folder that cannot be used names it as the node knows it', async () => {
    const [record] = await train({ partition: 'far', paths: { [here]: '/nowhere/at/all' } });
    expect(record).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/^It could not begin on n2: is \/nowhere\/at\/all\/home\/jobs\/\S+ there/)
    });
  });

  describe('in a container', () => {
    let settings: SlurmSettings;
    beforeAll(async () => {
      const bin = join(cluster.folder, 'bin');
      await mkdir(bin);
      await writeFile(join(bin, 'apptainer'), container);
      await chmod(join(bin, 'apptainer'), 0o755);
      settings = { container: { engine: 'apptainer', image: 'any.sif' }, setup: [`PATH=${bin}:$PATH`] };
    });

    it('a job finds its module, its data and Sonde', async () => {
      const [record, log] = await train(settings);
      expect(`${record.state} ${record.reason}\n${log}`).toMatch(/^succeeded/);
    });

    it('a job sees nothing else', async () => {
      const hidden = join(here, 'data.csv');
      const [record, log] = await end(settings, jobs =>
        jobs.submit({ ...script(`ls ${hidden}; echo ran > out.txt`), target: 'slurm' })
      );
      expect(record).toMatchObject({ state: 'succeeded', artefacts: [{ name: 'out.txt' }] });
      expect(log).toContain('No such file');
    });
  });
});
