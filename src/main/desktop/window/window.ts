import path from 'node:path'
import { app, BrowserWindow, dialog, nativeTheme, screen, type WebContents } from 'electron'
import { programLog } from '../faults/faults'
import { PAGE } from '../page/origin'
import { BackOff } from './back-off'
import type { Labels } from './labels'
import { DEFAULT_SIZE, fitPlace, MINIMUM_SIZE, readPlace, writePlace } from './place'

/** What the page's own background is (src/renderer/tokens.css), so that it doesn't flash before it is there. */
const BACKGROUND = { light: '#eef0f3', dark: '#0d1014' }

export interface LabWindowOptions {
  /** Path of the preload's script. */
  preload: string
  /** Path of the window's picture; elsewhere than on Linux the program's file has it. */
  icon: string
  /** How large things are in it, 1 for 100 %. */
  zoom: () => number
  /** What it says where its own page can't. */
  labels: () => Labels
  /** Whether it may close now. */
  mayClose: () => boolean
  /** Ends the program: the person has been asked. */
  quit: () => void
}

/** The lab's one window. It can be closed and opened again: the lab doesn't live in it. */
export class LabWindow {
  #window: BrowserWindow | undefined
  readonly #options: LabWindowOptions

  constructor(options: LabWindowOptions) {
    this.#options = options
    nativeTheme.on('updated', () => this.#window?.setBackgroundColor(background()))
  }

  /** Opens the window, or brings it to the front. */
  show(): void {
    if (!this.#window) {
      this.#window = this.#open()
      return
    }
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
  }

  /** Brings the window into sight, where there is one, and gives it. */
  showIfOpen(): BrowserWindow | undefined {
    if (this.#window) this.show()
    return this.#window
  }

  owns(contents: WebContents): boolean {
    return this.#window?.webContents === contents
  }

  #open(): BrowserWindow {
    const { preload, icon, zoom, mayClose } = this.#options
    const file = path.join(app.getPath('userData'), 'window.json')
    const place = readPlace(file)
    const window = new BrowserWindow({
      ...DEFAULT_SIZE,
      ...fitPlace(
        place,
        screen.getAllDisplays().map((display) => display.workArea),
      ),
      minWidth: MINIMUM_SIZE.width,
      minHeight: MINIMUM_SIZE.height,
      show: false,
      backgroundColor: background(),
      ...(process.platform === 'linux' && { icon }),
      webPreferences: {
        preload,
        zoomFactor: zoom(),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        // Its dictionaries would be downloaded.
        spellcheck: false,
      },
    })
    window.once('ready-to-show', () => {
      if (place?.maximized) window.maximize()
      window.show()
    })
    // Chromium remembers a size of its own for an address, and takes it with each load.
    window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(zoom()))
    window.on('close', (event) => {
      if (mayClose()) remember(file, window)
      else event.preventDefault()
    })
    window.on('closed', () => {
      this.#window = undefined
    })
    reloadAfterCrashes(window, this.#options)
    load(window)
    return window
  }
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light
}

function load(window: BrowserWindow): void {
  window.loadURL(PAGE).catch((error) => programLog.error(error))
}

/** As what it is, a reload, so that the page looks for what it has kept (src/renderer/app/kept.ts). */
function loadAgain(window: BrowserWindow): void {
  if (window.webContents.getURL() === '') load(window)
  else window.webContents.reload()
}

function remember(file: string, window: BrowserWindow): void {
  try {
    writePlace(file, { ...window.getNormalBounds(), maximized: window.isMaximized() })
  } catch (error) {
    programLog.warn('The place of the window was not saved:', error)
  }
}

type Ways = Pick<LabWindowOptions, 'labels' | 'quit'>

/** The lab lives on in this process; its window comes back, unless it keeps failing. */
function reloadAfterCrashes(window: BrowserWindow, ways: Ways): void {
  const backOff = new BackOff()
  let timer: NodeJS.Timeout | undefined
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    programLog.error(`The window's process is gone: ${reason}, exit code ${exitCode}.`)
    const wait = backOff.next(performance.now())
    if (wait === undefined) void askWhetherToGoOn(window, backOff, ways)
    else timer = setTimeout(() => loadAgain(window), wait)
  })
  window.on('closed', () => clearTimeout(timer))
}

async function askWhetherToGoOn(window: BrowserWindow, backOff: BackOff, ways: Ways): Promise<void> {
  const labels = ways.labels()
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: labels.crashed,
    detail: labels.crashedDetail,
    buttons: [labels.tryAgain, labels.quit],
    defaultId: 0,
    cancelId: 0,
  })
  if (window.isDestroyed()) return
  if (response === 1) return ways.quit()
  backOff.reset()
  loadAgain(window)
}
