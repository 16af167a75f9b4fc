import { visible } from '../../../shared/bytes'
import type { EventOf, LabEvent, StateChanged } from '../../../shared/events'
import { loadOf } from '../../../shared/model/loads'
import type { Model, SocketModel } from '../../../shared/model/model'
import { isExpectation, type Scenario, type Step } from '../../../shared/scenario'
import type { Confidence } from '../../../shared/tcp/states'
import { eventWords } from '../../scenario/describe'
import { expectationWords, stepWords } from '../../scenario/describe-step'
import type { Stop } from '../../scenario/path'
import type { Ending, Evaluated, Reporter } from '../../scenario/reporter'
import type { Output } from '../output'
import { loadReport } from './load'
import { MessageRun } from './message-run'
import type { Style } from './style'
import { listenerPaths, type Story, stories } from './summary'

const TIME_WIDTH = 10
/** Where the server's side of the story begins, columns after the time: callers left, called ends right. */
const LANE = 22
/** Names of a story's connections that are listed before the rest is counted. */
const LISTED = 3
/** How a transition is marked that isn't known exactly. */
const MARKS: Partial<Record<Confidence, { sign: string; meaning: string }>> = {
  order: { sign: '~', meaning: 'it happened, in this place; the moment is known within bounds only' },
  possible: { sign: '?', meaning: 'one of several possible stories' },
}
/** So often it is told where a load stands, ms. */
const LOAD_TOLD_MS = 1000
/** Expectations that are met sooner than this were met already, ms. */
const INSTANT = 0.5

/** The story of a run for people: what each end did, and the state it was in. */
export class PrettyReporter implements Reporter {
  #out: Output
  #style: Style
  /** Whose marks were used, so that the closing lines explain them. */
  #marks = new Set<Confidence>()
  #run: MessageRun
  /** By name of a load: when it was told where it stands, ms since it began. */
  readonly #loads = new Map<string, number>()
  #met = 0
  #expected = 0

