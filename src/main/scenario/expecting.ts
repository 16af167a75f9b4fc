import type { LabEvent } from '../../shared/events'
import type { Model } from '../../shared/model/model'
import {
  Cursor,
  type EventExpectation,
  type Resolved,
  type StateExpectation,
  stateHolds,
} from '../../shared/scenario'
import { seenEvents, seenStates } from './seen'

/** Members of a group for which it is told what was seen instead. */
const TOLD_MEMBERS = 5

/** One expectation being waited for, over all members of its group. */
export interface Test {
  /** Looks at a new event, or at everything so far; true when it is decided. */
  look(event: LabEvent | undefined): boolean
  /** How many members have not met it yet. */
  open(): number
  /** What was seen at them instead. */
  seen(): string[]
}

/** Where expectations of events look. Only sockets that one is about have a cursor. */
export class Cursors {
  readonly #cursors = new Map<string, Cursor>()

  /** `expectation` will be about `name`. */
  put(expectation: EventExpectation, name: string): void {
    this.#cursors.set(cursorOf(expectation, name), new Cursor())
  }

  take(event: LabEvent): void {
    for (const key of cursorsOf(event)) this.#cursors.get(key)?.take(event)
  }

  at(key: string): Cursor {
    const cursor = this.#cursors.get(key)
    if (!cursor) throw new Error(`no cursor for ${key}`)
    return cursor
  }
}

export function stateTest(names: readonly string[], step: StateExpectation, model: Model): Test {
  const open = new Set(names)
  const look = (event: LabEvent | undefined): boolean => {
    const changed =
      event === undefined
        ? [...open]
        : (event.kind === 'state' || event.kind === 'observed') && open.has(event.socket)
          ? [event.socket]
          : []
    for (const name of changed) if (stateHolds(model, name, step)) open.delete(name)
    return open.size === 0
  }
  const seen = () => told([...open], (name) => [seenStates(model, name)])
  return { look, open: () => open.size, seen }
}

export function eventTest(at: Resolved, step: EventExpectation, cursors: Cursors): Test {
  const keys = at.names.map((name) => cursorOf(step, name))
  const open = new Map(keys.map((key) => [key, cursors.at(key).expect(step, at)]))
  const impossible = new Map<string, string>()
  const look = (event: LabEvent | undefined): boolean => {
    const changed = event === undefined ? [...open.keys()] : cursorsOf(event)
    for (const key of changed) {
      const verdict = open.get(key)?.look()
      if (verdict?.met) open.delete(key)
      else if (verdict) impossible.set(key, verdict.why)
    }
    return open.size === 0 || impossible.size > 0
  }
  const seen = () =>
    told(impossible.size > 0 ? [...impossible.keys()] : [...open.keys()], (key) => {
      const progress = open.get(key)?.progress
      const partly = progress && `${progress.have} of ${progress.wanted} bytes came`
      return seenEvents(cursors.at(key), key.slice(key.indexOf('\n') + 1), impossible.get(key) ?? partly)
    })
  return { look, open: () => open.size, seen }
}

/**
 * Where an expectation looks. What a watch, or a program, is found to have comes when the kernel's tables are read: in no order
 * with what happens at itself, so that it has a cursor of its own. No name has a line break.
 */
function cursorOf({ expect, at }: EventExpectation, name: string): string {
  return expect === 'found' && !isEnd(at) ? `found\n${name}` : name
}

/** Called by an address, or as `alice@shop`: an end, and no watch. */
function isEnd(name: string): boolean {
  return name.includes(':') || name.includes('@')
}

/** The cursors that an event moves past. */
function cursorsOf(event: LabEvent): string[] {
  if (event.socket === undefined) return []
  return event.kind === 'found' && event.watch !== undefined
    ? [event.socket, `found\n${event.watch}`]
    : [event.socket]
}

function told(keys: string[], lines: (key: string) => string[]): string[] {
  const rest = keys.length - TOLD_MEMBERS
  return [...keys.slice(0, TOLD_MEMBERS).flatMap(lines), ...(rest > 0 ? [`and so on for ${rest} more`] : [])]
}
