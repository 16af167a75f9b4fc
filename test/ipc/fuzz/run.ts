import { once } from 'node:events'
import { readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { MessageChannel } from 'node:worker_threads'
import { expect } from 'vitest'
import { createGate } from '../../../src/main/desktop/gate/gate'
import { GATE_LIMITS } from '../../../src/main/desktop/gate/gate-limits'
import { isTrustedSender } from '../../../src/main/desktop/gate/trust'
import { LAB_CODES } from '../../../src/shared/errors'
import type { Method, Reply } from '../../../src/shared/ipc'
import { Desktop, own, temporaryFolder } from '../support/requests'
import { requestsBy } from './requests'

/** Of one desk; after that, everything must be closed. */
const OF_A_DESK = 2000
const OF_A_LAB = 200
/** Sent without waiting for answers, so that what is asked meets what is not done yet. */
const AT_ONCE = 20
/** Nothing that is asked here takes so long, ms, on a machine however busy. */
const LONGEST_MS = 30_000

export interface FuzzReport {
  requests: number
  granted: number
  /** How often each code was the answer. */
  refused: Record<string, number>
  events: number
  /** The slowest answer, ms. */
  slowest: number
}

/** Asks a real desk so much; what it does wrong fails the test, with the requests that led there. */
export async function fuzz(seed: number, count: number): Promise<FuzzReport> {
  const report: FuzzReport = { requests: 0, granted: 0, refused: {}, events: 0, slowest: 0 }
  for (let round = 0; report.requests < count; round++) {
    const size = Math.min(OF_A_DESK, count - report.requests)
    await fuzzDesk(seed + round, size, report)
  }
  return report
}

async function fuzzDesk(seed: number, count: number, report: FuzzReport): Promise<void> {
  const before = openThings()
  const folder = temporaryFolder()
  for (let i = 0; i < 3; i++) writeFileSync(path.join(folder, `file-${i}`), 'x'.repeat(i * 100))
  // Nobody says yes to anything.
  const desktop = new Desktop({ isConfirmed: () => false, maySpawn: () => false })
  desktop.choice = (suggested) =>
    suggested.length % 2 ? path.join(folder, `file-${suggested.length % 3}`) : undefined
  // Paced as nobody is: what is tested is what it says to each.
  const gate = createGate({
    handlers: desktop.desk.handlers,
    isTrusted: isTrustedSender,
    onFault: (fault) => desktop.faults.push(fault),
    limits: {
      unanswered: 1e9,
      pace: { burst: 1e12, perSecond: 1e12 },
      // What unfolds without an end takes a while to be found too large.
      size: { ...GATE_LIMITS.size, parts: 20_000 },
    },
  })
  const logs = followLogs(desktop)
  const asker = new Asker((request) => gate(own, request))
  const requests = requestsBy(seed, folder)
  const tell = (what: string) => `${what}; seed ${seed}, request ${asker.asked} of its desk`
  const onFault = (fault: unknown) => desktop.faults.push(fault)
  process.on('uncaughtException', onFault).on('unhandledRejection', onFault)
  try {
    await asker.ask([{ method: 'attach', params: {} }])
    for (let left = count; left > 0; left -= AT_ONCE) {
      // Each name is used once in a lab, and most of them are soon over.
      if ((count - left) % OF_A_LAB === 0) await within(begin(asker), () => tell('no new lab'))
      const chunk = Array.from({ length: Math.min(left, AT_ONCE) }, () => requests.next().value)
      const asked = performance.now()
      const replies = await within(asker.ask(chunk), () =>
        tell(`no answer to ${plain(asker.waiting(chunk))}`),
      )
      report.slowest = Math.max(report.slowest, performance.now() - asked)
      replies.forEach((reply, j) => {
        report.requests++
        const about = () => tell(plain([chunk[j], reply]))
        if (reply.ok) {
          report.granted++
          if (reply.value === undefined) throw new Error(`undefined: ${about()}`)
          return
        }
        const { code, message, advice } = reply.error
        if (!code || !message) throw new Error(`neither code nor message: ${about()}`)
        if (code.startsWith('LAB_') && !advice) throw new Error(`no advice: ${about()}`)
        if (code === LAB_CODES.internal || desktop.faults.length > 0) {
          throw new Error(`faults ${desktop.faults.map(faultText)}: ${about()}`)
        }
        report.refused[code] = (report.refused[code] ?? 0) + 1
      })
    }
    // It works as ever.
    await within(begin(asker), () => tell('the lab does no more'))
    asker.close()
  } finally {
    await within(desktop.close(), () => tell('it does not close'))
    process.off('uncaughtException', onFault).off('unhandledRejection', onFault)
  }
  expect(desktop.faults.map(faultText), tell('faults')).toEqual([])
  expect(logs.troubles, tell('logs')).toEqual([])
  expect(asker.again, tell('answered twice')).toEqual([])
  for (const place of [...desktop.trashed, ...desktop.revealed]) {
    expect(place.startsWith(desktop.folder), tell(place)).toBe(true)
  }
  report.events += logs.events
  await nothingLeft(before, tell)
}

const START = [
  { do: 'listen', as: 'server', respond: { with: 'echo' } },
  { do: 'connect', as: 'alice', to: 'server' },
  { do: 'connect', as: 'bob', to: 'server', allowHalfOpen: true },
  { do: 'bind', as: 'udp', respond: { with: 'upper' } },
  { do: 'listen', as: 'other', serve: 'one-at-a-time', framing: { by: 'line' } },
  { do: 'connect', as: 'crowd', to: 'other', count: 3, framing: { by: 'line' } },
  { do: 'proxy', as: 'relay', to: 'server' },
]

/** Asks over a real channel, which structured-clones, and counts the answers. */
class Asker {
  asked = 0
  /** Requests that were answered once more. */
  readonly again: number[] = []
  readonly #far
  readonly #near
  readonly #open = new Map<number, (reply: Reply<Method>) => void>()
  readonly #sent = new Map<unknown, number>()

  constructor(gate: (request: unknown) => Promise<Reply<Method>>) {
    const { port1: near, port2: far } = new MessageChannel()
    near.on('message', async ({ id, request }) => near.postMessage({ id, reply: await gate(request) }))
    far.on('message', ({ id, reply }) => {
      const resolve = this.#open.get(id)
      if (!resolve) this.again.push(id)
      this.#open.delete(id)
      resolve?.(reply)
    })
    this.#near = near
    this.#far = far
  }

  ask(requests: readonly unknown[]): Promise<Reply<Method>[]> {
    return Promise.all(
      requests.map((request) => {
        const id = ++this.asked
        this.#sent.set(request, id)
        this.#far.postMessage({ id, request })
        return new Promise<Reply<Method>>((resolve) => this.#open.set(id, resolve))
      }),
    )
  }

  /** Those of them that have no answer yet. */
  waiting(requests: readonly unknown[]): unknown[] {
    return requests.filter((request) => this.#open.has(this.#sent.get(request) ?? 0))
  }

  close(): void {
    this.#far.close()
    this.#near.close()
  }
}

/** A new lab with some sockets: whatever has been asked before, it does that. */
async function begin(asker: Asker): Promise<void> {
  const replies = [
    ...(await asker.ask([{ method: 'goLive', params: {} }])),
    ...(await asker.ask([{ method: 'newLab', params: {} }])),
    ...(await asker.ask(START.map((command) => ({ method: 'execute', params: { command } })))),
  ]
  expect(replies.filter((reply) => !reply.ok)).toEqual([])
}

/** Every log has all numbers in their order, and no fault of the program's own. */
function followLogs(desktop: Desktop) {
  const followed = { events: 0, troubles: [] as string[] }
  desktop.labs.follow(({ log }) => {
    let next = log.head + 1
    return log.subscribe((event) => {
      followed.events++
      if (event.seq !== next) followed.troubles.push(`${event.seq} where ${next} was to come`)
      if (event.kind === 'failed' && event.code === LAB_CODES.internal) followed.troubles.push(event.message)
      next = event.seq + 1
    })
  })
  return followed
}

/** Handles of the event loop by kind, and what descriptors are (on Linux). */
function openThings(): string[] {
  const handles = process
    .getActiveResourcesInfo()
    .filter((name) => !/Timeout|Immediate|MessagePort/.test(name))
  return [...handles, ...descriptors()].sort()
}

function descriptors(): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return [readlinkSync(`/proc/self/fd/${name}`).replace(/\d+/g, '')]
    } catch {
      // That of the listing itself.
      return []
    }
  })
}

async function nothingLeft(before: string[], tell: (what: string) => string): Promise<void> {
  // libuv lets go of a handle at the end of a turn, and of a process's pipes once that is gone.
  const end = performance.now() + LONGEST_MS
  while (openThings().join() !== before.join() && performance.now() < end) await sleep(10)
  expect(openThings(), tell('left open')).toEqual(before)
}

async function within<T>(task: Promise<T>, what: () => string): Promise<T> {
  const limit = new AbortController()
  const late = once(AbortSignal.any([limit.signal, AbortSignal.timeout(LONGEST_MS)]), 'abort')
  const given = await Promise.race([task.then((value) => ({ value })), late.then(() => undefined)])
  limit.abort()
  if (!given) throw new Error(`${what()} within ${LONGEST_MS} ms`)
  return given.value
}

function faultText(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
}

/** For a request in a message: short, and whatever JSON can't say. */
function plain(requests: unknown): string {
  return inspect(requests, { depth: 12, breakLength: Infinity, maxArrayLength: 20, maxStringLength: 100 })
}
