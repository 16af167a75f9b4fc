/** What the native parts say. The window has its own translations. */
const en = {
  file: 'File',
  closeWindow: 'Close Window',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  view: 'View',
  reload: 'Reload',
  developerTools: 'Developer Tools',
  fullScreen: 'Full Screen',
  window: 'Window',
  minimize: 'Minimize',
  help: 'Help',
  openLogs: 'Open Log Folder',
  about: 'About Socket Lab',
  lastLab: 'The lab of last time',
  scenarioFile: 'Socket Lab scenario',
  crashed: 'The window keeps failing.',
  crashedDetail: 'The lab itself goes on: its sockets are open, and its log is whole.',
  tryAgain: 'Try Again',
}

export type Labels = Record<keyof typeof en, string>

const zh: Labels = {
  file: '文件',
  closeWindow: '关闭窗口',
  quit: '退出',
  edit: '编辑',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图',
  reload: '重新加载',
  developerTools: '开发者工具',
  fullScreen: '全屏',
  window: '窗口',
  minimize: '最小化',
  help: '帮助',
  openLogs: '打开日志文件夹',
  about: '关于 Socket Lab',
  lastLab: '上次的实验',
  scenarioFile: 'Socket Lab 情景',
  crashed: '窗口反复出错。',
  crashedDetail: '实验本身仍在继续：套接字保持打开，日志完整无缺。',
  tryAgain: '重试',
}

/** As the window does: any kind of Chinese gets Simplified Chinese, everybody else English. */
export function labelsFor(locale: string): Labels {
  return /^zh\b/i.test(locale) ? zh : en
}
