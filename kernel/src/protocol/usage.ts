/** What the kernel uses of the machine, in the form of ipykernel's usage_reply. */
import { cpus, freemem, hostname, loadavg, totalmem } from 'node:os';

export class Usage {
  private last = { cpu: process.cpuUsage(), at: performance.now() };

  measure(): Record<string, unknown> {
    const now = { cpu: process.cpuUsage(), at: performance.now() };
    const used = now.cpu.user + now.cpu.system - this.last.cpu.user - this.last.cpu.system;
    const elapsed = Math.max(1, now.at - this.last.at);
    this.last = now;
    const total = totalmem();
    const free = freemem();
    return {
      hostname: hostname(),
      pid: process.pid,
      kernel_cpu: used / 10 / elapsed,
      kernel_memory: process.memoryUsage.rss(),
      cpu_count: cpus().length,
      host_cpu_percent: Math.min(100, ((loadavg()[0] ?? 0) / cpus().length) * 100),
      host_virtual_memory: {
        total,
        available: free,
        percent: ((total - free) / total) * 100,
        used: total - free,
        free
      }
    };
  }
}
