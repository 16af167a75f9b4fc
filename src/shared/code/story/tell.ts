import { toLatin1 } from '../../bytes'
import type { Respond } from '../../commands'
import type { Framing } from '../../commands/framing'
import { transportOf } from '../../commands/target'
import type { EventOf } from '../../events'
import { parseAddress, splitAccepted } from '../../ids'
import type { History } from './history'
import { type Telling, tellEnd } from './steps'
import type { Address, AnyStory, ClientStory, DatagramStory, EndStory, ServerStory, StoryNote } from './story'

/**
 * What the socket, or the group, of that name did. Of an accepted end: what its listener did. Undefined for what no program does:
 * proxies, foreign ends, loads, watches.
 */
export function tell(history: History, name: string): AnyStory | undefined {
  const listener = splitAccepted(name)?.listener
  if (listener !== undefined) return tell(history, listener)
  const members = history.group(name)
  const maker = history.maker(members?.[0] ?? name)
  switch (maker?.do) {
    case 'listen':
      return tellServer(history, name, maker)
    case 'connect':
      return tellClients(history, name, members ?? [name], maker)
    case 'bind':
      return tellDatagrams(history, name, maker)
  }
}

const NOTHING: Telling = { layered: false, byRead: false, datagrams: false }

function tellServer(
  history: History,
  name: string,
  command: ServerStory['command'],
): ServerStory | undefined {
  const events = history.of(name)
  const listening = events.find((event): event is EventOf<'listening'> => event.kind === 'listening')
  const address = listening ? addressAt(listening.local, command.path) : addressIn(command)
  if (!address) return undefined
  const notes = new Set<StoryNote>()
  const respond = presentRespond(history, name, command.respond, notes)
  const framing = presentFraming(history, name, command.framing)
  const telling = {
    ...NOTHING,
    layered: framing !== undefined || command.tls !== undefined,
    byRead: respond.with === 'reply' || respond.with === 'rules' || respond.thenClose === true,
  }
  const ends = history.accepted(name).map(({ socket }) => tellEnd(history, socket, telling, notes))
  if (events.some(({ kind }) => kind === 'frozen')) notes.add('frozen')
  const closed = events.find((event) => event.kind === 'closed')
  const isByHand = history.asked(closed?.cause)?.by === 'user'
  return {
    kind: 'server',
    name,
    label: history.label(name),
    command,
    address,
    respond,
    backlog: listening?.backlog ?? command.backlog ?? 511,
    ...(framing && { framing }),
    ...(command.tls && { tls: command.tls }),
    listening: listening ? [listening.seq] : failures(history, name),
    ends,
    ...(closed && isByHand && { closed: [closed.seq] }),
    atOnce: mostAtOnce(history, name) > 1,
    dropped: events.filter(({ kind }) => kind === 'dropped').map(({ seq }) => seq),
    notes: [...notes],
  }
}

function tellClients(
  history: History,
  name: string,
  members: readonly string[],
  command: ClientStory['command'],
): ClientStory | undefined {
  const [first = name] = members
  const target = command.to === undefined ? undefined : history.maker(command.to)
  const events = members.flatMap((member) => history.of(member))
  const connecting = events.find((event) => event.kind === 'connecting' || event.kind === 'connected')
  const remote = connecting && 'remote' in connecting ? connecting.remote : undefined
  const path = command.path ?? (target?.do === 'listen' ? target.path : undefined)
  const transport =
    command.transport ??
    (target?.do === 'bind' ? 'udp' : target?.do === 'listen' ? transportOf(target) : transportOf(command))
  const address =
    transport === 'unix'
      ? path === undefined
        ? undefined
        : { path }
      : (addressIn(command) ?? (remote === undefined ? undefined : addressAt(remote)))
  if (!address) return undefined
  const notes = new Set<StoryNote>()
  const { framing, tls } = command
  if (command.spread !== undefined) notes.add('spread')
  const telling = {
    ...NOTHING,
    layered: framing !== undefined || tls !== undefined,
    datagrams: transport === 'udp',
  }
  return {
    kind: 'client',
    name,
    label: history.label(members.length > 1 ? name : first),
    command,
    transport,
    address,
    ...(framing && { framing }),
    ...(tls && { tls }),
    ends: members.map((member) => tellEnd(history, member, telling, notes)),
    notes: [...notes],
  }
}

