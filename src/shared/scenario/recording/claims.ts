import { concat, decodeUtf8, toHex } from '../../bytes'
import { DEFAULT_WITHIN, type Expectation } from '../schema'
import { type Bytes, type End, type Failure, MOST_CONTENT, REST_MS, restingState } from './end'
import type { Ends } from './ends'

/** What came of a command, as expectations that are met when it is done again, on another machine and at another pace. */

/** So many expectations of one step, about. */
const MOST_EXPECTATIONS = 20
/** An expectation waits so many times as long as it took. */
const PATIENCE = 3
const LONGEST_WITHIN = 3_600_000
/** The log of a lab keeps so much of a message: what may follow in the same read can't be compared, bytes. */
const KEPT_OF_A_READ = 4096

/** How the commands were given that things came of. */
export interface Circumstances {
  /** When the next command came; infinite if none has. */
  until: number
  /** Since when things may have been going on that came in this time, ms. */
  since: number
  /** Bytes of several origins may come in another order. */
  mixed: boolean
  /** Several ends have sent. */
  several: boolean
}

export interface Claims {
  expectations: Expectation[]
  /** Something came that nothing is expected of. */
  isPartial: boolean
}

/** What one end, or all members of a group, must have met. Its parts stay together: each moves on from the one before. */
interface Claim {
  names: End[]
  seq: number
  t: number
  parts: Part[]
}

interface Part {
  seq: number
  t: number
  /** Without the name of the socket. */
  expects: { expect: 'received' | 'failed'; [field: string]: unknown } | { expect: 'state'; was: string }
}

/**
 * What can be expected of all that happened since the last time. `take` lets go of it, since the next time is about what
 * comes after.
 */
export function claim(ends: Ends, circumstances: Circumstances, take: boolean): Claims {
  const claims: Claim[] = []
  let isPartial = ends.isUnheard
  for (const end of ends.touched) {
    const events = eventsAt(ends, end, circumstances)
    const states = stateOf(end, circumstances.until)
    if (events) claims.push({ names: [end], ...span(events), parts: events })
    if (states) claims.push({ names: [end], ...span(states), parts: states })
    if ((end.items.length > 0 && !events) || (end.state && !states) || !ends.hears(end)) isPartial = true
  }
  const merged = merge(claims).sort((a, b) => a.seq - b.seq)
  const told: Claim[] = []
  let count = 0
  for (const one of merged) {
    if (count + one.parts.length > MOST_EXPECTATIONS) {
      isPartial = true
      continue
    }
    count += one.parts.length
    told.push(one)
  }
  if (take) letGo(ends, new Set(told.flatMap((one) => (isState(one) ? [] : one.names))), circumstances)
  const parts = told.flatMap((one) => one.parts.map((part) => ({ part, at: nameOf(one) })))
  parts.sort((a, b) => a.part.seq - b.part.seq)
  return {
    expectations: parts.map(({ part, at }) => expectation(part, at, circumstances.since)),
    isPartial,
  }
}

/** What came at an end in order, unless nothing did that can be said. */
function eventsAt(ends: Ends, end: End, { mixed, several }: Circumstances): Part[] | undefined {
  if (end.lost || (end.role === 'accepted' && end.foreign)) return undefined
  const parts: Part[] = []
  const blurred = mixed || (several && end.listener?.answers?.kinds.has('broadcast') === true)
  for (const item of end.items) {
    if (item.kind === 'failed') parts.push(failure(item))
    else if (ends.hears(end)) {
      const expects = received(end, item, blurred)
      if (expects) parts.push({ seq: item.seq, t: item.t, expects })
    }
  }
  return parts.length > 0 ? parts : undefined
}

function failure({ seq, t, code }: Failure): Part {
  // Which of its errors a look-up ends in is the name server's affair.
  const isLookup = code === 'ENOTFOUND' || code.startsWith('EAI_')
  return { seq, t, expects: { expect: 'failed', ...(!isLookup && { code }) } }
}

