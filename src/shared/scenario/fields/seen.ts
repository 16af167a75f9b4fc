import { z } from 'zod'
import { LOOKUP_CALLS } from '../../commands/lookups'
import { address, amount, count, milliseconds, name, some, state, yes } from './values'

/** When a reading of the kernel's tables was. */
const reading = {
  began: z.number().describe('When the reading began, ms: the row held between this and `t`'),
  since: z.number().describe('When the reading before it began, ms'),
  uid: count.describe('The user whose process holds the socket'),
  inode: count.describe('Of the socket, in the kernel'),
}

/** Of events that the kernel's tables, packets and the resolver tell. */
export const SEEN_FIELDS = {
  observed: {
    by: z.enum(['procfs', 'netstat']).describe('What was read'),
    state: state.describe('CLOSED: the row is gone'),
    ...reading,
    sendQueue: count.describe(
      'Bytes that the peer has not acknowledged; of a listener, the limit of its queue',
    ),
    receiveQueue: count.describe(
      'Bytes that are not read; of a listener, connections that wait to be accepted',
    ),
    timer: some,
  },
  measured: {
    by: z.enum(['procfs']).describe('What was read'),
    ...reading,
    sendQueue: amount.describe('Memory of what has not left the machine, bytes'),
    receiveQueue: amount.describe('Memory of what is not read, bytes: more than the datagrams carry'),
    drops: amount.describe('Datagrams for which there was no room, since the socket is open'),
  },
  segment: {
    to: name.describe('The end that it goes to; `at` has sent it'),
    local: address,
    remote: address,
    flags: z.string().describe('Of C, E, U, A, P, R, S, F, in this order: "S", "AS", "A", "AF", "R"'),
    sequence: z.int().describe("Relative to the sender's first: SYN is 0"),
    acknowledgement: z.int().describe("Relative to the receiver's first; absent without ACK"),
    raw: some,
    bytes: count.describe('Of payload'),
    window: count.describe('Receive window, bytes'),
    again: yes.describe('All of it has been seen before'),
    options: some,
  },
  contradicted: {
    by: z.enum(['observed', 'captured']).describe('What has shown it: the kernel, or the wire'),
    inferred: state.describe('The state that had been concluded'),
    seen: state.describe('The state that was seen'),
    because: z.array(count).describe('`seq` of what was concluded, and of what was seen'),
  },
  found: {
    as: z.enum(['listener', 'server', 'client']).describe('Listens; was called; has called'),
    local: address,
    remote: address,
    peer: name.describe('The other end'),
    listener: name.describe('Which accepted it'),
    watch: name.describe('What it was looked for'),
    uid: count.describe('The user whose process holds it'),
    pid: count.describe('Its process'),
    process: z.string().describe('Name of the program'),
  },
  watching: {
    port: count.describe('The local port that is looked for'),
    host: z.string().describe('The local address'),
    pid: count.describe('The process whose sockets are looked for'),
    children: yes.describe('And of the processes that it has started'),
    process: z.string().describe('Name of the program'),
  },
  unwatched: {},
  lookedUp: {
    by: z.enum(LOOKUP_CALLS).describe("The call; absent: getaddrinfo, for a client's call"),
    host: z.string().describe('What was looked up'),
    addresses: z.array(some).describe('In their order: `address`, `family`'),
    name: z.string().describe('The name that was found'),
    service: z.string().describe('Of getnameinfo: what the port is called'),
    given: yes.describe('The command said what the name stands for'),
    took: milliseconds.describe('How long it took, ms'),
    error: some,
  },
}
