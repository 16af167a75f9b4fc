// Opens the window, after getting whatever is still missing for it. Arguments are handed on to the program.
//   node scripts/start.mjs [argument …]
import { ensureBuilt } from './build/ensure-built.mjs'
import { executableIn } from './electron/executable.mjs'
import { findRuntime } from './electron/find.mjs'
import { root } from './lib/paths.mjs'
import { runInForeground } from './lib/run.mjs'
import { runMain } from './lib/run-main.mjs'
import { requireDisplay } from './system/display.mjs'
import { ensureLibraries } from './system/libraries.mjs'
import { sandboxEnvironment } from './system/sandbox.mjs'

await runMain(async () => {
  const args = process.argv.slice(2)
  await requireDisplay(args)
  const { folder } = await findRuntime()
  await ensureLibraries(folder)
  await ensureBuilt(['main', 'preload', 'workers', 'renderer'])
  const env = { ...process.env, ...(await sandboxEnvironment(folder)) }
  // Set by some editors' terminals: Electron would be a plain Node, without windows.
  delete env.ELECTRON_RUN_AS_NODE
  return runInForeground(executableIn(folder), [root, ...displayArguments(), ...args], env)
})

/** Electron before 38 looks for X11 only, unless told to take what is there. */
function displayArguments() {
  const onlyWayland = process.platform === 'linux' && process.env.WAYLAND_DISPLAY && !process.env.DISPLAY
  return onlyWayland ? ['--ozone-platform-hint=auto'] : []
}
