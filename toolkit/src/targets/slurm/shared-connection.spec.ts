import { chmodSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sharedConnection } from './shared-connection.js';

describe('the connection of ssh that calls share', () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync('/tmp/s-');
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));
  const own = (): string => join(place, `sonde-${process.getuid?.()}`);
  const alone = ['ControlMaster=no', 'ControlPath=none'];

  it('has its socket in a folder that only its owner can enter', () => {
    expect(sharedConnection({}, place)).toContain(`ControlPath=${own()}/ssh-%C`);
    expect(statSync(own()).mode & 0o777).toBe(0o700);
    expect(sharedConnection({}, place)).toContain(`ControlPath=${own()}/ssh-%C`);
  });

  it('has it in the session’s own folder where there is one', () => {
    chmodSync(place, 0o700);
    expect(sharedConnection({ XDG_RUNTIME_DIR: place }, '/nowhere')).toContain(`ControlPath=${place}/ssh-%C`);
  });

  it('is not shared when others may enter the folder, or it is a link', () => {
    sharedConnection({}, place);
    chmodSync(own(), 0o777);
    expect(sharedConnection({}, place)).toEqual(alone);
    rmSync(own(), { recursive: true });
    symlinkSync('/tmp', own());
    expect(sharedConnection({}, place)).toEqual(alone);
  });

  it('is not shared where the path would be too long for a socket', () => {
    expect(sharedConnection({ XDG_RUNTIME_DIR: place }, join(place, 'x'.repeat(50)))).toContain(
      `ControlPath=${place}/ssh-%C`
    );
    expect(sharedConnection({}, join(place, 'x'.repeat(50)))).toEqual(alone);
  });
});
