import { execFileSync } from 'node:child_process'
import { LAB_CODES, labError } from '../../../shared/errors'
import type { TcpState } from '../../../shared/tcp/states'
import { wordsOf } from './addresses'
import { emptyRow, type KernelTables, monotonic, type Row, TableTrouble } from './tables'

/** What a line of netstat's says of a TCP socket. */
export interface NetstatRow extends Partial<Pick<Row, 'sendQueue' | 'receiveQueue' | 'pid' | 'process'>> {
  /** As the events write them; a listener's remote has port 0. */
  local: string
  remote: string
  state: TcpState
}

/** How a system's netstat is called, and what its lines mean. */
export interface NetstatForm {
  args: readonly string[]
  /** Undefined for a line that is about no TCP socket. Throws a word that it can't understand. */
  parse(line: string): NetstatRow | undefined
}

/** A word of netstat's that nobody knows here. */
export class UnknownWord extends Error {}

/** Longest that a netstat may take, ms. */
const PATIENCE_MS = 10_000
const MAX_OUTPUT = 64 * 1024 * 1024

/** The kernel's tables as the system's netstat tells them: where there is no better way, and at the cost of a process each time. */
export class Netstat implements KernelTables {
  readonly by = 'netstat'
  readonly #form: NetstatForm
  readonly #run: () => string
  readonly #row = emptyRow()

  /** `run`: gives what netstat prints; tests give what was recorded. */
  constructor(form: NetstatForm, run: () => string = () => runNetstat(form.args)) {
    this.#form = form
    this.#run = run
  }

  /** It always tells of both families. */
  read(_v6: boolean, see: (row: Row) => void): void {
    const row = this.#row
    row.began = monotonic()
    const lines = this.#run().split(/\r?\n/)
    row.t = monotonic()
    for (const [index, line] of lines.entries()) {
      const told = this.#parse(line, index + 1)
      if (!told) continue
      const [local, remote] = [wordsOf(told.local), wordsOf(told.remote)]
      if (!local || !remote) throw garbled(index + 1, `${JSON.stringify(line.trim())} has no addresses`)
      row.local = local.words
      row.localPort = local.port
      row.remote = remote.words
      row.remotePort = remote.port
      row.state = told.state
      row.sendQueue = told.sendQueue ?? 0
      row.receiveQueue = told.receiveQueue ?? 0
      row.pid = told.pid
      row.process = told.process
      see(row)
    }
  }

  #parse(line: string, number: number): NetstatRow | undefined {
    try {
      return this.#form.parse(line)
    } catch (error) {
      if (!(error instanceof UnknownWord)) throw error
      throw garbled(number, error.message)
    }
  }
}

function runNetstat(args: readonly string[]): string {
  try {
    return execFileSync('netstat', args, {
      encoding: 'latin1',
      env: { ...process.env, LC_ALL: 'C' },
      timeout: PATIENCE_MS,
      maxBuffer: MAX_OUTPUT,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (error) {
    const { code = 'it failed' } = error as NodeJS.ErrnoException
    const message = `netstat ${args.join(' ')} can't be run: ${code}`
    const advice = 'States are inferred only, as long as netstat is not there or fails.'
    throw new TableTrouble(labError(LAB_CODES.noSource, message, { field: 'netstat', advice }))
  }
}

function garbled(line: number, what: string): TableTrouble {
  const message = `what netstat prints is not understood, line ${line}: ${what}`
  const advice = 'States are inferred only. Socket Lab reads netstat in English.'
  return new TableTrouble(labError(LAB_CODES.noSource, message, { field: `netstat:${line}`, advice }))
}
