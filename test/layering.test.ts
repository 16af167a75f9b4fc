import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Sources, violations } from './support/layers'

const root = path.resolve(import.meta.dirname, '..')

describe('the code keeps to its layers', () => {
  test('in every file', () => {
    const sources = readSources()
    expect(sources.size).toBeGreaterThan(10)
    expect(violations(sources)).toEqual([])
  })

  test('the compiler knows neither DOM nor Node in src/shared', () => {
    const project = JSON.parse(readFileSync(path.join(root, 'src/shared/tsconfig.json'), 'utf8'))
    expect(project.compilerOptions.types).toEqual([])
    expect(project.compilerOptions.lib).toEqual(['ES2023'])
    for (const [file, source] of readSources()) {
      if (file.startsWith('src/shared/')) expect(source, file).not.toMatch(/^\s*\/\/\/\s*<reference/m)
    }
  })
})

test('no two modules of a folder differ only in case, which some file systems do not see', () => {
  expect(alike(['a/Acts.tsx', 'a/acts.ts', 'a/Acts.module.css', 'b/acts.ts', 'a/b.ts'])).toEqual([
    'a/Acts.tsx ~ a/acts.ts',
  ])
  const files = ['src', 'test', 'scripts'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      [folder, ...file.split(path.sep)].join('/'),
    ),
  )
  expect(alike(files)).toEqual([])
})

describe('the check itself finds', () => {
  const cases: Record<string, { sources: Record<string, string>; says: RegExp }> = {
    'Node in src/shared': {
      sources: { 'src/shared/a.ts': "import { readFileSync } from 'node:fs'" },
      says: /a\.ts imports node:fs: src\/shared is pure/,
    },
    'a package that is not pure in src/shared': {
      sources: { 'src/shared/a.ts': "export { useState } from 'react'" },
      says: /imports react: src\/shared is pure/,
    },
    'src/shared reaching out of its folder': {
      sources: { 'src/shared/tcp/a.ts': "import type { Lab } from '../../main/engine/lab'" },
      says: /src\/shared is pure/,
    },
    'a type of Electron outside of the desktop folder': {
      sources: { 'src/main/journal/a.ts': "import type { App } from 'electron'" },
      says: /only src\/main\/desktop knows Electron/,
    },
    'Electron through an import type, a dynamic import, or require': {
      sources: {
        'src/renderer/a.tsx': "type App = import('electron').App",
        'src/renderer/b.ts': "await import('electron')",
        'src/renderer/c.ts': "const { app } = require('electron')",
        'src/renderer/d.ts': "import electron = require('electron/main')",
      },
      says: /a\.tsx.*\n.*b\.ts.*\n.*c\.ts.*\n.*d\.ts imports electron\/main/,
    },
    'an engine that reaches Electron over other files': {
      sources: {
        'src/main/engine/lab.ts': "import { clock } from './clock.js'",
        'src/main/engine/clock.ts': "export * from '../desktop'",
        'src/main/desktop/index.ts': "import { app } from 'electron'",
      },
      says: /^src\/main\/engine\/lab\.ts → src\/main\/engine\/clock\.ts → src\/main\/desktop\/index\.ts → electron/,
    },
    'scenarios that know the command line': {
      sources: { 'src/main/scenario/a.ts': "import { run } from '../cli/run'" },
      says: /command line and window share it, and it knows neither/,
    },
    'an engine that knows scenarios': {
      sources: { 'src/main/engine/a.ts': "import { Runner } from '../scenario/runner'" },
      says: /the engine knows nothing of those who use it/,
    },
    'a window that imports from main': {
      sources: { 'src/renderer/lab/a.ts': "import { Lab } from '../../main/engine/lab'" },
      says: /the window knows the lab only through src\/shared/,
    },
    'raw channels outside of gate and preload': {
      sources: {
        'src/main/desktop/window/window.ts':
          "import { ipcMain as channel } from 'electron'\nchannel.handle('a', b)",
        'src/main/desktop/gate/gate.ts': "import { ipcMain } from 'electron'",
        'src/main/desktop/preload.ts': "import { ipcRenderer } from 'electron'",
      },
      says: /^src\/main\/desktop\/window\/window\.ts uses ipcMain: only the gate and the preload may$/,
    },
  }
  for (const [name, { sources, says }] of Object.entries(cases)) {
    test(name, () => expect(violations(new Map(Object.entries(sources))).join('\n')).toMatch(says))
  }

  test('nothing in what is allowed', () => {
    const sources = {
      'src/shared/a.ts':
        "import { z } from 'zod'\nimport { b } from './b'\n// import 'node:fs'\nconst text = 'ipcMain'",
      'src/main/engine/a.ts': "import net from 'node:net'\nimport { b } from '../../shared/b'",
      'src/main/desktop/a.ts': "import { app } from 'electron'\nimport { Lab } from '../engine/a'",
    }
    expect(violations(new Map(Object.entries(sources)))).toEqual([])
  })
})

/** Pairs of modules that would be one and the same import where case does not count. */
function alike(files: readonly string[]): string[] {
  const seen = new Map<string, string>()
  const pairs: string[] = []
  for (const file of files.filter((name) => /\.(tsx?|mjs|cjs|js)$/.test(name))) {
    const name = file.replace(/\.[a-z]+$/, '').toLowerCase()
    const before = seen.get(name)
    if (before === undefined) seen.set(name, file)
    else pairs.push(`${before} ~ ${file}`)
  }
  return pairs
}

function readSources(): Sources {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `src/${file.split(path.sep).join('/')}`)
  return new Map(files.sort().map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
}
