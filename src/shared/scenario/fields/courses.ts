import { z } from 'zod'
import { LATENCY_FIELDS } from '../../load'
import { amount, count, milliseconds, some } from './values'

const latency = z.strictObject(
  Object.fromEntries(LATENCY_FIELDS.map((field) => [field, milliseconds.optional()])),
)

/** Of events about programs, loads and notes. */
export const COURSE_FIELDS = {
  spawned: {
    pid: count.describe('Its process'),
    command: z.array(z.string()).describe('What was started, and its arguments'),
    cwd: z.string().describe('The folder that it runs in'),
  },
  output: {
    stream: z.enum(['stdout', 'stderr']).describe('Where it wrote'),
    text: z.string().describe('What it wrote'),
    omitted: amount.describe('Bytes right before, which were left out since they came too fast'),
  },
  exited: {
    code: count.describe('Exit status'),
    signal: z.string().describe('The signal that ended it'),
  },
  note: {
    text: z.string().describe('What it says'),
    topic: z.enum(['clock', 'pinned']).describe("The wall clock's time; a person's"),
    wall: z.string().describe('Wall-clock time, ISO 8601'),
    about: count.describe('`seq` of the event that it is pinned to'),
    replaces: count.describe('`seq` of the note that it takes the place of'),
  },
  load: {
    phase: z.enum(['started', 'progress', 'ended']).describe('Progress is told four times a second'),
    plan: some,
    by: z
      .enum(['time', 'stop', 'clients', 'lab'])
      .describe('Its time is over; it was stopped; no client is left; the lab was closed'),
    finishing: z
      .literal(true)
      .describe('It sends no more, and waits for answers and for its clients to close'),
    ms: milliseconds.describe('Since it began'),
    calling: amount.describe('Clients that are connecting now'),
    open: amount.describe('Clients that are connected now'),
    opened: amount.describe('Clients that got connected'),
    closed: amount.describe('Clients that were closed'),
    failed: amount.describe('Clients that an error, or a drop, has ended'),
    errors: z.record(z.string(), amount).describe('By code, how many clients it has ended'),
    sent: amount.describe('Messages that were written'),
    answered: amount.describe('Of these, done'),
    unanswered: amount.describe('Of these, not done'),
    sentBytes: amount.describe('Of those messages'),
    receivedBytes: amount.describe('All that the clients have read'),
    blocked: amount.describe('Clients that wait, since the kernel takes no more of them, now'),
    blockings: amount.describe('How often that has come'),
    behind: milliseconds.describe('How late the latest message was written, ms'),
    latency: latency.describe('Of all messages that are done; milliseconds, but for `count`'),
    recent: latency.describe('Of those since the event before; milliseconds, but for `count`'),
  },
}