  constructor(out: Output, style: Style) {
    this.#out = out
    this.#style = style
    this.#run = new MessageRun((line) =>
      this.#out.line(() => this.#style.faint(`${' '.repeat(TIME_WIDTH + 2)}${line}`)),
    )
  }

  start(scenario: Scenario): void {
    this.heading(scenario)
    this.#expected = scenario.steps.filter(isExpectation).length
  }

  /** What is told, and whose story stands where. */
  heading({ title, description }: { title?: string | undefined; description?: string | undefined }): void {
    const { strong, faint } = this.#style
    if (title !== undefined) this.#out.line(strong(visible(title)))
    if (description !== undefined) {
      for (const line of description.split(/\r\n|\n|\r/)) this.#out.line(faint(visible(line)))
    }
    const head = `${'ms'.padStart(TIME_WIDTH)}  ${'calling end'.padEnd(LANE)}called end`
    this.#out.line('')
    this.#out.line(faint(head))
  }

  /** A part of several steps begins. */
  section(title: string): void {
    this.#run.end()
    this.#out.line('')
    this.#out.line(this.#style.strong(title))
  }

  step(number: number, step: Step): void {
    this.#run.end()
    if (!isExpectation(step)) {
      this.#out.line(() => this.#style.step(`${String(number).padStart(TIME_WIDTH)}. ${stepWords(step)}`))
    }
  }

  event(event: LabEvent, model: Model): void {
    // A user's own commands are the steps' headings.
    if (event.kind === 'asked' && event.by === 'user' && !event.deferred) return
    // Nor is the course of a lesson, whose steps have headings, too.
    if (event.kind === 'lesson') return
    if (event.kind === 'load' && !this.#tells(event)) return
    // What its clients do is told in sum.
    if (event.socket !== undefined && loadOf(model.loads, event.socket)) return
    const socket = event.socket === undefined ? undefined : model.sockets.get(event.socket)
    const peer = socket?.peer === undefined ? undefined : model.sockets.get(socket.peer)
    // The model goes on; the words are made later.
    const after = socket && peer && event.kind === 'state' ? bothStates(socket, peer) : ''
    const lane = isCalled(event, socket, peer) ? ' '.repeat(LANE) : ''
    if (this.#run.takes(event, lane)) return
    this.#out.line(() => this.#eventLine(event, lane, after))
  }

  #eventLine(event: LabEvent, lane: string, after: string): string {
    const { faint, bad } = this.#style
    const name = event.socket === undefined ? '' : `${visible(event.socket)}  `
    const [words, ...more] = this.#words(event, after)
    const body = event.kind === 'failed' || event.kind === 'dropped' ? bad(words) : words
    const line = `${faint(event.t.toFixed(3).padStart(TIME_WIDTH))}  ${lane}${name}${body}`
    const indent = ' '.repeat(TIME_WIDTH + 2 + lane.length + name.length)
    return [line, ...more.map((each) => `${indent}${each}`)].join('\n')
  }

  /** What an event says, and what stands in lines below. */
  #words(event: LabEvent, after: string): [words: string, ...more: string[]] {
    if (event.kind === 'state') return [this.#stateWords(event, after)]
    if (event.kind === 'failed' && event.advice !== undefined) {
      return [eventWords(event), this.#style.faint(visible(event.advice))]
    }
    if (event.kind !== 'note' || event.topic !== 'pinned') return [eventWords(event)]
    // As the person wrote it.
    const [first = '', ...rest] = event.text.trimEnd().split(/\r\n|\n|\r/)
    return [eventWords({ ...event, text: first }), ...rest.map(visible)]
  }

  /** Of the course of a load, its beginning and end, and where it stands once in a while. */
  #tells({ phase, socket, ms }: EventOf<'load'>): boolean {
    if (phase === 'progress' && ms - (this.#loads.get(socket) ?? 0) < LOAD_TOLD_MS) return false
    this.#loads.set(socket, ms)
    return true
  }

  evaluated({ number, step, met, took, seen }: Evaluated): void {
    const { good, bad, faint } = this.#style
    this.#run.end()
    if (met) this.#met++
    const mark = met ? good('✓') : bad('✗')
    const words = expectationWords(step)
    const time = met && took < INSTANT ? '' : faint(` (${met ? 'after' : 'waited'} ${took.toFixed(1)} ms)`)
    this.#out.line(`${String(number).padStart(TIME_WIDTH)}. ${mark} ${met ? words : bad(words)}${time}`)
    for (const line of seen) this.#out.line(`${' '.repeat(TIME_WIDTH + 4)}${line}`)
  }

  end(ending: Ending, model: Model): void {
    const { good, bad } = this.#style
    this.closing(model)
    const count = `${this.#met} of ${this.#expected} expectation${this.#expected === 1 ? '' : 's'} met`
    const verdict = { done: good(count), unmet: bad(count), stopped: bad(`stopped; ${count}`) }[ending]
    this.#out.line(this.#expected === 0 && ending === 'done' ? 'Done; nothing was expected.' : verdict)
  }

  /** The paths that all ends took, and what the marks mean. */
  closing(model: Model): void {
    this.#run.end()
    const listening = listenerPaths(model)
    const told = stories(model)
    this.#out.line('')
    // Datagram sockets have no states to go through.
    if (listening.length > 0 || told.length > 0) {
      this.#out.line(this.#style.strong('What each end went through'))
    }
    for (const { name, path } of listening) this.#out.line(`  ${name}  ${this.#path(path)}`)
    for (const story of told) this.#story(story)
    for (const load of model.loads.values()) {
      this.#out.line('')
      this.#out.line(this.#style.strong(`What came of the load ${visible(load.name)}`))
      for (const line of loadReport(load)) this.#out.line(`  ${visible(line)}`)
    }
    if (model.gone > 0) this.#out.line(this.#style.faint(`  ${goneWords(model.gone)}`))
    this.#out.line(() => this.#legend())
  }

  #legend(): string {
    const lines = [...this.#marks].map((confidence) => {
      const mark = MARKS[confidence]
      return this.#style.faint(`  ${mark?.sign}  ${mark?.meaning}`)
    })
    return [...lines, ''].join('\n')
  }

  #story({ names, client, server }: Story): void {
    const { faint } = this.#style
    const listed = names.slice(0, LISTED)
    const width = Math.max(...listed.flat().map((name) => name?.length ?? 0))
    for (const [index, [caller, called]] of listed.entries()) {
      const row = (name: string, path: readonly Stop[]) =>
        this.#out.line(`  ${name.padEnd(width)}  ${index === 0 ? this.#path(path) : faint('the same')}`)
      row(caller, client)
      if (called !== undefined) row(called, server)
    }
    const rest = names.length - listed.length
    if (rest > 0) this.#out.line(faint(`  and ${rest} more connection${rest === 1 ? '' : 's'} like these`))
  }

  #path(path: readonly Stop[]): string {
    if (path.length === 0) return this.#style.faint('no TCP state known')
    return path.map(({ state, sure }) => `${this.#style.state(state)}${sure ? '' : '?'}`).join(' → ')
  }

  /** A transition with what is known of it, and the states of both ends after it. */
  #stateWords(event: StateChanged, after: string): string {
    const { state, strong, faint } = this.#style
    const mark = MARKS[event.confidence]
    if (mark !== undefined) this.#marks.add(event.confidence)
    const notes = event.alternatives.map((states) => `or ${states.join(' → ') || 'not at all'}`)
    if (event.provenance !== 'inferred') notes.push(event.provenance)
    if (event.supersedes !== undefined) notes.push('corrects an earlier conclusion')
    const told = `${mark === undefined ? '' : ` ${mark.sign}`}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`
    const words =
      event.from === event.to
        ? `still ${strong(state(event.to))}`
        : `${state(event.from)} → ${strong(state(event.to))}`
    return `${words}${told}${faint(after)}`
  }
}

function goneWords(count: number): string {
  return `and ${count} socket${count === 1 ? '' : 's'} before, which had long been closed`
}

/** True for events on the right: at a listener, or at the end that was connected to. */
function isCalled(event: LabEvent, socket: SocketModel | undefined, peer: SocketModel | undefined): boolean {
  if (socket?.role === 'foreign') return peer?.role === 'client'
  return (
    socket?.role === 'listener' ||
    socket?.role === 'accepted' ||
    (event.kind === 'listening' && event.transport !== 'udp')
  )
}

/** `   [FIN_WAIT_2 | CLOSE_WAIT]`: the states of the calling and of the called end. */
function bothStates(socket: SocketModel, peer: SocketModel): string {
  const [caller, called] =
    socket.role === 'accepted' || peer.role === 'client' ? [peer, socket] : [socket, peer]
  return `   [${caller.state} | ${called.state}]`
}