function tellDatagrams(
  history: History,
  name: string,
  command: DatagramStory['command'],
): DatagramStory | undefined {
  const listening = history
    .of(name)
    .find((event): event is EventOf<'listening'> => event.kind === 'listening')
  const address = listening ? addressAt(listening.local) : addressIn(command)
  if (!address) return undefined
  const notes = new Set<StoryNote>()
  const respond = presentRespond(history, name, command.respond, notes)
  return {
    kind: 'datagram',
    name,
    label: history.label(name),
    command,
    address,
    respond,
    listening: listening ? [listening.seq] : failures(history, name),
    end: tellEnd(history, name, { ...NOTHING, datagrams: true, byRead: true }, notes),
    notes: [...notes],
  }
}

/** What it answered at last. */
function presentRespond(
  history: History,
  name: string,
  first: Respond | undefined,
  notes: Set<StoryNote>,
): Respond {
  let respond = first ?? { with: 'none' }
  for (const event of history.of(name)) {
    if (event.kind !== 'asked' || event.command.do !== 'configure' || history.isRefused(event.seq)) continue
    if (!event.command.respond) continue
    respond = event.command.respond
    notes.add('respondChanged')
  }
  return respond
}

function presentFraming(history: History, name: string, first: Framing | undefined): Framing | undefined {
  let framing = first
  for (const event of history.of(name)) {
    if (event.kind !== 'asked' || event.command.do !== 'configure' || history.isRefused(event.seq)) continue
    if (event.command.framing !== undefined) framing = event.command.framing ?? undefined
  }
  return framing
}

function addressAt(text: string, path?: string): Address | undefined {
  if (path !== undefined) return { path }
  return parseAddress(text)
}

/** As the command says it, if it does. */
function addressIn(command: { host?: string; port?: number; path?: string }): Address | undefined {
  const { host, port, path } = command
  if (path !== undefined) return { path }
  return port === undefined ? undefined : { host: host ?? '127.0.0.1', port }
}

function failures(history: History, name: string): number[] {
  return history
    .of(name)
    .filter(({ kind }) => kind === 'failed')
    .map(({ seq }) => seq)
}

/** The most connections of a listener that were open at the same time. */
function mostAtOnce(history: History, listener: string): number {
  const changes: { seq: number; by: 1 | -1 }[] = []
  for (const { socket, seq } of history.accepted(listener)) {
    changes.push({ seq, by: 1 })
    const closed = history.of(socket).find(({ kind }) => kind === 'closed')
    if (closed) changes.push({ seq: closed.seq, by: -1 })
  }
  let open = 0
  let most = 0
  for (const { by } of changes.sort((a, b) => a.seq - b.seq)) {
    open += by
    most = Math.max(most, open)
  }
  return most
}

/** Ends that did the same, one after the other as they came, each with its number from 1. */
export interface Alike {
  numbers: number[]
  ends: EndStory[]
  /** Of each step the `seq`s of all of them. */
  steps: EndStory['steps']
}

/** Ends with the same doings together. `count`: how many of its steps count. */
export function alike(ends: readonly EndStory[], count: (end: EndStory) => number): Alike[] {
  const groups = new Map<string, Alike>()
  for (const [index, end] of ends.entries()) {
    const steps = end.steps.slice(0, count(end))
    const key = JSON.stringify(steps, (field, value) =>
      field === 'seqs' || field === 'answers'
        ? undefined
        : value instanceof Uint8Array
          ? toLatin1(value)
          : value,
    )
    const there = groups.get(key)
    if (there) {
      there.numbers.push(index + 1)
      there.ends.push(end)
      for (const [at, step] of steps.entries()) {
        const same = there.steps[at]
        same?.seqs.push(...step.seqs)
        if (same?.do === 'receive' && step.do === 'receive') same.answers.push(...step.answers)
      }
    } else {
      const copies = steps.map((step) =>
        step.do === 'receive'
          ? { ...step, seqs: [...step.seqs], answers: [...step.answers] }
          : { ...step, seqs: [...step.seqs] },
      )
      groups.set(key, { numbers: [index + 1], ends: [end], steps: copies })
    }
  }
  return [...groups.values()]
}
