import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import type { SocketModel } from '../../src/shared/model/model'
import type { TcpState } from '../../src/shared/tcp/states'
import { observe } from '../observe/support'
import { afterEachTest } from '../support/after-each'
import { modelOf, openLab } from '../support/lab'

/** A network in which segments get lost, and what its kernel says meanwhile. */

if (process.env.SOCKET_LAB_OWN_NETWORK !== '1') {
  throw new Error('these tests drop packets, and so run in a network of their own: npm test -- faults')
}

/** All listeners of these tests have it. */
export const PORT = 7000

function nft(commands: string): void {
  const { status, stderr } = spawnSync('nft', ['-f', '-'], { input: commands, encoding: 'utf8' })
  if (status !== 0) throw new Error(`nft ${commands}: ${stderr}`)
}

beforeEach(() => {
  nft(
    'add table inet faults\nadd chain inet faults input { type filter hook input priority 0; policy accept; }\n',
  )
})
afterEachTest(() => nft('flush chain inet faults input'))

/** Loses from now on what matches, as nft(8) has it: it is sent and never arrives. */
export function lose(...matches: string[]): void {
  nft(matches.map((match) => `add rule inet faults input ${match} counter drop`).join('\n'))
}

/** Everything arrives again. */
export function heal(): void {
  nft('flush chain inet faults input')
}

/** From the server's port, or to it. */
export const fromServer = `tcp sport ${PORT}`
export const toServer = `tcp dport ${PORT}`
export const fin = 'tcp flags & fin == fin'
/** Neither SYN, nor FIN, nor RST, nor data. */
export const pureAck = 'tcp flags & (syn | fin | rst | ack) == ack meta length < 60'

/** Of this network's own net.ipv4. */
export function sysctl(name: string, value: number): void {
  const file = `/proc/sys/net/ipv4/${name}`
  const before = readFileSync(file, 'utf8')
  writeFileSync(file, String(value))
  restores.push(() => writeFileSync(file, before))
}
const restores: (() => void)[] = []
afterEachTest(() => {
  for (const restore of restores.splice(0)) restore()
})

/** A state by its number in /proc/net/tcp (include/net/tcp_states.h). */
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

/** One end's states as /proc/net/tcp had them: each with the first and the last time it was seen, ms of the lab's clock. */
interface Stay {
  state: TcpState
  first: number
  last: number
}

const POLL_MS = 4

/** Reads this network's table again and again, with code of the test's own. */
export class Kernel {
  readonly #stays = new Map<string, Stay[]>()
  readonly #timer: NodeJS.Timeout
  readonly #lab: Lab
  #wanted: (() => void)[] = []

