import path from 'node:path'
import { format } from 'node:util'
import { app } from 'electron'
import log from 'electron-log/node'
import { LAB_CODES, labError } from '../../shared/errors'
import type { CurrentLab } from './current-lab'
import { messageOf } from './message-of'

/** Most faults that are written into the lab's log. A fault that its own record brings about would never end. */
const MAX_RECORDED = 100

/** Where the program says what went wrong in itself: a file in the app's folder for logs, and the terminal. */
export function openProgramLog(): void {
  log.transports.file.resolvePathFn = () => path.join(app.getPath('logs'), 'main.log')
  log.transports.file.level = 'info'
  log.transports.console.level = 'warn'
  log.transports.console.writeFn = ({ message }) => {
    process.stderr.write(`${format(...message.data)}\n`)
  }
}

export const programLog: Pick<typeof log, 'info' | 'warn' | 'error'> = log

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
