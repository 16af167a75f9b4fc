import { defineConfig } from 'vitest/config'
import { hasDisplay } from './scripts/system/display.mjs'

/** By itself Vitest leaves a core free, which of two is half of them. Only for tests that don't depend on when things happen. */
const allCores = { maxWorkers: '100%' } as const
/** What helpers have opened is closed after each test. */
const clearing = { setupFiles: ['test/support/clear-up.ts'] }
/** Files of a worker share the modules that they import: to load them anew for each file takes up to a third of the time. */
const sharing = { isolate: false }
/**
 * What passes only then is named at the end of the run: a machine can be too busy for once, a defect is to be found. For
 * tests of what happens in real time.
 */
const again = { retry: 1 } as const

export default defineConfig({
  test: {
    // Left to `npm run test:soak` by `npm test`, which tells how many these are.
    tags: [{ name: 'soak', description: 'Takes long for how rarely it is what breaks' }],
    projects: [
      {
        test: {
          name: 'unit',
          ...allCores,
          ...sharing,
          setupFiles: [...clearing.setupFiles, 'test/renderer/no-window.ts'],
          include: [
            'test/shared/**/*.test.ts',
            'test/renderer/**/*.test.{ts,tsx}',
            'test/scripts/**/*.test.ts',
            'test/layering.test.ts',
          ],
          // Pictures take their colours from there; all other styles are empty here.
          css: { include: /tokens\.css/ },
          // Some look at every file, or at thousands of inputs: that takes long on a machine with much else to do.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'engine',
          ...clearing,
          ...sharing,
          ...allCores,
          ...again,
          include: ['test/engine/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      // Real tables of the kernel, real packets.
      {
        test: {
          name: 'observe',
          ...clearing,
          ...again,
          include: ['test/observe/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      // Packets of real sockets, with the tools that capture them.
      {
        test: {
          name: 'capture',
          ...clearing,
          ...again,
          include: ['test/capture/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      // What the lab concludes against what the kernel itself traces.
      {
        test: {
          name: 'oracle',
          ...clearing,
          ...again,
          include: ['test/oracle/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
      // Segments that are lost or late. In a network of their own, which `npm test -- faults` gives them.
      {
        test: {
          name: 'faults',
          ...clearing,
          ...again,
          include: ['test/faults/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 30_000,
        },
      },
      // npm run test:soak: as long as one likes.
      {
        test: {
          name: 'soak',
          ...clearing,
          include: ['test/soak/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 24 * 3_600_000,
        },
      },
      {
        test: {
          name: 'foreign',
          ...clearing,
          ...sharing,
          ...allCores,
          ...again,
          include: ['test/foreign/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      // Recorded sessions: real files, threads and killed processes.
      {
        test: {
          name: 'journal',
          ...clearing,
          ...sharing,
          ...allCores,
          ...again,
          include: ['test/journal/**/*.test.ts'],
          exclude: ['test/journal/disk/**', 'test/journal/kill.test.ts'],
          pool: 'forks',
          testTimeout: 60_000,
        },
      },
      // Killed while it is recorded. By itself: what is measured is how little is lost.
      { test: { name: 'kill', ...clearing, include: ['test/journal/kill.test.ts'], pool: 'forks' } },
      // Full and read-only disks. In mounts of their own, which `npm test -- disk` gives them.
      {
        test: {
          name: 'disk',
          ...clearing,
          include: ['test/journal/disk/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'export',
          ...clearing,
          ...sharing,
          ...allCores,
          ...again,
          include: ['test/export/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'ipc',
          ...clearing,
          ...sharing,
          ...allCores,
          ...again,
          include: ['test/ipc/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'cli',
          ...clearing,
          ...sharing,
          ...allCores,
          ...again,
          include: ['test/cli/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      // Guided lessons on real sockets.
      {
        test: {
          name: 'lessons',
          ...clearing,
          ...sharing,
          ...allCores,
          ...again,
          include: ['test/lessons/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      // The program as it is shipped.
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: ['test/package/setup.ts'],
          setupFiles: ['test/e2e/own-display.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'pictures',
          include: ['test/pictures/**/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          setupFiles: ['test/e2e/own-display.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // npm run bench -- --only memory: the whole program in a long session.
      {
        test: {
          name: 'bench',
          include: ['test/bench/**/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          setupFiles: ['test/e2e/own-display.ts'],
          pool: 'forks',
          fileParallelism: false,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          ...sharing,
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          setupFiles: ['test/e2e/own-display.ts', ...clearing.setupFiles],
          pool: 'forks',
          // On a display that somebody looks at, one window at a time.
          ...(hasDisplay() ? { fileParallelism: false } : { maxWorkers: 2 }),
          ...again,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
