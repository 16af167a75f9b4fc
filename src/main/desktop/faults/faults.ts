import { format } from 'node:util'
import { LAB_CODES, labError } from '../../../shared/errors'
import type { CurrentLab } from '../current-lab'
import { messageOf } from './message-of'
import { paced } from './paced-log'

/** Most faults that are written into the lab's log. A fault that its own record brings about would never end. */
const MAX_RECORDED = 100

type Log = Pick<typeof import('electron-log/node').default, 'info' | 'warn' | 'error'>

let log: Log | undefined
let opening: Promise<Log> | undefined

/** Loads what writes the log. It takes its time: not before something is to be said, or the window is painted. */
export function openProgramLog(): Promise<Log> {
  opening ??= import('./program-log').then((module) => {
    log = module.openLog()
    return log
  })
  return opening
}

/** Where the program says what went wrong in itself: a file in the app's folder for logs, and the terminal. */
export const programLog: Log = {
  info: (...words) => say('info', words),
  warn: (...words) => say('warn', words),
  error: (...words) => say('error', words),
}

const say = paced<keyof Log>((level, words) => {
  if (log) {
    log[level](...words)
    return
  }
  openProgramLog().then(
    (opened) => opened[level](...words),
    // Not thrown: that would be a fault, to be said in the log, and so on without an end.
    () => process.stderr.write(`${format(...words)}\n`),
  )
})

/** An error of the program itself neither ends it nor loses the lab: it is logged, and goes into the lab's log once that is there. */
export function recordFaults(labs: Promise<Pick<CurrentLab, 'lab'>>): void {
  let recorded = 0
  const record = (fault: unknown) => {
    programLog.error(fault)
    if (recorded++ >= MAX_RECORDED) return
    const note = (present: Pick<CurrentLab, 'lab'>) =>
      present.lab.note({ kind: 'failed', ...labError(LAB_CODES.internal, messageOf(fault)) })
    // That there will be none has been told as a fault of its own.
    labs.then(note, () => {})
  }
  process.on('uncaughtException', record)
  process.on('unhandledRejection', record)
}
