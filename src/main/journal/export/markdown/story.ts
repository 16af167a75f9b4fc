import type { LabEvent } from '../../../../shared/events'
import { emptyModel, type Model, type SocketModel } from '../../../../shared/model/model'
import { reduce } from '../../../../shared/model/reduce'
import type { Side } from '../../../../shared/tcp/segments'
import { eventWords } from '../../../scenario/describe'
import { Pair, Pairs } from '../pairs'
import { FirstAndLast } from './rows'

/** So many connections of a session are told of. */
const CONNECTIONS = 100
/** Of what happened at one: so many from the beginning, and from the end. */
const ROWS = 250
/** Failures and notes of one. */
const LISTED = 50

/** What happened, in words. */
export interface Row {
  seq: number
  t: number
  socket: string | undefined
  words: string
}

/** A failure, with what can be done about it. */
export interface Trouble extends Row {
  advice?: string
}

/** What a report says of something that happened in the course of time. */
class Course {
  readonly rows = new FirstAndLast<Row>(ROWS)
  readonly troubles = new FirstAndLast<Trouble>(LISTED)
  /** By `seq` of the newest version of each. */
  readonly notes = new Map<number, Row>()
  /** Readings of the kernel's tables, and captured segments, which have no rows. */
  observed = 0
  captured = 0

  take(event: LabEvent): void {
    const { seq, t, socket } = event
    switch (event.kind) {
      case 'opened':
      case 'state':
        return
      case 'observed':
        this.observed++
        return
      case 'segment':
        this.captured++
        return
      case 'note':
        if (event.topic === 'clock') return
        if (event.topic === 'pinned') {
          this.#pin({ seq, t, socket, words: event.text }, event.about, event.replaces)
          return
        }
    }
    const told = { seq, t, socket, words: eventWords(event) }
    this.rows.add(told)
    if (event.kind === 'failed' || event.kind === 'dropped' || event.kind === 'contradicted') {
      const advice = event.kind === 'failed' ? event.advice : undefined
      this.troubles.add({ ...told, ...(advice !== undefined && { advice }) })
    }
  }

  #pin(note: Row, about: number | undefined, replaces: number | undefined): void {
    if (replaces !== undefined) this.notes.delete(replaces)
    if (note.words === '' || this.notes.size >= LISTED) return
    this.notes.set(note.seq, { ...note, seq: about ?? note.seq })
  }
}

/** A connection, and what is told of it. */
export class ConnectionStory extends Pair {
  readonly course = new Course()
  readonly #model: Model = emptyModel()

  take(event: LabEvent): void {
    reduce(this.#model, event)
    this.course.take(event)
  }

  end(side: Side): SocketModel | undefined {
    return this.#model.sockets.get(this.names[side] ?? '')
  }
}

/** A whole log, or what of it is about one connection. */
export class Story {
  wall = ''
  versions: Record<string, string> = {}
  events = 0
  failures = 0
  /** How many there were, also of those that are not told of. */
  count = 0
  readonly connections: ConnectionStory[] = []
  /** What is about no connection: listeners, and the lab itself. */
  readonly others = new Course()
  readonly #pairs = new Pairs(
    () => {
      const story = new ConnectionStory()
      if (++this.count <= CONNECTIONS) this.connections.push(story)
      else this.#untold.add(story)
      return story
    },
    { open: 100_000, over: 5000 },
  )
  readonly #untold = new WeakSet<ConnectionStory>()

  take(event: LabEvent): void {
    this.events++
    if (event.kind === 'failed') this.failures++
    if (event.kind === 'opened') {
      this.wall = event.wall
      this.versions = event.versions
    }
    const connection = this.#pairs.take(event)
    if (!connection) this.others.take(event)
    else if (!this.#untold.has(connection)) connection.take(event)
  }
}
