import type { TcpState } from '../../../shared/tcp/states'
import { MAPPED, type Words } from './addresses'
import type { Row } from './tables'

/**
 * /proc/net/tcp and tcp6, from bytes: at 10,000 rows a tenth of what strings cost. The form is that of Linux's
 * tcp4_seq_show and tcp6_seq_show:
 *
 *     sl: local:port remote:port st tx_queue:rx_queue tr:when retransmits uid timeout inode …
 */

/** What each `st` means (include/net/tcp_states.h); a socket in request (12) is told as SYN_RECV. */
const STATES: readonly (TcpState | undefined)[] = [
  undefined,
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECEIVED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'TIME_WAIT',
  'CLOSED',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'SYN_RECEIVED',
]

/** What each `tr` means; 3 is TIME_WAIT's. */
const TIMERS: readonly Row['timer'][] = [undefined, 'retransmit', 'keepalive', 'timeWait', 'probe']

/** `when` is in these, ms: USER_HZ is 100 on every architecture. */
const TICK_MS = 10

const COLON = 58
const SPACE = 32
const NEWLINE = 10

/** The value of a hexadecimal digit by its byte; -1 for others. */
const HEX = new Int8Array(256).fill(-1)
for (const [index, digit] of [...'0123456789abcdef'].entries()) {
  HEX[digit.charCodeAt(0)] = index
  HEX[digit.toUpperCase().charCodeAt(0)] = index
}

/** Words of an address are in the byte order of the machine. */
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** A place in `bytes`, moved on by what is read there. `bad` once something was not as it should be. */
class Reader {
  bytes: Uint8Array = new Uint8Array(0)
  at = 0
  end = 0
  bad = false

  hex(digits: number): number {
    let value = 0
    for (const stop = this.at + digits; this.at < stop; this.at++) {
      const digit = HEX[this.bytes[this.at] as number] as number
      if (digit < 0 || this.at >= this.end) this.bad = true
      value = value * 16 + digit
    }
    return value
  }

  /** Hexadecimal digits up to a space: `when` has more than eight where a long is longer. */
  hexToSpace(): number {
    const start = this.at
    let value = 0
    for (; this.at < this.end && this.bytes[this.at] !== SPACE; this.at++) {
      const digit = HEX[this.bytes[this.at] as number] as number
      if (digit < 0) this.bad = true
      value = value * 16 + digit
    }
    if (this.at === start) this.bad = true
    return value
  }

  /** A decimal number behind spaces. */
  decimal(): number {
    while (this.at < this.end && this.bytes[this.at] === SPACE) this.at++
    const start = this.at
    let value = 0
    for (; this.at < this.end; this.at++) {
      const digit = (this.bytes[this.at] as number) - 48
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    if (this.at === start) this.bad = true
    return value
  }

  skip(byte: number): void {
    if (this.bytes[this.at] !== byte) this.bad = true
    this.at++
  }

  words(into: Words, v6: boolean): void {
    for (let i = v6 ? 0 : 3; i < 4; i++) {
      const word = this.hex(8)
      into[i] = LITTLE_ENDIAN ? swapped(word) : word
    }
    if (v6) return
    into[0] = 0
    into[1] = 0
    into[2] = MAPPED
  }
}

const reader = new Reader()

/**
 * Reads the line of a table that begins at `start` and ends before `end` (its newline) into `row`. False if it has
 * not the form that it should have.
 */
export function parseLine(bytes: Uint8Array, start: number, end: number, v6: boolean, row: Row): boolean {
  const at = bytes.indexOf(COLON, start)
  if (at < 0 || at >= end) return false
  reader.bytes = bytes
  reader.at = at + 1
  reader.end = end
  reader.bad = false
  reader.skip(SPACE)
  reader.words(row.local, v6)
  reader.skip(COLON)
  row.localPort = reader.hex(4)
  reader.skip(SPACE)
  reader.words(row.remote, v6)
  reader.skip(COLON)
  row.remotePort = reader.hex(4)
  reader.skip(SPACE)
  const state = STATES[reader.hex(2)]
  reader.skip(SPACE)
  row.sendQueue = reader.hex(8)
  reader.skip(COLON)
  row.receiveQueue = reader.hex(8)
  reader.skip(SPACE)
  const timer = TIMERS[reader.hex(2)]
  reader.skip(COLON)
  row.timerMs = reader.hexToSpace() * TICK_MS
  reader.skip(SPACE)
  reader.hexToSpace()
  row.uid = reader.decimal()
  reader.decimal()
  row.inode = reader.decimal()
  if (reader.bad || state === undefined) return false
  row.state = state
  // Later kernels may have timers that these words have no name for.
  row.timer = timer
  return true
}

/** The last number of a line: in the tables of UDP, what was dropped. -1 if there is none. */
export function lastNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (at > start && bytes[at - 1] === SPACE) at--
  let value = 0
  let scale = 1
  const stop = at
  for (; at > start; at--, scale *= 10) {
    const digit = (bytes[at - 1] as number) - 48
    if (digit < 0 || digit > 9) break
    value += digit * scale
  }
  return at === stop ? -1 : value
}

/** Where the line that begins at `start` ends: at its newline, or at `end`. */
export function lineEnd(bytes: Uint8Array, start: number, end: number): number {
  const newline = bytes.indexOf(NEWLINE, start)
  return newline < 0 || newline > end ? end : newline
}

function swapped(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0
}
