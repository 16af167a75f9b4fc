import { connectionReport } from './connection'
import { course, notes, troubles } from './course'
import type { Story } from './story'
import { code, counted } from './text'

/** The lines of a report, in English. All text of the log is in code spans: `code`. */
export function* report(story: Story, title: string): Generator<string> {
  const { others, connections, count } = story
  yield `# ${title}`
  yield ''
  yield* facts(story)
  yield* course('## Beside the connections', others.rows, ['Socket', 'What happened'], (one) => [
    code(one.socket ?? ''),
    code(one.words),
  ])
  yield* troubles('##', others.troubles)
  yield* notes('##', others.notes.values())
  const numbers = new Map(
    connections.flatMap(({ names }, index) => Object.values(names).map((name) => [name, index + 1] as const)),
  )
  for (const [index, connection] of connections.entries()) {
    yield* connectionReport(connection, index + 1, (name) => numbers.get(name))
  }
  if (count > connections.length) {
    yield `## ${counted(count - connections.length, 'connection')} more`
    yield ''
    yield 'They are left out here. Each can be exported by itself, and the other formats have all of them.'
    yield ''
  }
  yield* LEGEND
}

function* facts({ wall, versions, events, failures, count }: Story): Generator<string> {
  const made = Object.entries(versions).map(([what, version]) => code(`${what} ${version}`))
  if (wall !== '') yield `- Recorded: ${code(wall)}; times are in ms since then`
  if (made.length > 0) yield `- By: ${made.slice(0, 10).join(', ')}`
  yield `- ${counted(events, 'event')}, ${counted(count, 'connection')}, ${counted(failures, 'failure')}`
  yield ''
}

const LEGEND = [
  '## How states are known',
  '',
  '- inferred: concluded from calls and events; observed: read in the kernel’s tables; captured: seen on the wire',
  '- exact: it happened, at this moment; order: it happened in this place of the sequence, some time in the given span; ' +
    'possible: one of several stories',
  '',
]
