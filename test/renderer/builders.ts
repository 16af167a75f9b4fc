import { type Batch, BatchEncoder } from '../../src/shared/codec'
import type { EventDraft, LabEvent, Received } from '../../src/shared/events'
import {
  emptyModel,
  type KernelRow,
  type Model,
  type Role,
  type Run,
  type SocketModel,
} from '../../src/shared/model/model'
import type { Travel } from '../../src/shared/session'
import type { TcpState } from '../../src/shared/tcp/states'

/** Events and sockets with only what a test cares about. */

export function socket(name: string, role: Role, rest: Partial<SocketModel> = {}): SocketModel {
  return {
    name,
    role,
    state: 'ESTABLISHED',
    path: [],
    descriptor: 'open',
    paused: false,
    closing: false,
    fin: 'none',
    ended: false,
    sent: { count: 0, bytes: 0 },
    received: { count: 0, bytes: 0 },
    queued: 0,
    repeating: [],
    contradictions: 0,
    frozen: false,
    openedSeq: 1,
    openedAt: 0,
    changedAt: 0,
    accepted: 0,
    dropped: 0,
    ...rest,
  }
}

/** A socket that is past the handshake. */
export function established(
  name: string,
  role: 'client' | 'accepted',
  rest: Partial<SocketModel> = {},
): SocketModel {
  const step = { from: 'SYN_SENT', to: 'ESTABLISHED', provenance: 'inferred', confidence: 'exact' } as const
  return socket(name, role, {
    path: [{ seq: 1, t: 0, tMin: 0, tMax: 0, because: [], alternatives: [], rule: 'connected', ...step }],
    ...rest,
  })
}

/** A row of the kernel's tables, seen at 0. */
export function kernelRow(state: TcpState, rest: Partial<KernelRow> = {}): KernelRow {
  return { seq: 1, t: 0, by: 'procfs', state, sendQueue: 0, receiveQueue: 0, stateSince: 0, ...rest }
}

/** A socket that went into `state` at `t`, as the kernel shows if there is a `row`. */
export function observed(
  name: string,
  role: Role,
  state: TcpState,
  t: number,
  row?: Partial<KernelRow>,
  rest: Partial<SocketModel> = {},
): SocketModel {
  const step = { seq: 1, t, tMin: t, tMax: t, because: [], alternatives: [], rule: '' }
  const known = { provenance: 'inferred', confidence: 'exact' } as const
  return socket(name, role, {
    state,
    path: [{ ...step, ...known, from: 'ESTABLISHED', to: state }],
    descriptor: role === 'foreign' || role === 'foreignListener' ? 'none' : 'open',
    ...(row && { kernel: kernelRow(state, row) }),
    ...rest,
  })
}

/** A lab with these sockets, whose kernel is looked at. */
export function modelWith(...sockets: SocketModel[]): Model {
  const model = emptyModel()
  for (const each of sockets) model.sockets.set(each.name, each)
  model.sources.kernel = { phase: 'on', by: 'procfs', lost: 0, seq: 1 }
  return model
}

export function eventAt(seq: number, draft: EventDraft): LabEvent {
  return { ...draft, seq } as LabEvent
}

export const received = (seq: number, name: string, index: number, text = 'x'): Received => {
  const data = new TextEncoder().encode(text)
  return { seq, t: seq, kind: 'received', socket: name, bytes: data.length, offset: index, index, data }
}

export const note = (seq: number, text = 'n'): LabEvent => ({ seq, t: seq, kind: 'note', text })

export const listening = (seq: number, name: string): LabEvent => ({
  seq,
  t: seq,
  kind: 'listening',
  socket: name,
  local: '127.0.0.1:8080',
  backlog: 511,
  allowHalfOpen: false,
  respond: 'echo',
})

/** Batches of one port. */
export function batches(): (events: LabEvent[], skipped?: number) => Batch {
  const encoder = new BatchEncoder()
  return (events, skipped = 0) => encoder.encode(events, events.at(-1)?.seq ?? 0, skipped)
}

/** A moment of the open lab's past. */
export const travel = (at: number, rest: Partial<Travel> = {}): Travel => ({
  source: 'lab',
  at,
  t: at,
  head: 100,
  end: 100,
  playing: false,
  speed: 1,
  ...rest,
})

/** A run of a scenario that has just begun. */
export const run = (rest: Partial<Run> = {}): Run => ({
  run: 1,
  title: '',
  steps: 4,
  step: 0,
  waiting: false,
  results: new Map(),
  ...rest,
})
