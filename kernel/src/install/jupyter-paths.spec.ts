import { describe, expect, it } from '@jest/globals';
import { dataDirs, prefixDataDir, userDataDir, type Machine } from './jupyter-paths.js';

const linux: Machine = { platform: 'linux', env: {}, home: '/home/ada' };
const mac: Machine = { platform: 'darwin', env: {}, home: '/Users/ada' };
const windows: Machine = {
  platform: 'win32',
  env: { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming', PROGRAMDATA: 'C:\\ProgramData' },
  home: 'C:\\Users\\ada'
};

describe('the user’s folder', () => {
  it.each([
    ['Linux', linux, '/home/ada/.local/share/jupyter'],
    ['Linux with XDG_DATA_HOME', { ...linux, env: { XDG_DATA_HOME: '/data' } }, '/data/jupyter'],
    ['macOS', mac, '/Users/ada/Library/Jupyter'],
    ['Windows', windows, 'C:\\Users\\ada\\AppData\\Roaming\\jupyter'],
    ['Windows without APPDATA', { ...windows, env: {} }, 'C:\\Users\\ada\\.jupyter\\data'],
    ['anywhere, when JUPYTER_DATA_DIR says so', { ...mac, env: { JUPYTER_DATA_DIR: '/j' } }, '/j']
  ])('on %s', (_name, machine, folder) => {
    expect(userDataDir(machine)).toBe(folder);
  });
});

describe('an environment’s folder', () => {
  it('is under share, with the separators of the platform', () => {
    expect(prefixDataDir('/opt/venv', 'linux')).toBe('/opt/venv/share/jupyter');
    expect(prefixDataDir('C:\\venv', 'win32')).toBe('C:\\venv\\share\\jupyter');
  });
});

describe('the folders that Jupyter searches', () => {
  it('begin with JUPYTER_PATH and the user’s, and end with the system’s', () => {
    expect(dataDirs({ ...linux, env: { JUPYTER_PATH: '/a:/b' } }, '/opt/python')).toEqual([
      '/a',
      '/b',
      '/home/ada/.local/share/jupyter',
      '/opt/python/share/jupyter',
      '/usr/local/share/jupyter',
      '/usr/share/jupyter'
    ]);
  });

  it('have a virtual environment before the user, unless Jupyter is told otherwise', () => {
    const active = { ...mac, env: { VIRTUAL_ENV: '/venv' } };
    expect(dataDirs(active, '/venv')[0]).toBe('/venv/share/jupyter');
    const told = { ...mac, env: { VIRTUAL_ENV: '/venv', JUPYTER_PREFER_ENV_PATH: '0' } };
    expect(dataDirs(told, '/venv')[0]).toBe('/Users/ada/Library/Jupyter');
  });

  it('hold %PROGRAMDATA% on Windows only when it is trusted', () => {
    expect(dataDirs(windows, 'C:\\venv')).toEqual([
      'C:\\Users\\ada\\AppData\\Roaming\\jupyter',
      'C:\\venv\\share\\jupyter'
    ]);
    const trusting = { ...windows, env: { ...windows.env, JUPYTER_USE_PROGRAMDATA: '1' } };
    expect(dataDirs(trusting).at(-1)).toBe('C:\\ProgramData\\jupyter');
  });
});
