/** `sonde-kernel doctor`: looks for what could keep the kernel from working, and says what helps. */
import {
  checkJupyter,
  checkKernelspecs,
  checkLanguageServer,
  checkNode,
  checkParser,
  checkSockets,
  checkStart,
  type Finding
} from './doctor-checks.js';
import { version } from './version.js';

export interface DoctorOptions {
  json?: boolean;
  /** How it was called, for what it recommends. */
  program?: string;
  say?: (line: string) => void;
}

/** Returns the exit code: 1 when something is wrong. */
export async function doctor({
  json = false,
  program = 'sonde-kernel',
  say = console.log
}: DoctorOptions = {}): Promise<number> {
  const findings: Finding[] = [];
  const found = (finding: Finding) => {
    findings.push(finding);
    if (json) return;
    say(`${finding.ok ? '✓' : '✗'} ${finding.text}`);
    if (finding.remedy !== undefined) say(`  → ${finding.remedy}`);
  };
  if (!json) say(`@sonde/kernel ${version}`);
  found(checkNode());
  found(await checkSockets());
  found(await checkParser());
  found(await checkLanguageServer());
  const jupyter = await checkJupyter();
  found(jupyter.finding);
  const kernelspecs = await checkKernelspecs(jupyter.folders, program);
  kernelspecs.findings.forEach(found);
  for (const one of kernelspecs.sound) found(await checkStart(one));
  const wrong = findings.filter(one => !one.ok).length;
  if (json) say(JSON.stringify({ version, ok: wrong === 0, findings }, null, 2));
  else say(wrong === 0 ? 'All is well.' : `${wrong} of ${findings.length} findings want your attention.`);
  return wrong === 0 ? 0 : 1;
}
