import type { EventSource } from '../events'
import { report } from './report'
import { Story } from './story'
import { counted } from './text'

/**
 * A report for people, in Markdown (CommonMark, with the tables of GitHub's). Of long sessions it has the first connections, and of
 * long connections the beginning and the end. `socket`: the log is about the connection that it is an end of.
 */
export async function* markdown(
  source: EventSource,
  left: string[],
  socket?: string,
): AsyncGenerator<string> {
  const story = new Story()
  for await (const event of source()) story.take(event)
  for (const line of report(
    story,
    socket === undefined ? 'A session of Socket Lab' : 'A connection in Socket Lab',
  )) {
    yield `${line}\n`
  }
  const { count, connections } = story
  if (count > connections.length) left.push(counted(count - connections.length, 'connection'))
  const long = connections.filter(({ course }) => course.rows.left > 0)
  const rows = long.reduce((sum, { course }) => sum + course.rows.left, story.others.rows.left)
  if (rows > 0) left.push(`${counted(rows, 'event')} in the middle of long connections`)
}
