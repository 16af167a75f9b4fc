import { formatBytes } from '../../../../shared/bytes'
import { otherLeg, splitPassed } from '../../../../shared/ids'
import type { SocketModel } from '../../../../shared/model/model'
import { isTcp } from '../../../../shared/model/selectors'
import type { PathStep } from '../../../../shared/tcp/path'
import type { Side } from '../../../../shared/tcp/segments'
import { course, notes, troubles } from './course'
import type { ConnectionStory } from './story'
import { code, counted, milliseconds, row, table } from './text'

const SIDES = ['client', 'server'] as const

/** A connection, both ends side by side. `numberOf` gives the number of the one that an end belongs to, if that is told of. */
export function* connectionReport(
  connection: ConnectionStory,
  number: number,
  numberOf: (name: string) => number | undefined,
): Generator<string> {
  const { course: told } = connection
  const client = nameOf(connection, 'client')
  const server = nameOf(connection, 'server')
  yield `## Connection ${number}: ${client} and ${server}`
  yield ''
  yield* passage(connection, numberOf)
  yield* ends(connection)
  yield* states(connection)
  yield* course('### Calls and messages', told.rows, [client, server], (one) => {
    const words = code(one.words)
    return connection.sideOf(one.socket) === 'server' ? ['', words] : [words, '']
  })
  const { observed, captured } = told
  const unseen = [
    observed > 0 && `${counted(observed, 'reading')} of the kernel’s tables`,
    captured > 0 && `${counted(captured, 'captured segment')}`,
  ].filter((one) => one !== false)
  if (unseen.length > 0) {
    yield `Not in this table: ${unseen.join(' and ')}.`
    yield ''
  }
  yield* troubles('###', told.troubles)
  yield* notes('###', told.notes.values())
}

function nameOf(connection: ConnectionStory, side: Side): string {
  const name = connection.names[side]
  if (name === undefined)
    return side === 'client' ? 'a client that is not known' : 'a server that is not known'
  const label = connection.end(side)?.label
  return label === undefined ? code(name) : `${code(label)} (${code(name)})`
}

/** Which connections a proxy makes one way of. */
function* passage(
  { names: { client = '', server = '' } }: ConnectionStory,
  numberOf: (name: string) => number | undefined,
): Generator<string> {
  const onward = numberOf(otherLeg(server) ?? '')
  if (onward !== undefined) {
    yield `A proxy carries it on: connection ${onward}.`
    yield ''
  }
  const incoming = splitPassed(client) && otherLeg(client)
  if (incoming === undefined) return
  const number = numberOf(incoming)
  const which = number === undefined ? '' : `, connection ${number}`
  yield `With it a proxy carries on what comes in at ${code(incoming)}${which}.`
  yield ''
}

function* ends(connection: ConnectionStory): Generator<string> {
  yield* table('', 'Client', 'Server')
  const both = (what: string, words: (end: SocketModel) => string) =>
    row(what, ...SIDES.map((side) => say(connection.end(side), words)))
  yield row('Name', ...SIDES.map((side) => nameOf(connection, side)))
  yield both('Whose', ({ role, process, pid }) =>
    role === 'foreign'
      ? `another program’s${process === undefined ? '' : `: ${code(process)}`}${pid === undefined ? '' : ` (process ${pid})`}`
      : 'the lab’s',
  )
  yield both('Address', ({ local = '' }) => code(local))
  yield both('Listener', ({ listener = '' }) => code(listener))
  yield both('Sent', ({ sent }) => `${counted(sent.count, 'message')}, ${formatBytes(sent.bytes)}`)
  yield both(
    'Received',
    ({ received }) => `${formatBytes(received.bytes)} in ${counted(received.count, 'read')}`,
  )
  yield both('State at the end', (end) => (isTcp(end) ? code(end.state) : 'none: not TCP'))
  yield ''
}

function say(end: SocketModel | undefined, words: (end: SocketModel) => string): string {
  return end ? words(end) : ''
}

function* states(connection: ConnectionStory): Generator<string> {
  const steps = SIDES.flatMap((side) => (connection.end(side)?.path ?? []).map((step) => ({ side, step })))
  if (steps.length === 0) return
  steps.sort((a, b) => a.step.t - b.step.t || a.step.seq - b.step.seq)
  yield '### States'
  yield ''
  yield* table('ms', nameOf(connection, 'client'), nameOf(connection, 'server'), 'How it is known')
  for (const { side, step } of steps) {
    const words = code(`${step.from} → ${step.to}`)
    yield row(momentOf(step), ...(side === 'client' ? [words, ''] : ['', words]), knownHow(step))
  }
  yield ''
}

function momentOf({ tMin, tMax }: PathStep): string {
  return tMin === tMax ? milliseconds(tMin) : `${milliseconds(tMin)} to ${milliseconds(tMax)}`
}

function knownHow({ provenance, confidence, because, alternatives, confirmed, corrects }: PathStep): string {
  const words = [`${provenance}, ${confidence}`]
  if (because.length > 0) words.push(`from ${because.length === 1 ? 'event' : 'events'} ${list(because)}`)
  if (confirmed !== undefined) words.push(`confirmed by event ${confirmed}`)
  if (corrects) words.push(`corrects ${code(corrects.to)}`)
  if (alternatives.length > 0) {
    const others = alternatives.map((states) => (states.length === 0 ? 'nothing' : code(states.join(' → '))))
    words.push(`or ${others.slice(0, 5).join(', or ')} instead`)
  }
  return words.join('; ')
}

function list(seqs: readonly number[]): string {
  const [shown, rest] = [seqs.slice(0, 10), seqs.length - 10]
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
