import { hasBytes, type LabEvent } from '../../../shared/events'
import { SessionIndex } from '../read/session-index'
import type { SessionFacts } from './protocol'
import { SessionWriter } from './session-writer'

/** Writes a whole log as a session into `folder`, which is made. Throws Node's error if it can't be written, and what `events` throws. */
export async function writeEvents(
  events: AsyncIterable<LabEvent>,
  folder: string,
  facts: SessionFacts,
): Promise<void> {
  const index = new SessionIndex()
  const writer = new SessionWriter(folder, facts, index, () => {})
  for await (const event of events) writer.write([{ event, data: dataOf(event) }])
  await writer.end({ at: new Date().toISOString(), events: index.head, t: index.end })
}

/** What is kept of an event's bytes: of a message's, or of a captured packet's. */
function dataOf(event: LabEvent): Uint8Array | undefined {
  if (hasBytes(event)) return event.data
  return event.kind === 'segment' ? event.frame?.data : undefined
}
