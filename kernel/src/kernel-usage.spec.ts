/** What the kernel says of its use of the machine, against what is known from outside. */
import { expect, it, jest } from '@jest/globals';
import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { childrenOf } from './testing/children.js';
import { KernelClient } from './testing/client.js';

jest.setTimeout(30_000);

const onLinux = existsSync('/proc/self/smaps_rollup') ? it : it.skip;

onLinux('a kernel counts its children, and sees what a spinning cell takes', async () => {
  const kernel = await KernelClient.start();
  const usage = async () => (await kernel.request('control', 'usage_request', {})).reply.content;
  const idle = await usage();
  expect(idle).toMatchObject({ pid: kernel.process.pid, cpu_count: cpus().length });
  expect(idle.host_virtual_memory).toMatchObject({ total: totalmem() });
  // The language server, and a child of the cell's that holds 200 MB.
  await kernel.request('shell', 'complete_request', { code: 'JSON.', cursor_pos: 5 });
  await kernel.execute(`
    import { spawn } from 'node:child_process';
    const child = spawn(process.execPath, ['-e', 'const all = Buffer.alloc(200e6, 1); console.log("ready"); setInterval(() => all, 1e6)']);
    await new Promise(resolve => child.stdout.once('data', resolve));`);
  expect((await childrenOf(kernel.process.pid ?? 0)).length).toBeGreaterThanOrEqual(2);
  const grown = await usage();
  expect(Number(grown.kernel_memory) - Number(idle.kernel_memory)).toBeGreaterThan(200e6);
  const spinning = kernel.execute('child.kill(); while (true) {}');
  await kernel.until(() => kernel.iopub.some(one => String(one.content.code).includes('while (true)')));
  await usage();
  let busy = await usage();
  // Others may want the processor too.
  for (let n = 0; n < 20 && Number(busy.kernel_cpu) <= 10; n++) {
    await new Promise(resolve => setTimeout(resolve, 200));
    busy = await usage();
  }
  expect(Number(busy.kernel_cpu)).toBeGreaterThan(10);
  expect(Number(busy.host_cpu_percent)).toBeGreaterThan(0);
  expect(Number(busy.host_cpu_percent)).toBeLessThanOrEqual(100);
  await kernel.request('control', 'interrupt_request', {});
  await spinning;
  await kernel.close();
});
