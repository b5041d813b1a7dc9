const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[tj]s$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  setupFiles: ['<rootDir>/test/support/own-ports.js', '<rootDir>/test/support/short-batches.js'],
};

/** Suites seen green as they are committed, on two cores: what CI runs beside `npm test`. */
const LONG = [
  'bench-gpu',
  'conformance/{broken-stages,clocks,colors,companions,containers,fields,geometry,hostile,tags,time}',
  'images',
  'independent-servers',
  'lambda-bundles',
  'monitoring',
  'load',
  'models',
  'newest-ffmpeg',
];

/** Jobs whose processes are killed, stopped and cut off: mostly waiting, so that two run side by side. */
const RECOVERY = [
  'budget',
  'cancel',
  'chaos',
  'damaged-model',
  'device-memory',
  'front-door',
  'history',
  'machine',
  'operators',
  'outages',
  'rollout',
  'workers',
];

const suites = (names) => names.map((name) => `<rootDir>/test/long/${name}.test.ts`);

/**
 * unit: in this process; e2e: real processes of `dist`; browser: the page in a real browser, Chromium installed where
 * there is none; long, recovery: with it, what `npm run test:long` adds (`models` installs PyTorch where there is none);
 * proving: all that is long.
 */
export default {
  // Two cores run everything at once: the bound only turns a hang into a failure.
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/support/count-reporter.js'],
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/!(browser|e2e|long|support)/**/*.test.ts'] },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      globalSetup: '<rootDir>/test/browser/support/global-setup.ts',
    },
    { ...shared, displayName: 'long', testMatch: suites(LONG) },
    { ...shared, displayName: 'recovery', testMatch: suites(RECOVERY) },
    { ...shared, displayName: 'proving', testMatch: ['<rootDir>/test/long/**/*.test.ts'] },
  ],
};
