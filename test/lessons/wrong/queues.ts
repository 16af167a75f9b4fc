import type { Wrong } from './wrong'

export const queues: Wrong[] = [
  {
    lesson: 'one-at-a-time',
    step: 1,
    instead: [
      { do: 'listen', as: 'server', serve: 'one-at-a-time', respond: { with: 'upper' } },
      { do: 'connect', as: 'alice', to: 'server' },
    ],
    unmet: [2],
  },
  {
    lesson: 'one-at-a-time',
    step: 3,
    instead: [{ do: 'send', from: 'alice', text: 'me first' }],
    unmet: [1],
  },
  // He who waits leaves, in place of her who is served.
  { lesson: 'one-at-a-time', step: 4, instead: [{ do: 'close', socket: 'bob' }], unmet: [1, 2] },
  // Nobody freezes it.
  {
    lesson: 'accept-queue',
    step: 1,
    instead: [{ do: 'listen', as: 'server', backlog: 1, respond: { with: 'upper' } }],
    unmet: [2],
  },
  // Thawed too early: they are connected at once.
  {
    lesson: 'accept-queue',
    step: 3,
    instead: [
      { do: 'thaw', socket: 'server' },
      { do: 'connect', as: 'carol', to: 'server' },
      { do: 'connect', as: 'dave', to: 'server' },
      { do: 'connect', as: 'erin', to: 'server' },
    ],
    unmet: [1, 2, 3],
  },
  // The server stops listening, in place of accepting again.
  {
    lesson: 'accept-queue',
    step: 4,
    instead: [{ do: 'close', socket: 'server' }],
    unmet: [1, 2, 3, 4, 5, 6],
  },
  {
    lesson: 'send-and-sendall',
    step: 1,
    instead: [
      { do: 'listen', as: 'server', respond: { with: 'none' } },
      { do: 'connect', as: 'alice', to: 'server' },
      { do: 'pause', socket: 'alice' },
    ],
    unmet: [2],
  },
  {
    lesson: 'send-and-sendall',
    step: 3,
    instead: [{ do: 'send', from: 'alice', text: 'a little more' }],
    unmet: [1],
  },
  {
    lesson: 'send-and-sendall',
    step: 3,
    instead: [
      { do: 'resume', socket: 'alice@server' },
      { do: 'send', from: 'alice', file: 'data/64-kib.txt' },
    ],
    unmet: [1],
  },
  { lesson: 'send-and-sendall', step: 5, instead: [{ do: 'close', socket: 'alice@server' }], unmet: [1, 2] },
  // Read between the two sends.
  {
    lesson: 'no-messages',
    step: 2,
    instead: [
      { do: 'send', from: 'alice', text: 'hello' },
      { do: 'recv', socket: 'alice@server' },
      { do: 'send', from: 'alice', text: 'world' },
      { do: 'recv', socket: 'alice@server' },
    ],
    unmet: [1],
  },
  {
    lesson: 'no-messages',
    step: 3,
    instead: [
      { do: 'send', from: 'alice', text: 'hello again' },
      { do: 'wait', ms: 100 },
      { do: 'recv', socket: 'alice@server' },
    ],
    unmet: [1, 2],
  },
  // Both words in one message.
  {
    lesson: 'no-messages',
    step: 4,
    instead: [
      { do: 'listen', as: 'framed', respond: { with: 'upper' }, framing: { by: 'length', bytes: 4 } },
      { do: 'connect', as: 'bob', to: 'framed', framing: { by: 'length', bytes: 4 } },
      { do: 'send', from: 'bob', text: 'helloworld' },
    ],
    unmet: [1, 2, 3],
  },
  // Without a length, its first letters are taken for one.
  {
    lesson: 'no-messages',
    step: 5,
    instead: [
      { do: 'connect', as: 'carol', to: 'framed' },
      { do: 'send', from: 'carol', text: 'hello' },
    ],
    unmet: [1, 2],
  },
  // The last line has no end.
  {
    lesson: 'no-messages',
    step: 6,
    instead: [
      { do: 'listen', as: 'lines', respond: { with: 'upper' }, framing: { by: 'line' } },
      { do: 'connect', as: 'dave', to: 'lines' },
      { do: 'send', from: 'dave', text: 'one\ntwo\nthree' },
    ],
    unmet: [2, 3],
  },
  {
    lesson: 'chat',
    step: 2,
    instead: [{ do: 'send', from: 'alice@room', text: 'hello, all' }],
    unmet: [1, 2],
  },
  { lesson: 'chat', step: 3, instead: [{ do: 'send', from: 'bob', text: 'me first!' }], unmet: [2, 3] },
  {
    lesson: 'chat',
    step: 4,
    instead: [
      { do: 'reset', socket: 'carol' },
      { do: 'send', from: 'alice', text: 'still there?' },
    ],
    unmet: [1],
  },
  {
    lesson: 'chat',
    step: 5,
    instead: [
      { do: 'close', socket: 'bob' },
      { do: 'send', from: 'alice', text: 'who is left?' },
    ],
    unmet: [1, 2],
  },
  // Nobody else calls.
  {
    lesson: 'one-at-a-time',
    step: 2,
    instead: [{ do: 'send', from: 'alice', text: 'me again' }],
    unmet: [1],
  },
  // Only one of the two speaks.
  {
    lesson: 'one-at-a-time',
    step: 5,
    instead: [
      { do: 'listen', as: 'loop', respond: { with: 'upper' } },
      { do: 'connect', as: 'carol', to: 'loop' },
      { do: 'connect', as: 'dave', to: 'loop' },
      { do: 'send', from: 'dave', text: 'me' },
    ],
    unmet: [2],
  },
  {
    lesson: 'accept-queue',
    step: 2,
    instead: [{ do: 'connect', as: 'alice', to: 'server' }],
    unmet: [2, 3, 4],
  },
  { lesson: 'accept-queue', step: 5, instead: [{ do: 'send', from: 'bob', text: 'two' }], unmet: [1, 2, 3] },
  {
    lesson: 'send-and-sendall',
    step: 2,
    instead: [{ do: 'send', from: 'alice@server', text: 'hello' }],
    unmet: [1],
  },
  // A server that reads by itself plays no role here.
  {
    lesson: 'no-messages',
    step: 1,
    instead: [
      { do: 'listen', as: 'other' },
      { do: 'connect', as: 'alice', to: 'other' },
    ],
    unmet: [1, 2],
  },
  {
    lesson: 'chat',
    step: 1,
    instead: [
      { do: 'listen', as: 'room', respond: { with: 'broadcast' } },
      { do: 'connect', as: 'alice', to: 'room' },
      { do: 'connect', as: 'bob', to: 'room' },
    ],
    unmet: [3],
  },
]
