/** `sonde image build`: the image that jobs run in, on the engine of a target. */
import { parseArgs } from 'node:util';
import { SondeError } from '@sonde/schema';
import { Jobs } from '@sonde/toolkit';
import { imageUsage } from './image-usage.js';

/** The exit code. @param among where targets are looked for */
export async function imageCommand(args: readonly string[], among?: Pick<Jobs, 'targets'>): Promise<number> {
  const { values, positionals } = read(args);
  const { target: name = 'docker', tag, base, gpu } = values;
  if (positionals.join(' ') !== 'build') {
    throw new SondeError('usage', `There is no command "sonde ${['image', ...positionals].join(' ')}"`, {
      hint: imageUsage
    });
  }
  const jobs = among ?? new Jobs();
  const target = jobs.targets.find(one => one.name === name);
  if (!target?.buildImage) {
    const able = jobs.targets.filter(one => one.buildImage).map(one => one.name);
    const why = target ? 'runs its jobs in no image' : 'is not there';
    throw new SondeError('usage', `Cannot make an image: the target "${name}" ${why}`, {
      hint: `There are: ${able.join(', ')}.`
    });
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const made = await target.buildImage({
    tag,
    base,
    gpu,
    report: line => console.error(line),
    signal: stop.signal
  });
  console.log(made);
  return 0;
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        target: { type: 'string' },
        tag: { type: 'string' },
        base: { type: 'string' },
        gpu: { type: 'boolean' }
      }
    });
  } catch (cause) {
    throw new SondeError('usage', (cause as Error).message, { hint: imageUsage, cause });
  }
}
