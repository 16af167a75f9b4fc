import type { TcpState } from '../../../shared/tcp/states'
import { type NetstatForm, UnknownWord } from './netstat'

/** The words of Windows' netstat in English, and where they are not translated, as in Chinese. */
const STATES: Readonly<Record<string, TcpState>> = {
  CLOSED: 'CLOSED',
  DELETE_TCB: 'CLOSED',
  BOUND: 'CLOSED',
  LISTENING: 'LISTEN',
  SYN_SENT: 'SYN_SENT',
  SYN_RECEIVED: 'SYN_RECEIVED',
  ESTABLISHED: 'ESTABLISHED',
  CLOSE_WAIT: 'CLOSE_WAIT',
  FIN_WAIT_1: 'FIN_WAIT_1',
  CLOSING: 'CLOSING',
  LAST_ACK: 'LAST_ACK',
  FIN_WAIT_2: 'FIN_WAIT_2',
  TIME_WAIT: 'TIME_WAIT',
}

/** The state can be two words, as in French and Spanish. */
const LINE = /^\s*TCP\s+(\S+)\s+(\S+)\s+(\S.*?)\s+(\d+)\s*$/
const NOWHERE = /^(0\.0\.0\.0|\[::\]):0$/

/**
 * Windows: both families and the process of each socket; it tells no queues, and no listener's. Who listens is seen in any
 * language: it is connected to nowhere. Other states are words, and known in English only.
 */
export const WINDOWS: NetstatForm = {
  args: ['-ano'],
  parse(line) {
    if (!/^\s*TCP\s/.test(line)) return undefined
    const match = LINE.exec(line)
    if (!match) throw new UnknownWord(`${JSON.stringify(line.trim())} is not a row of a TCP socket`)
    const [, local = '', remote = '', word = '', process] = match
    const state = STATES[word] ?? (NOWHERE.test(remote) ? 'LISTEN' : undefined)
    if (!state) throw new UnknownWord(`${JSON.stringify(word)} is no state that Socket Lab knows`)
    const pid = Number(process)
    // The idle process stands for nobody.
    return { local, remote, state, ...(pid > 0 && { pid }) }
  },
}
