// What Electron's own resources/default_app.asar does for `electron [-r module] <folder>`: takes name and version from
// the folder's package.json and runs its main file. `-r` is how Playwright gets its loader in.
import { existsSync, readFileSync } from 'node:fs'
import Module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const { folder, modules } = readArguments(process.argv.slice(1))
if (folder === undefined) {
  console.error('usage: electron [-r module] <folder of an app>')
  process.exit(1)
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
if (modules.length > 0) Module._preloadModules(modules)
try {
  await runApp(path.resolve(folder))
} catch (error) {
  console.error('App threw an error during load')
  console.error(error)
  process.exit(1)
}

function readArguments(args) {
  const modules = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]
    if (arg === '--version' || arg === '-v') {
      console.log(`v${process.versions.electron}`)
      process.exit(0)
    } else if (arg === '-r' || arg === '--require') modules.push(args[++i])
    else if (!arg.startsWith('-')) return { folder: arg, modules }
  }
  return { folder: undefined, modules }
}

async function runApp(folder) {
  const manifest = path.join(folder, 'package.json')
  const entry = Module._resolveFilename(folder, null, true)
  if (existsSync(manifest)) {
    const { name, productName, desktopName, version } = JSON.parse(readFileSync(manifest, 'utf8'))
    if (version) app.setVersion(version)
    app.setName(productName ?? name ?? 'Electron')
    app.setDesktopName(desktopName ?? `${app.getName()}.desktop`)
    app.setAppPath(folder)
  } else app.setAppPath(path.dirname(entry))
  await import(pathToFileURL(entry).href)
}