  constructor(lab: Lab) {
    this.#lab = lab
    this.#timer = setInterval(() => this.#read(), POLL_MS)
    kernels.add(this)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** The states of an end so far; the newest is also the present one. */
  of({ local, remote }: Pick<SocketModel, 'local' | 'remote'>): Stay[] {
    return this.#stays.get(`${portOf(local)} ${portOf(remote)}`) ?? []
  }

  /** Resolves when the end that `name` has now is in `state`. */
  shows(name: string, state: TcpState): Promise<void> {
    return this.until(() => {
      const socket = modelOf(this.#lab).sockets.get(name)
      return socket !== undefined && this.of(socket).at(-1)?.state === state
    })
  }

  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return
        this.#wanted = this.#wanted.filter((other) => other !== look)
        resolve()
      }
      this.#wanted.push(look)
      look()
    })
  }

  #read(): void {
    const now = this.#lab.now()
    const seen = new Map<string, TcpState>()
    for (const line of readFileSync('/proc/net/tcp', 'latin1').split('\n').slice(1)) {
      const [, local = '', remote = '', number = ''] = line.trim().split(/\s+/)
      const state = STATES[Number.parseInt(number, 16)]
      if (state === undefined || state === 'LISTEN') continue
      seen.set(`${Number.parseInt(local.slice(9), 16)} ${Number.parseInt(remote.slice(9), 16)}`, state)
    }
    for (const key of this.#stays.keys()) if (!seen.has(key)) seen.set(key, 'CLOSED')
    for (const [key, state] of seen) {
      const stays = this.#stays.get(key) ?? []
      this.#stays.set(key, stays)
      const last = stays.at(-1)
      if (last?.state === state) last.last = now
      else stays.push({ state, first: now, last: now })
    }
    for (const look of [...this.#wanted]) look()
  }
}

const kernels = new Set<Kernel>()
afterEachTest(() => {
  for (const kernel of kernels) kernel.stop()
  kernels.clear()
})

function portOf(address: string | undefined): string {
  return address?.slice(address.lastIndexOf(':') + 1) ?? ''
}

/** What is known late, or read late: the lab and the kernel may differ for so long, ms. */
const SLACK_MS = 40

/** Which states an end can come to from each (RFC 9293, figure 5), directly or not. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  SYN_SENT: [
    'SYN_RECEIVED',
    'ESTABLISHED',
    'FIN_WAIT_1',
    'FIN_WAIT_2',
    'CLOSING',
    'TIME_WAIT',
    'CLOSE_WAIT',
    'LAST_ACK',
    'CLOSED',
  ],
  SYN_RECEIVED: [
    'ESTABLISHED',
    'FIN_WAIT_1',
    'FIN_WAIT_2',
    'CLOSING',
    'TIME_WAIT',
    'CLOSE_WAIT',
    'LAST_ACK',
    'CLOSED',
  ],
  ESTABLISHED: ['FIN_WAIT_1', 'FIN_WAIT_2', 'CLOSING', 'TIME_WAIT', 'CLOSE_WAIT', 'LAST_ACK', 'CLOSED'],
  FIN_WAIT_1: ['FIN_WAIT_2', 'CLOSING', 'TIME_WAIT', 'CLOSED'],
  FIN_WAIT_2: ['TIME_WAIT', 'CLOSED'],
  CLOSING: ['TIME_WAIT', 'CLOSED'],
  CLOSE_WAIT: ['LAST_ACK', 'CLOSED'],
  LAST_ACK: ['CLOSED'],
  TIME_WAIT: ['CLOSED'],
}

/**
 * Steps of the lab's paths that the kernel shows to be wrong, with how sure they are: `alice FIN_WAIT_2 (order)`. A step
 * is wrong if the kernel has the end, longer than any delay explains, in a state that it had left by then, or cannot come
 * to from there.
 */
export function wrongSteps(lab: Lab, kernel: Kernel): string[] {
  const wrong: string[] = []
  for (const socket of modelOf(lab).sockets.values()) {
    for (const [index, step] of socket.path.entries()) {
      const next = socket.path[index + 1]?.tMin ?? Number.POSITIVE_INFINITY
      const contradicts = kernel.of(socket).some(({ state, first, last }) => {
        if (last < step.tMax + SLACK_MS || state === step.to) return false
        const isOver = LATER[step.to]?.includes(state) === true
        return !isOver || Math.max(first, step.tMax) + SLACK_MS < Math.min(last, next) - SLACK_MS
      })
      if (contradicts) wrong.push(`${socket.name} ${step.to} (${step.confidence})`)
    }
  }
  return wrong
}

/** The states of a path, in order. */
export function pathOf(lab: Lab, name: string): string {
  return (modelOf(lab).sockets.get(name)?.path ?? []).map((step) => step.to).join(' ')
}

export interface Faulty {
  lab: Lab
  kernel: Kernel
}

/** A lab with a listener `server` on PORT, and the kernel's view beside it, of which the lab knows only if `observing`. */
export async function faultyLab(observing: boolean, server: Record<string, unknown> = {}): Promise<Faulty> {
  const lab = openLab()
  if (observing) await observe(lab).setSource('kernel', true)
  await lab.execute({ do: 'listen', as: 'server', port: PORT, ...server }).done
  return { lab, kernel: new Kernel(lab) }
}

/** The same, with a client `alice` that is connected; neither end closes by itself. */
export async function connected(observing: boolean, client: Record<string, unknown> = {}): Promise<Faulty> {
  const both = await faultyLab(observing, { allowHalfOpen: true })
  await both.lab.execute({ do: 'connect', as: 'alice', to: 'server', allowHalfOpen: true, ...client }).done
  expect(pathOf(both.lab, 'alice')).toBe('SYN_SENT ESTABLISHED')
  await both.kernel.shows('alice', 'ESTABLISHED')
  return both
}

/** Every test runs with what the lab concludes from its events alone, and with the kernel's tables beside. */
export const MODES = [
  ['from events alone', false],
  ["with the kernel's tables", true],
] as const
