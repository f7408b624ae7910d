/**
 * Which engine runs here. Asked in a process of its own: the engines take 300 MB and run native code, and this service
 * shall stay small and alive.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SondeError, type DeviceInfo } from '@sonde/schema';

let answer: Promise<DeviceInfo> | undefined;

/** The engine of trainings. Asked once; a failure is asked again. */
export function ownDevice(): Promise<DeviceInfo> {
  answer ??= ask().catch((error: unknown) => {
    answer = undefined;
    throw error;
  });
  return answer;
}

async function ask(): Promise<DeviceInfo> {
  const toolkit = import.meta.resolve('@sonde/toolkit');
  const script = `
    const { device } = await import(${JSON.stringify(toolkit)});
    console.log('\\n' + JSON.stringify((await device()).training));`;
  const args = ['--input-type=module', '--no-warnings', '-e', script];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as DeviceInfo;
  } catch (cause) {
    throw new SondeError('engine-broken', `The engines cannot be asked: ${(cause as Error).message}`, {
      hint: 'Run the set-up again; "sonde device" tells more.',
      cause
    });
  }
}
