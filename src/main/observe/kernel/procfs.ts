import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import path from 'node:path'
import { LAB_CODES, labError } from '../../../shared/errors'
import { lastNumber, lineEnd, parseLine } from './parse'
import { emptyRow, type KernelTables, monotonic, type Row, TableTrouble } from './tables'

/** A kernel without IPv6 has no such files. */
const OPTIONAL: ReadonlySet<string> = new Set(['tcp6', 'udp6'])
type Name = 'tcp' | 'tcp6' | 'udp' | 'udp6'

/** A read gives a page of whole lines at most; room for more is for kernels that give more. */
const ROOM = 64 * 1024

/** Linux's tables: /proc/net/tcp and tcp6, and those of UDP, which any user may read. */
export class Procfs implements KernelTables {
  readonly by = 'procfs'
  readonly #buffer = new Uint8Array(ROOM)
  readonly #row = emptyRow()

  constructor(private readonly folder = '/proc/net') {}

  read(v6: boolean, see: (row: Row) => void): void {
    this.#read('tcp', see)
    if (v6) this.#read('tcp6', see)
  }

  readDatagrams(see: (row: Row) => void): void {
    this.#read('udp', see)
    this.#read('udp6', see)
  }

  #read(name: Name, see: (row: Row) => void): void {
    const file = path.join(this.folder, name)
    let descriptor: number
    try {
      descriptor = openSync(file, 'r')
    } catch (error) {
      if (OPTIONAL.has(name) && (error as NodeJS.ErrnoException).code === 'ENOENT') return
      throw unreadable(file, error)
    }
    try {
      this.#readLines(file, descriptor, name, see)
    } finally {
      closeSync(descriptor)
    }
  }

  #readLines(file: string, descriptor: number, name: Name, see: (row: Row) => void): void {
    const v6 = name.endsWith('6')
    const isUdp = name.startsWith('udp')
    const row = this.#row
    let line = 0
    /** Bytes of a line whose end has not been read. */
    let rest = 0
    for (;;) {
      const began = monotonic()
      const bytes = readSomething(file, descriptor, this.#buffer, rest)
      const end = rest + bytes
      if (bytes === 0 && rest === 0) return
      row.began = rest === 0 ? began : row.began
      row.t = monotonic()
      let start = 0
      while (start < end) {
        const stop = lineEnd(this.#buffer, start, end)
        // The kernel gives whole lines; a file that a test wrote need not.
        if (stop === end && bytes > 0) break
        line++
        // The first one says what the columns are.
        if (line > 1) {
          if (!parseLine(this.#buffer, start, stop, v6, row))
            throw garbled(file, line, this.#buffer.subarray(start, stop))
          if (isUdp) row.drops = lastNumber(this.#buffer, start, stop)
          see(row)
        }
        start = stop + 1
      }
      if (bytes === 0) return
      this.#buffer.copyWithin(0, start, end)
      rest = Math.max(0, end - start)
      if (rest === ROOM) throw garbled(file, line + 1, this.#buffer.subarray(0, 200))
    }
  }
}

function readSomething(file: string, descriptor: number, into: Uint8Array, offset: number): number {
  try {
    return readSync(descriptor, into, offset, into.length - offset, null)
  } catch (error) {
    throw unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): TableTrouble {
  const { code = 'EIO', syscall = 'open' } = error as NodeJS.ErrnoException
  const advice =
    code === 'ENOENT'
      ? 'Where /proc is not mounted, or hidden from this program, as in some containers, states are inferred only.'
      : 'States are inferred only, as long as this program may not read that file.'
  return new TableTrouble(
    labError(LAB_CODES.noSource, `${file} can't be read: ${code} in ${syscall}`, {
      syscall,
      field: file,
      advice,
    }),
  )
}

/** What is shown of a line that nobody understands. */
const SHOWN = 120

function garbled(file: string, line: number, bytes: Uint8Array): TableTrouble {
  const text = JSON.stringify(Buffer.from(bytes.subarray(0, SHOWN)).toString('latin1'))
  const message = `${file}, line ${line}, is not a row of the kernel's table of sockets: ${text}`
  const advice = 'States are inferred only. Switch it on again if the file was broken for a moment.'
  return new TableTrouble(labError(LAB_CODES.noSource, message, { field: `${file}:${line}`, advice }))
}

/** The kernel cuts the limit of every listener's queue to this. */
export function maxBacklog(): number {
  try {
    return Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8')) || Number.POSITIVE_INFINITY
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
