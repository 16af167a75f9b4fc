import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { TcpState } from '../../src/shared/tcp/states'

/** Where tracefs is mounted; scripts/test/kernel-trace.mjs sees to that. */
const TRACING = '/sys/kernel/tracing'
const EVENT = 'events/sock/inet_sock_set_state'
const BUFFER_KB = 16_384

/** A change of state as the kernel traced it. */
export interface KernelTransition {
  /** Monotonic clock, ns. */
  at: bigint
  from: TcpState
  to: TcpState
  /** 0 for SYN_SENT that is being entered: the port is chosen later. */
  localPort: number
  remotePort: number
}

const STATES: Readonly<Record<string, TcpState>> = {
  TCP_ESTABLISHED: 'ESTABLISHED',
  TCP_SYN_SENT: 'SYN_SENT',
  TCP_SYN_RECV: 'SYN_RECEIVED',
  TCP_NEW_SYN_RECV: 'SYN_RECEIVED',
  TCP_FIN_WAIT1: 'FIN_WAIT_1',
  TCP_FIN_WAIT2: 'FIN_WAIT_2',
  TCP_TIME_WAIT: 'TIME_WAIT',
  TCP_CLOSE: 'CLOSED',
  TCP_CLOSE_WAIT: 'CLOSE_WAIT',
  TCP_LAST_ACK: 'LAST_ACK',
  TCP_LISTEN: 'LISTEN',
  TCP_CLOSING: 'CLOSING',
}

let opened = 0

/**
 * The kernel's tracepoint sock:inet_sock_set_state, in a trace instance of its own, so that several can run at once.
 * It logs every change of state but two: SYN_RECEIVED only when the handshake ends, TIME_WAIT never (it is a smaller
 * socket, and the first one goes to CLOSED).
 */
export class KernelTrace {
  private constructor(private readonly folder: string) {}

  /** Traces the sockets that have one of `ports`. Throws if this machine gives no tracefs. */
  static async open(ports: readonly number[]): Promise<KernelTrace> {
    if (!existsSync(path.join(TRACING, EVENT))) {
      throw new Error(
        `no ${EVENT} under ${TRACING}: run this by way of npm test -- oracle, as root, on Linux`,
      )
    }
    await removeLeftovers()
    const folder = path.join(TRACING, 'instances', `socket-lab-${process.pid}-${++opened}`)
    await mkdir(folder)
    const trace = new KernelTrace(folder)
    await trace.#write('trace_clock', 'mono')
    await trace.#write('buffer_size_kb', String(BUFFER_KB))
    await trace.#write(
      `${EVENT}/filter`,
      ports.map((port) => `sport == ${port} || dport == ${port}`).join(' || '),
    )
    await trace.#write(`${EVENT}/enable`, '1')
    return trace
  }

  /** All that has been traced so far, in the kernel's order. Throws if any of it was lost. */
  async read(): Promise<KernelTransition[]> {
    const text = await readFile(path.join(this.folder, 'trace'), 'utf8')
    const kept = /entries-in-buffer\/entries-written: (\d+)\/(\d+)/.exec(text)
    if (!kept || kept[1] !== kept[2]) throw new Error(`the kernel lost some of its trace: ${kept?.[0]}`)
    return text.split('\n').flatMap((line) => parseLine(line) ?? [])
  }

  async close(): Promise<void> {
    await this.#write(`${EVENT}/enable`, '0')
    await rmdir(this.folder)
  }

  #write(file: string, text: string): Promise<void> {
    return writeFile(path.join(this.folder, file), text)
  }
}

/** Removes the instances of tests that were killed. */
async function removeLeftovers(): Promise<void> {
  const folder = path.join(TRACING, 'instances')
  for (const name of await readdir(folder)) {
    const pid = /^socket-lab-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) await rmdir(path.join(folder, name))
  }
}

const LINE =
  / (\d+)\.(\d{6}): inet_sock_set_state: .* sport=(\d+) dport=(\d+) .* oldstate=(\w+) newstate=(\w+)/

export function parseLine(line: string): KernelTransition | undefined {
  const found = LINE.exec(line)
  if (!found) return undefined
  const [, seconds = '', micros = '', localPort, remotePort, from = '', to = ''] = found
  const [old, now] = [STATES[from], STATES[to]]
  if (!old || !now) throw new Error(`a state that nobody here knows: ${line}`)
  return {
    at: BigInt(seconds) * 1_000_000_000n + BigInt(micros) * 1000n,
    from: old,
    to: now,
    localPort: Number(localPort),
    remotePort: Number(remotePort),
  }
}
