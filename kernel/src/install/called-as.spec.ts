import { describe, expect, it } from '@jest/globals';
import { calledAs } from './called-as.js';

const npx = { npm_command: 'exec', npm_config_user_agent: 'npm/11.0.0 node/v22.12.0 linux x64' };
const pnpm = { npm_config_user_agent: 'pnpm/10.0.0 npm/? node/v22.12.0 linux x64' };

describe('calledAs', () => {
  it.each([
    ['/usr/local/bin/sonde-kernel', {}, 'sonde-kernel'],
    ['C:\\npm\\node_modules\\@sonde\\kernel\\bin\\sonde-kernel.mjs', {}, 'sonde-kernel'],
    ['/home/ada/.npm/_npx/0123abcd/node_modules/.bin/sonde-kernel', npx, 'npx @sonde/kernel'],
    ['/home/ada/.npm/_npx/0123abcd/node_modules/.bin/sonde-kernel', {}, 'npx @sonde/kernel'],
    ['/home/ada/project/node_modules/.bin/sonde-kernel', npx, 'npx @sonde/kernel'],
    ['/home/ada/.cache/pnpm/dlx/abc/x/node_modules/.bin/sonde-kernel', pnpm, 'pnpm dlx @sonde/kernel'],
    ['/src/kernel/dist/main.js', {}, 'node /src/kernel/dist/main.js'],
    ['/src/kernel/dist/main.js', npx, 'node /src/kernel/dist/main.js'],
    ['/src/kernel/bin/sonde-kernel.mjs', {}, 'node /src/kernel/bin/sonde-kernel.mjs'],
    ['/my src/main.js', {}, 'node "/my src/main.js"']
  ])('%s, in %j: %s', (file, env, command) => {
    expect(calledAs(file, env)).toBe(command);
  });
});
