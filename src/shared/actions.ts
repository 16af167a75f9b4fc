/**
 * What a person can do in the window besides typing: its place in the native menu and its keys. The window has the words
 * and decides what is possible (src/renderer/actions); the main process builds the menu from this (src/main/desktop/window/menu.ts).
 */

export const MENUS = ['file', 'edit', 'socket', 'message', 'view', 'time', 'help'] as const
export type MenuName = (typeof MENUS)[number]

export interface ActionPlace {
  menu: MenuName
  /** Items of another group are set apart by a line; those of a negative one stand above what the system has in that menu. */
  group: number
  /** `Mod` is Cmd on macOS, Ctrl elsewhere. The last part is a `KeyboardEvent.key`, upper case for letters. */
  keys?: string
}

const actions = {
  newServer: { menu: 'file', group: 0, keys: 'Mod+N' },
  newClients: { menu: 'file', group: 0, keys: 'Mod+Shift+N' },
  newDatagrams: { menu: 'file', group: 0 },
  newLoad: { menu: 'file', group: 0 },
  runProgram: { menu: 'file', group: 0 },
  newProxy: { menu: 'file', group: 0 },
  quickStart: { menu: 'file', group: 0, keys: 'Mod+Shift+E' },
  openScenario: { menu: 'file', group: 1, keys: 'Mod+O' },
  saveScenario: { menu: 'file', group: 1, keys: 'Mod+S' },
  lessons: { menu: 'file', group: 1, keys: 'Mod+L' },
  watch: { menu: 'file', group: 1 },
  lookup: { menu: 'file', group: 1 },
  newLab: { menu: 'file', group: 2 },
  sessions: { menu: 'file', group: 3, keys: 'Mod+Shift+R' },
  openSession: { menu: 'file', group: 3 },
  exportSession: { menu: 'file', group: 3 },
  exportConnection: { menu: 'file', group: 3 },
  exportLadder: { menu: 'file', group: 3 },
  exportDiagram: { menu: 'file', group: 3 },
  copyCode: { menu: 'file', group: 3 },
  recording: { menu: 'file', group: 3 },
  settings: { menu: 'file', group: 4, keys: 'Mod+,' },

  undo: { menu: 'edit', group: -1, keys: 'Mod+Z' },
  redo: { menu: 'edit', group: -1, keys: 'Mod+Shift+Z' },
  filterExplorer: { menu: 'edit', group: 0, keys: 'Mod+F' },
  filterLog: { menu: 'edit', group: 0, keys: 'Mod+Shift+F' },
  selectClients: { menu: 'edit', group: 1, keys: 'Mod+Shift+A' },
  clearClosed: { menu: 'edit', group: 2, keys: 'Mod+Shift+L' },
  showCleared: { menu: 'edit', group: 2 },
  addNote: { menu: 'edit', group: 3, keys: 'Mod+Shift+M' },

  shutdown: { menu: 'socket', group: 0, keys: 'Mod+Shift+H' },
  close: { menu: 'socket', group: 0, keys: 'Mod+Shift+X' },
  destroy: { menu: 'socket', group: 0, keys: 'Mod+Shift+D' },
  reset: { menu: 'socket', group: 0, keys: 'Mod+Shift+U' },
  pauseOrResume: { menu: 'socket', group: 0, keys: 'Mod+Shift+P' },
  recv: { menu: 'socket', group: 0 },
  otherEnd: { menu: 'socket', group: 1, keys: 'Mod+Shift+O' },
  rename: { menu: 'socket', group: 1, keys: 'F2' },
  again: { menu: 'socket', group: 2, keys: 'F5' },
  duplicate: { menu: 'socket', group: 2, keys: 'Mod+D' },
  copySockets: { menu: 'socket', group: 2 },
  connectHere: { menu: 'socket', group: 3 },
  editServer: { menu: 'socket', group: 3, keys: 'Mod+E' },
  freezeOrThaw: { menu: 'socket', group: 3 },
  holdOrRelease: { menu: 'socket', group: 3 },
  unwatch: { menu: 'socket', group: 3 },
  stopAccepting: { menu: 'socket', group: 3, keys: 'Mod+Shift+S' },
  closeConnections: { menu: 'socket', group: 3 },
  endProgram: { menu: 'socket', group: 4 },
  killProgram: { menu: 'socket', group: 4 },

  writeMessage: { menu: 'message', group: 0, keys: 'Mod+J' },
  sendFile: { menu: 'message', group: 0, keys: 'Mod+Shift+J' },
  saveMessage: { menu: 'message', group: 0 },
  stopRepeating: { menu: 'message', group: 1, keys: 'Mod+.' },
  stopLoad: { menu: 'message', group: 1 },
  toggleHex: { menu: 'message', group: 2, keys: 'Mod+Shift+B' },

  palette: { menu: 'view', group: 0, keys: 'Mod+K' },
  showMessages: { menu: 'view', group: 1, keys: 'Mod+1' },
  showStream: { menu: 'view', group: 1 },
  showCalls: { menu: 'view', group: 1, keys: 'Mod+2' },
  showSegments: { menu: 'view', group: 1, keys: 'Mod+3' },
  showStates: { menu: 'view', group: 1, keys: 'Mod+4' },
  showKernel: { menu: 'view', group: 1, keys: 'Mod+5' },
  showTimeline: { menu: 'view', group: 1, keys: 'Mod+T' },
  showLog: { menu: 'view', group: 1, keys: 'Mod+6' },
  showProblems: { menu: 'view', group: 1, keys: 'Mod+7' },
  showKernelTable: { menu: 'view', group: 1, keys: 'Mod+8' },
  showNotes: { menu: 'view', group: 1 },
  showLoad: { menu: 'view', group: 1 },
  showLesson: { menu: 'view', group: 1 },
  presentLesson: { menu: 'view', group: 1, keys: 'Mod+Shift+K' },
  nextLessonStep: { menu: 'view', group: 1, keys: 'F4' },
  lastLessonStep: { menu: 'view', group: 1, keys: 'Shift+F4' },
  showScenario: { menu: 'view', group: 1, keys: 'Mod+9' },
  toggleKernel: { menu: 'view', group: 1 },
  toggleCapture: { menu: 'view', group: 1 },
  nextPane: { menu: 'view', group: 2, keys: 'F6' },
  previousPane: { menu: 'view', group: 2, keys: 'Shift+F6' },
  zoomIn: { menu: 'view', group: 3, keys: 'Mod+=' },
  zoomOut: { menu: 'view', group: 3, keys: 'Mod+-' },
  zoomReset: { menu: 'view', group: 3, keys: 'Mod+0' },
  themeSystem: { menu: 'view', group: 4 },
  themeLight: { menu: 'view', group: 4 },
  themeDark: { menu: 'view', group: 4 },
  languageEnglish: { menu: 'view', group: 5 },
  languageChinese: { menu: 'view', group: 5 },

  pauseOrLive: { menu: 'time', group: 0, keys: 'F8' },
  stepBack: { menu: 'time', group: 1, keys: 'F7' },
  stepOn: { menu: 'time', group: 1, keys: 'F9' },
  stateBack: { menu: 'time', group: 1, keys: 'Shift+F7' },
  stateOn: { menu: 'time', group: 1, keys: 'Shift+F9' },
  playOrStop: { menu: 'time', group: 2, keys: 'Shift+F8' },
  slower: { menu: 'time', group: 2, keys: 'Mod+F7' },
  faster: { menu: 'time', group: 2, keys: 'Mod+F9' },
  goToStart: { menu: 'time', group: 3 },
  goToEnd: { menu: 'time', group: 3 },

  cheatSheet: { menu: 'help', group: 0, keys: 'F1' },
  showTour: { menu: 'help', group: 0 },
  diagnostics: { menu: 'help', group: 1 },
} as const satisfies Record<string, ActionPlace>

export type ActionId = keyof typeof actions
export const ACTIONS: Readonly<Record<ActionId, ActionPlace>> = actions