function received(end: End, item: Bytes, blurred: boolean): Part['expects'] | undefined {
  const { last } = end
  // Each of its datagrams stands alone, and those of several senders may come in another order.
  if (end.role === 'datagram') return blurred ? undefined : contentOf(item)
  // What another program says is its own affair; that it says something is enough, once.
  if (end.foreign) return last ? undefined : { expect: 'received' }
  // In another order, each is one message all the same.
  if (end.above === 'framing' && blurred) return { expect: 'received' }
  const follows = end.above !== 'framing' && last !== undefined && !last.atRest
  const isWhole = item.parts !== undefined && item.bytes <= MOST_CONTENT
  if (!isWhole || blurred || (follows && (last.mixed || last.bytes + item.bytes > KEPT_OF_A_READ)))
    return { expect: 'received', bytes: item.bytes }
  return contentOf(item)
}

function contentOf({ bytes, parts }: Bytes): Part['expects'] {
  if (!parts || bytes > MOST_CONTENT) return { expect: 'received', bytes }
  const content = concat(parts)
  const text = decodeUtf8(content)
  return { expect: 'received', ...(text === undefined ? { hex: toHex(content) } : { text }) }
}

function stateOf(end: End, until: number): Part[] | undefined {
  const { state } = end
  if (!state || (end.role === 'accepted' && end.foreign)) return undefined
  const was = restingState(end, until)
  return was === undefined ? undefined : [{ seq: state.seq, t: state.t, expects: { expect: 'state', was } }]
}

function span(parts: readonly Part[]): { seq: number; t: number } {
  return { seq: parts[0]?.seq ?? 0, t: parts.at(-1)?.t ?? 0 }
}

/** What is the same for all members of a group is said once, of the group. */
function merge(claims: readonly Claim[]): Claim[] {
  const alike = new Map<string, Claim[]>()
  const merged: Claim[] = []
  for (const one of claims) {
    const group = one.names[0]?.group
    if (!group) {
      merged.push(one)
      continue
    }
    const key = JSON.stringify([group.name, one.parts.map((part) => part.expects)])
    const others = alike.get(key)
    if (others) others.push(one)
    else alike.set(key, [one])
  }
  for (const members of alike.values()) {
    const [first] = members
    if (!first || members.length !== first.names[0]?.group?.count) merged.push(...members)
    else {
      const parts = first.parts.map((part, index) => ({
        expects: part.expects,
        seq: members.reduce((least, { parts }) => Math.min(least, parts[index]?.seq ?? least), part.seq),
        t: members.reduce((most, { parts }) => Math.max(most, parts[index]?.t ?? most), part.t),
      }))
      merged.push({ names: members.flatMap(({ names }) => names), ...span(parts), parts })
    }
  }
  return merged
}

function isState(claim: Claim): boolean {
  return claim.parts[0]?.expects.expect === 'state'
}

function nameOf({ names }: Claim): string {
  const [end] = names
  return (names.length === end?.group?.count ? end.group.name : end?.name) ?? ''
}

function letGo(ends: Ends, told: ReadonlySet<End>, { until, mixed }: Circumstances): void {
  for (const end of ends.touched) {
    delete end.state
    const bytes = end.items.reduce((sum, item) => sum + (item.kind === 'received' ? item.bytes : 0), 0)
    if (told.has(end)) {
      if (bytes > 0) end.last = { bytes, atRest: until - end.messageAt >= REST_MS, mixed }
      end.items = []
    } else end.items = end.foreign || end.role === 'datagram' ? [] : carried(end)
  }
}

/** Bytes that nothing was expected of come before those that follow: they are expected together. */
function carried({ items, above }: End): Bytes[] {
  const all = items.filter((item): item is Bytes => item.kind === 'received')
  if (above === 'framing') return all
  const [first, ...rest] = all
  if (!first) return []
  const joined: Bytes = { ...first }
  for (const { t, bytes, parts } of rest) {
    joined.t = t
    joined.bytes += bytes
    if (joined.parts && parts && joined.bytes <= MOST_CONTENT) joined.parts = [...joined.parts, ...parts]
    else delete joined.parts
  }
  return [joined]
}

function expectation({ expects, t }: Part, name: string, since: number): Expectation {
  const took = Math.ceil((PATIENCE * (t - since)) / 1000) * 1000
  const within = took > DEFAULT_WITHIN ? { within: Math.min(took, LONGEST_WITHIN) } : {}
  const { expect, ...fields } = expects
  return (
    expect === 'state'
      ? { expect, of: name, ...fields, ...within }
      : { expect, at: name, ...fields, ...within }
  ) as Expectation
}
