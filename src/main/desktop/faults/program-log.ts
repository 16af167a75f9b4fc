import path from 'node:path'
import { format } from 'node:util'
import { app } from 'electron'
import log from 'electron-log/node'

/** The log of the program: a file in the app's folder for logs, and the terminal. A module of its own, for the sake of the start. */
export function openLog(): typeof log {
  log.transports.file.resolvePathFn = () => path.join(app.getPath('logs'), 'main.log')
  log.transports.file.level = 'info'
  log.transports.console.level = 'warn'
  log.transports.console.writeFn = ({ message }) => {
    process.stderr.write(`${format(...message.data)}\n`)
  }
  return log
}
