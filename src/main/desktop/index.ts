import path from 'node:path'
import { app, nativeTheme, session, type WebContents } from 'electron'
import { isCommandLine, runCommandLine } from './command-line'
import { openProgramLog, programLog, recordFaults } from './faults/faults'
import { fileIn } from './files/incoming'
import { openGate } from './gate/gate-electron'
import { keepHeapsSmall } from './heaps'
import { isHelper, runHelper } from './helper'
import { startInElectron, stayOutOfSight } from './helper-electron'
import { lockDownSession, lockDownWindows } from './page/lockdown'
import { registerScheme, serveWindowFiles } from './page/protocol'
import type { Program } from './program'
import { Quitting } from './quit/quit'
import { askBeforeQuit, NO_PROMPT, onSystemEnd } from './quit/quit-electron'
import { isNothing } from './quit/quit-question'
import { SettingsFile } from './settings'
import { nativeMenu } from './window/menu-electron'
import { LabWindow } from './window/window'
import { WindowMenu } from './window/window-menu'
import { programWords } from './words'

/** After so long, ms, what waits for the window begins without it. */
const LONGEST_CALM_MS = 10_000

const out = path.join(import.meta.dirname, '..')
const words = programWords(process.argv, process.defaultApp === true)

if (isHelper(words)) {
  stayOutOfSight()
  await runHelper(words)
} else if (isCommandLine(words)) await runCommandLine(words, { startFreezer: startInElectron })
else if (app.requestSingleInstanceLock({ words })) startDesktop()
// The first instance has been told, and shows its window.
else app.quit()

function startDesktop(): void {
  const painted = new Promise<void>((resolve) => {
    app.once('browser-window-created', (_event, first) => first.once('ready-to-show', resolve))
    // Whatever becomes of the window.
    setTimeout(resolve, LONGEST_CALM_MS).unref()
  })
  keepHeapsSmall(painted)
  registerScheme()
  requireSandbox()
  lockDownWindows()

  const file = path.join(app.getPath('userData'), 'settings.json')
  const settings = new SettingsFile(file, (fault) => programLog.error(fault))
  nativeTheme.themeSource = settings.get('theme') ?? 'system'
  const given = fileIn(words, process.cwd())
  const tour = given === undefined && !app.commandLine.hasSwitch('no-tour')
  const menu = new WindowMenu({
    ...nativeMenu,
    choose: (id) => void program.then((behind) => behind.choose(id)),
  })
  const window = new LabWindow({
    preload: path.join(out, 'preload/index.cjs'),
    icon: path.join(out, '../build/icons/256x256.png'),
    zoom: () => settings.get('zoom') ?? 1,
    labels: () => menu.labels,
    mayClose: () => quitting.mayCloseWindow(),
    quit: () => quitting.now(),
  })

  // Most of the program is loaded when the page first asks something: while it draws its first picture.
  let isOpening = false
  let begin = () => {}
  const program = new Promise<void>((resolve) => {
    begin = resolve
  }).then(async (): Promise<Program> => {
    const { openProgram } = await import('./program')
    void painted.then(openProgramLog)
    const showWindow = () => window.show()
    const isOwnWindow = (page: WebContents) => window.owns(page)
    return openProgram({ settings, menu, calm: painted, tour, showWindow, isOwnWindow })
  })
  recordFaults(program.then(({ labs }) => labs))
  const beginProgram = () => {
    isOpening = true
    begin()
  }
  const gate = program.then((behind) => behind.gate)
  openGate(() => {
    beginProgram()
    return gate
  })
  let opened: Program | undefined
  void program.then((behind) => {
    opened = behind
  })
  const asks = () => settings.get('askBeforeQuit') !== false && !app.commandLine.hasSwitch(NO_PROMPT)
  const quitting = new Quitting({
    app,
    mac: process.platform === 'darwin',
    question: () => {
      const unfinished = asks() ? opened?.unfinished() : undefined
      return unfinished && !isNothing(unfinished) ? unfinished : undefined
    },
    ask: async (unfinished) => {
      const { quits, asksAgain } = await askBeforeQuit(unfinished, menu.labels, window.showIfOpen())
      if (!asksAgain) settings.set('askBeforeQuit', false)
      return quits
    },
    dispose: async () => {
      if (isOpening) await (await program).dispose()
    },
    onFault: (fault) => programLog.error(fault),
  })

  const open = (file: string | undefined) => {
    if (file !== undefined) void program.then((behind) => behind.open(file))
  }
  open(given)
  app.on('open-file', (event, file) => {
    event.preventDefault()
    open(file)
    if (app.isReady()) window.show()
  })
  app.on('second-instance', (_event, _argv, folder, data) => {
    window.show()
    open(fileIn(wordsOf(data), folder))
  })
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  // Not awaited: Electron is ready only after this module has been evaluated.
  void app.whenReady().then(() => {
    lockDownSession(session.defaultSession)
    onSystemEnd(() => quitting.now())
    serveWindowFiles(session.defaultSession, path.join(out, 'renderer'))
    menu.show()
    window.show()
    void painted.then(beginProgram)
  })
}

/** What another start was given, as it says; Electron's own `argv` has switches of Chromium's among them. */
function wordsOf(data: unknown): string[] {
  const words = (data as { words?: unknown } | null)?.words
  return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : []
}

/** Every renderer in the sandbox. Not together with --no-sandbox: child processes would crash, over and over. */
function requireSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
}
