import type { CommandOf } from '../../commands'
import type { Text } from '../lesson'

/** The programs of these lessons, started just as the window's list of examples starts them: what the learner runs fits, too. */

const IN_PYTHON = { command: 'python3', cwd: 'python' }

type Arguments = NonNullable<CommandOf<'spawn'>['args']>

/** Serves one client and closes first. */
export function noReuse(...args: Arguments) {
  return { ...IN_PYTHON, args: ['no_reuse_server.py', ...args] }
}

/** One client at a time; reads and echoes until it is killed. */
export const ECHO_SERVER = { ...IN_PYTHON, args: ['echo_server.py', '0'] }

/** Where the end of a program isn't seen. */
export const READ_TABLES: Text = {
  en: 'Only the kernel knows the end of another program: its tables must be read ({action.toggleKernel}). Or let **Do it for me** connect.',
  zh: '别的程序的一端只有内核知道：需要{action.toggleKernel}。也可以用**替我做**来连接。',
}
