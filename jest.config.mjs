// Unit tests of two kinds: what runs in Node, and what draws in a page. Source is tested as it stands, not as built.
// Beside them the tests of targets (`*.target.spec.ts`), which need a Docker Engine or a Slurm cluster.
const rooms = ['schema', 'kernel', 'toolkit', 'service', 'modules', 'sonde', 'setup', 'bench'];

// No unit test needs the internet: catalogue sources on it are not fetched.
process.env.SONDE_OFFLINE = '1';

const shared = {
  transform: { '^.+\\.tsx?$': '<rootDir>/test/jest/transform.mjs' },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^@sonde/(schema|toolkit|kernel|service)$': '<rootDir>/$1/src/index.ts',
    '^@sonde/schema/([a-z-]+)$': '<rootDir>/schema/src/$1.ts',
    '\\.svg$': '<rootDir>/test/jest/picture.cjs',
    '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.tsx', '$1.js']
  },
  testPathIgnorePatterns: ['/node_modules/', '/lib/', '/.setup/', '/labextension/'],
  modulePathIgnorePatterns: ['/lib/package.json$', '/.setup/', '/labextension/']
};

export default {
  // A machine that has much to do is slow; a test that hangs is found later, that is all.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'node',
      testEnvironment: '<rootDir>/test/jest/node-environment.mjs',
      roots: rooms.map(room => `<rootDir>/${room}`),
      testMatch: ['**/*.spec.ts', '**/*.spec.mjs'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, '\\.target\\.spec\\.ts$']
    },
    {
      ...shared,
      displayName: 'targets',
      testEnvironment: '<rootDir>/test/jest/node-environment.mjs',
      roots: ['<rootDir>/toolkit'],
      testMatch: ['**/*.target.spec.ts']
    },
    {
      ...shared,
      displayName: 'lab',
      testEnvironment: 'jsdom',
      setupFiles: ['<rootDir>/test/jest/lab-globals.mjs'],
      roots: ['<rootDir>/extension'],
      testMatch: ['**/*.spec.ts', '**/*.spec.tsx']
    }
  ]
};
