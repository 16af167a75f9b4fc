import type { TcpState } from '../../../shared/tcp/states'
import { type NetstatForm, UnknownWord } from './netstat'

/** The words of Apple's netstat (network_cmds, inet.c: tcpstates[]). It isn't translated. */
const STATES: Readonly<Record<string, TcpState>> = {
  CLOSED: 'CLOSED',
  LISTEN: 'LISTEN',
  SYN_SENT: 'SYN_SENT',
  SYN_RCVD: 'SYN_RECEIVED',
  ESTABLISHED: 'ESTABLISHED',
  CLOSE_WAIT: 'CLOSE_WAIT',
  FIN_WAIT_1: 'FIN_WAIT_1',
  CLOSING: 'CLOSING',
  LAST_ACK: 'LAST_ACK',
  FIN_WAIT_2: 'FIN_WAIT_2',
  TIME_WAIT: 'TIME_WAIT',
}

/** Protocol, queues, both addresses, state, and the rest: numbers, the process among them. */
const LINE = /^(tcp4|tcp6|tcp46)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(\S+)\s*(.*)$/
/** In newer versions: bytes received and sent, both high-water marks, then `program:pid`; the name may have spaces. */
const NAMED = /^\d+\s+\d+\s+\d+\s+\d+\s+(.*):(\d+)\s+[0-9a-f]/
/** In older ones: both high-water marks, then the process. */
const NUMBERED = /^\d+\s+\d+\s+(\d+)\s/

/** macOS: `-l` writes IPv6 addresses whole, `-v` adds the process. */
export const MACOS: NetstatForm = {
  args: ['-anvl', '-p', 'tcp'],
  parse(line) {
    if (!line.startsWith('tcp')) return undefined
    const match = LINE.exec(line)
    if (!match) throw new UnknownWord(`${JSON.stringify(line)} is not a row of a TCP socket`)
    const [, protocol = '', receiveQueue, sendQueue, local = '', remote = '', word = '', rest = ''] = match
    const state = STATES[word]
    if (!state) throw new UnknownWord(`${JSON.stringify(word)} is no state that Socket Lab knows`)
    const named = NAMED.exec(rest)
    const pid = Number((named ? named[2] : NUMBERED.exec(rest)?.[1]) ?? 0)
    return {
      local: addressOf(local, protocol),
      remote: addressOf(remote, protocol),
      state,
      receiveQueue: Number(receiveQueue),
      sendQueue: Number(sendQueue),
      // 0: nobody holds it any more.
      ...(pid > 0 && { pid }),
      ...(named?.[1] !== undefined && pid > 0 && { process: named[1] }),
    }
  },
}

/** `127.0.0.1.8080`, `::1.8080`, `*.8080`, `*.*`: the port comes behind the last dot. */
function addressOf(text: string, protocol: string): string {
  const dot = text.lastIndexOf('.')
  const [host, port] = [text.slice(0, dot), text.slice(dot + 1)]
  const wildcard = protocol === 'tcp4' ? '0.0.0.0' : '::'
  const address = host === '*' ? wildcard : host
  return `${address.includes(':') ? `[${address}]` : address}:${port === '*' ? 0 : port}`
}
