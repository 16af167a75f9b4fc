import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect } from 'vitest'
import { Lab, type LabOptions } from '../../src/main/engine/lab'
import type { EventKind, EventOf, LabEvent } from '../../src/shared/events'
import { emptyModel, type Model, type SocketModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { eventToLine } from '../../src/shared/ndjson'
import { afterEachTest } from './after-each'

const labs = new Set<Lab>()

/** A lab that is disposed after the test, which fails if it leaves a handle behind. */
export function openLab(options?: LabOptions): Lab {
  const lab = new Lab(options)
  labs.add(lab)
  return lab
}

afterEachTest(async () => {
  if (labs.size === 0) return
  await Promise.all([...labs].map((lab) => lab.dispose()))
  labs.clear()
  await expectNoSockets()
})

/** Fails if this process has a handle of TCP or UDP, or a connection request, open. */
export async function expectNoSockets(): Promise<void> {
  const sockets = () => process.getActiveResourcesInfo().filter((name) => /^(?:TCP|UDP)/.test(name))
  // libuv lets go of a handle at the end of a turn.
  for (let turn = 0; turn < 20 && sockets().length > 0; turn++) await nextTurn()
  expect(sockets()).toEqual([])
}

export function events(lab: Lab): LabEvent[] {
  const all: LabEvent[] = []
  for (let seq = lab.log.first; seq <= lab.log.head; seq++) all.push(lab.log.at(seq) as LabEvent)
  return all
}

export function modelOf(lab: Lab): Model {
  return events(lab).reduce(reduce, emptyModel())
}

export function socketOf(lab: Lab, name: string): SocketModel {
  const socket = modelOf(lab).sockets.get(name)
  if (!socket) throw new Error(`no socket ${name} in the log`)
  return socket
}

/** The states that a socket went through, as `SYN_SENT ESTABLISHED FIN_WAIT_1`. */
export function pathOf(lab: Lab, name: string): string {
  return socketOf(lab, name)
    .path.map((step) => step.to)
    .join(' ')
}

/** The first event of this kind (at that socket, with that property), whether it has happened already or not. */
export function event<K extends EventKind>(
  lab: Lab,
  kind: K,
  socket?: string,
  holds: (event: EventOf<K>) => boolean = () => true,
): Promise<EventOf<K>> {
  const fits = (one: LabEvent): one is EventOf<K> =>
    one.kind === kind && (socket === undefined || one.socket === socket) && holds(one as EventOf<K>)
  const past = events(lab).find(fits)
  if (past) return Promise.resolve(past)
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => {
      subscription.dispose()
      const log = events(lab).map(eventToLine).join('\n')
      reject(
        new Error(`no ${kind}${socket === undefined ? '' : ` at ${socket}`} within 4 s; the log:\n${log}`),
      )
    }, 4000)
    const subscription = lab.log.subscribe((one) => {
      if (!fits(one)) return
      clearTimeout(giveUp)
      subscription.dispose()
      resolve(one)
    })
  })
}

/** Resolves when `socket` has entered `state`. */
export function entered(lab: Lab, socket: string, state: string): Promise<EventOf<'state'>> {
  return event(lab, 'state', socket, (one) => one.to === state)
}

/** All that `socket` has received, as text. */
export function receivedText(lab: Lab, socket: string): string {
  return events(lab)
    .filter((one): one is EventOf<'received'> => one.kind === 'received' && one.socket === socket)
    .map((one) => Buffer.from(one.data ?? []).toString())
    .join('')
}

/** A lab with a listener `server` and a client `alice`, connected and paired. */
export async function connectedLab(
  server: Record<string, unknown> = {},
  client: Record<string, unknown> = {},
): Promise<Lab> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', ...server }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server', ...client }).done
  return lab
}
