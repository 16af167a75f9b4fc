import path from 'node:path'
import react from '@vitejs/plugin-react'
import { root } from '../lib/paths.mjs'
import { bundledFile } from './parts.mjs'

/** The oldest runtime we work on is Electron 33: its Node, and its Chromium. */
const oldestNode = 'node20.18'
const oldestChromium = 'chrome130'

/**
 * A bundle for Node or Electron's main process with all dependencies in it, so that the packaged program needs no
 * node_modules.
 * @param {{ entry: string | Record<string, string>, format?: 'es' | 'cjs', file?: string, single?: boolean, later?: RegExp }} bundle
 * `single`: all of it is one file; `later`: what is loaded behind the start, and is one file with all that it needs
 * @returns {import('vite').InlineConfig}
 */
export function nodeBundle({ entry, format = 'es', file = 'index.js', single = false, later }) {
  return {
    ...common,
    root,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ...common.build,
      ssr: typeof entry === 'string' ? entry : true,
      target: oldestNode,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        external: ['electron', /^electron\//],
        ...(typeof entry === 'object' && { input: entry }),
        output: {
          format,
          entryFileNames: file,
          chunkFileNames: '[name]-[hash].js',
          ...(single && { codeSplitting: false }),
          ...(later && {
            codeSplitting: {
              groups: [
                { ...first, test: notEntry },
                { name: 'later', test: later },
              ],
            },
          }),
        },
      },
    },
  }
}

/** The entry waits for what it imports when it is needed, which must not wait for the entry. */
const notEntry = /^(?!.*[\\/]desktop[\\/]index\.ts$)/

/** What a start needs, in one file: to find and read several takes longer. */
const first = { name: 'first', tags: /** @type {['$initial']} */ (['$initial']), priority: 1 }

/** @type {import('vite').InlineConfig} */
const common = {
  configFile: false,
  logLevel: 'warn',
  envDir: false,
  // What is bundled, and under which licences: for the notices in the package (scripts/package/notices.mjs).
  build: { emptyOutDir: true, sourcemap: true, license: { fileName: bundledFile } },
}

/** @type {import('vite').InlineConfig} The window's page, for a policy that allows files of its own origin only. */
const renderer = {
  ...common,
  root: path.join(root, 'src/renderer'),
  base: './',
  plugins: [react()],
  build: {
    ...common.build,
    target: oldestChromium,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      output: {
        // The rest is loaded when the first picture is painted (src/renderer/ui/later.tsx), and is one file, too.
        codeSplitting: { groups: [first, { name: 'later' }] },
      },
    },
  },
}

/** @type {Record<import('./parts.mjs').PartName, import('vite').InlineConfig>} */
export const configs = {
  main: nodeBundle({
    entry: 'src/main/desktop/index.ts',
    later: /src[\\/]main[\\/]desktop[\\/]program\.ts$/,
  }),
  // A sandboxed preload is one CommonJS file.
  preload: nodeBundle({
    entry: 'src/main/desktop/preload.ts',
    format: 'cjs',
    file: 'index.cjs',
    single: true,
  }),
  workers: nodeBundle({
    entry: {
      'kernel-reader': 'src/main/observe/kernel/worker.ts',
      'packet-reader': 'src/main/observe/capture/worker.ts',
      freezer: 'src/main/freezer/process.ts',
      journal: 'src/main/journal/worker.ts',
      regexes: 'src/main/engine/answers/regexes-worker.ts',
    },
    file: '[name].js',
  }),
  cli: nodeBundle({ entry: 'src/main/cli/index.ts' }),
  bench: nodeBundle({ entry: 'test/bench/index.ts' }),
  programs: nodeBundle({
    entry: { 'recorded-lab': 'test/journal/programs/recorded-lab.ts' },
    file: '[name].js',
  }),
  renderer,
}
