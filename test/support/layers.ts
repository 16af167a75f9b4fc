import path from 'node:path'
import { type Module, readModule } from './module'

/** Sources by their path from the repository's folder, with `/`. */
export type Sources = ReadonlyMap<string, string>

/** The only packages that the lab's language may use: they are as pure as it is. */
const purePackages = ['zod']
/** The only files that touch Electron's raw channels. */
const rawIpcFiles = /^src\/main\/desktop\/(preload|gate\/[^/]*)\.ts$/
const rawIpc = ['ipcMain', 'ipcRenderer']

/**
 * Where code reaches for something that its folder may not know. A folder is a runtime: this checks what the
 * compiler can't, since to it every installed package is there for all.
 */
export function violations(sources: Sources): string[] {
  const modules = new Map(Array.from(sources, ([file, source]) => [file, readModule(file, source)]))
  const found: string[] = []
  for (const [file, module] of modules) {
    for (const specifier of module.specifiers) {
      const why = forbidden(file, specifier)
      if (why) found.push(`${file} imports ${specifier}: ${why}`)
    }
    if (rawIpcFiles.test(file)) continue
    for (const name of rawIpc) {
      if (module.identifiers.has(name)) found.push(`${file} uses ${name}: only the gate and the preload may`)
    }
  }
  return [...found, ...headlessViolations(modules)]
}

function forbidden(file: string, specifier: string): string | undefined {
  const target = isRelative(specifier) ? resolve(file, specifier) : undefined
  if (isElectron(specifier) && !file.startsWith('src/main/desktop/')) {
    return 'only src/main/desktop knows Electron'
  }
  if (file.startsWith('src/shared/')) {
    if (target ? !target.startsWith('src/shared/') : !purePackages.includes(specifier)) {
      return 'src/shared is pure'
    }
  }
  if (file.startsWith('src/renderer/')) {
    if (target?.startsWith('src/main/')) return 'the window knows the lab only through src/shared'
    if (specifier.startsWith('node:')) return 'the window has no Node'
  }
  if (file.startsWith('src/main/') && target?.startsWith('src/renderer/')) {
    return 'the main process knows nothing of the window’s code'
  }
  if (
    file.startsWith('src/main/engine/') &&
    /^src\/main\/(observe|scenario|cli|desktop)\//.test(target ?? '')
  ) {
    return 'the engine knows nothing of those who use it'
  }
  if (/^src\/main\/(scenario|lessons)\//.test(file) && /^src\/main\/(cli|desktop)\//.test(target ?? '')) {
    return 'command line and window share it, and it knows neither'
  }
  return undefined
}

/** Engine, scenarios and command line run without Electron, so nothing that they reach may import it. */
function headlessViolations(modules: ReadonlyMap<string, Module>): string[] {
  const found: string[] = []
  for (const start of modules.keys()) {
    if (!/^src\/main\/(engine|observe|freezer|scenario|lessons|cli)\//.test(start)) continue
    const chain = chainToElectron(start, modules)
    if (chain) found.push(`${chain.join(' → ')}: only src/main/desktop runs in Electron`)
  }
  return found
}

/** The shortest chain of imports that leads from a file to Electron, if there is one. */
function chainToElectron(start: string, modules: ReadonlyMap<string, Module>): string[] | undefined {
  const seen = new Set([start])
  const queue = [[start]]
  for (let chain = queue.shift(); chain; chain = queue.shift()) {
    const file = chain.at(-1) ?? start
    for (const specifier of modules.get(file)?.specifiers ?? []) {
      if (isElectron(specifier)) return [...chain, specifier]
      const next = isRelative(specifier) ? existing(resolve(file, specifier), modules) : undefined
      if (next === undefined || seen.has(next)) continue
      seen.add(next)
      queue.push([...chain, next])
    }
  }
  return undefined
}

/** Electron itself, and the halves of electron-log that import it. */
function isElectron(specifier: string): boolean {
  return /^electron(\/|$)/.test(specifier) || /^electron-log(\/(?!node)|$)/.test(specifier)
}

function isRelative(specifier: string): boolean {
  return /^\.{1,2}(\/|$)/.test(specifier)
}

function resolve(file: string, specifier: string): string {
  return path.posix.join(path.posix.dirname(file), specifier)
}

function existing(target: string, modules: ReadonlyMap<string, Module>): string | undefined {
  const bare = target.replace(/\.jsx?$/, '')
  const endings = ['.ts', '.tsx', '/index.ts', '/index.tsx']
  return [target, ...endings.map((ending) => bare + ending)].find((file) => modules.has(file))
}
