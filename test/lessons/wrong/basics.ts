import type { Wrong } from './wrong'

export const basics: Wrong[] = [
  // A server that answers in another way is not the one of the lesson.
  {
    lesson: 'server-and-client',
    step: 1,
    instead: [{ do: 'listen', as: 'other', respond: { with: 'upper' } }],
    unmet: [1, 2],
  },
  // Another server is called.
  {
    lesson: 'server-and-client',
    step: 2,
    instead: [
      { do: 'listen', as: 'other', respond: { with: 'echo' } },
      { do: 'connect', as: 'alice', to: 'other' },
    ],
    unmet: [1, 2],
  },
  {
    lesson: 'server-and-client',
    step: 3,
    instead: [{ do: 'send', from: 'alice@server', text: 'hello' }],
    unmet: [1, 2],
  },
  {
    lesson: 'server-and-client',
    step: 4,
    instead: [{ do: 'reset', socket: 'alice' }],
    unmet: [2],
  },
  // It is called once more.
  {
    lesson: 'server-and-client',
    step: 5,
    instead: [{ do: 'connect', as: 'bob', to: 'server' }],
    unmet: [1, 2],
  },
  // Nobody listens there.
  {
    lesson: 'three-way-handshake',
    step: 1,
    instead: [
      { do: 'listen', as: 'server' },
      { do: 'connect', as: 'stray', host: '127.0.0.1', port: { freePort: 'none' } },
    ],
    unmet: [1, 2, 3, 4],
  },
  {
    lesson: 'three-way-handshake',
    step: 2,
    instead: [{ do: 'send', from: 'alice@server', text: 'hello' }],
    unmet: [1],
  },
  // It accepts all the while.
  {
    lesson: 'three-way-handshake',
    step: 3,
    instead: [{ do: 'connect', as: 'bob', to: 'server' }],
    unmet: [1],
  },
  // The one that waits leaves; nobody accepts it.
  {
    lesson: 'three-way-handshake',
    step: 4,
    instead: [{ do: 'close', socket: 'bob' }],
    unmet: [1],
  },
  {
    lesson: 'ports-and-addresses',
    step: 1,
    instead: [{ do: 'listen', as: 'elsewhere', host: '127.0.0.2' }],
    unmet: [1],
  },
  // The same address with other ports.
  {
    lesson: 'ports-and-addresses',
    step: 2,
    instead: [
      { do: 'listen', as: 'same', host: '127.0.0.1', port: 0 },
      { do: 'listen', as: 'two', host: '127.0.0.1', port: 0 },
    ],
    unmet: [1, 2],
  },
  // IPv4 at both ends.
  {
    lesson: 'ports-and-addresses',
    step: 3,
    instead: [
      { do: 'listen', as: 'four', host: '127.0.0.1', port: { freePort: 'six' } },
      { do: 'connect', as: 'dora', host: '127.0.0.1', port: { freePort: 'six' } },
    ],
    unmet: [1, 2],
  },
  {
    lesson: 'ports-and-addresses',
    step: 4,
    instead: [{ do: 'listen', as: 'web', host: '127.0.0.1', port: { freePort: 'web' } }],
    unmet: [1],
  },
  {
    lesson: 'ports-and-addresses',
    step: 5,
    instead: [{ do: 'connect', as: 'pair', to: 'one', count: 2 }],
    unmet: [1, 2],
  },
  // Two at once, in place of one after the other.
  {
    lesson: 'listener-and-accepted',
    step: 1,
    instead: [
      { do: 'listen', as: 'server', respond: { with: 'echo' } },
      { do: 'connect', as: 'pair', to: 'server', count: 2 },
    ],
    unmet: [1, 2],
  },
  {
    lesson: 'listener-and-accepted',
    step: 2,
    instead: [{ do: 'send', from: 'bob', text: 'this is bob' }],
    unmet: [1, 2],
  },
  {
    lesson: 'listener-and-accepted',
    step: 3,
    instead: [{ do: 'reset', socket: 'alice' }],
    unmet: [1],
  },
  // A connection in place of the listener.
  {
    lesson: 'listener-and-accepted',
    step: 4,
    instead: [{ do: 'close', socket: 'bob@server' }],
    unmet: [1],
  },
  {
    lesson: 'listener-and-accepted',
    step: 5,
    instead: [{ do: 'send', from: 'bob', text: 'still there?' }],
    unmet: [2],
  },
  // It echoes, but not in capitals.
  {
    lesson: 'upper-case-echo',
    step: 1,
    instead: [
      { do: 'listen', as: 'other', respond: { with: 'echo' } },
      { do: 'connect', as: 'alice', to: 'other' },
    ],
    unmet: [1, 2],
  },
  {
    lesson: 'upper-case-echo',
    step: 2,
    instead: [{ do: 'send', from: 'alice', text: 'hello' }],
    unmet: [1],
  },
  {
    lesson: 'upper-case-echo',
    step: 3,
    instead: [{ do: 'close', socket: 'alice' }],
    unmet: [1],
  },
  {
    lesson: 'upper-case-echo',
    step: 4,
    instead: [
      { do: 'connect', as: 'bob', to: 'server' },
      { do: 'send', from: 'bob', text: 'something else' },
    ],
    unmet: [2],
  },
  {
    lesson: 'upper-case-echo',
    step: 5,
    instead: [{ do: 'reset', socket: 'bob' }],
    unmet: [1, 2],
  },
  // It answers, and does not close.
  {
    lesson: 'thank-you',
    step: 1,
    instead: [
      { do: 'listen', as: 'other', respond: { with: 'reply', text: 'thank you !' } },
      { do: 'connect', as: 'alice', to: 'other' },
    ],
    unmet: [1, 2],
  },
  // The client is first.
  {
    lesson: 'thank-you',
    step: 2,
    instead: [{ do: 'close', socket: 'alice' }],
    unmet: [1, 2, 3],
  },
  // It closes after its answer, as the first one does.
  {
    lesson: 'thank-you',
    step: 3,
    instead: [
      { do: 'listen', as: 'hasty', respond: { with: 'reply', text: 'thank you !', thenClose: true } },
      { do: 'connect', as: 'bob', to: 'hasty' },
      { do: 'send', from: 'bob', text: 'hi' },
    ],
    unmet: [1, 2],
  },
  {
    lesson: 'thank-you',
    step: 4,
    instead: [{ do: 'close', socket: 'bob@patient' }],
    unmet: [1, 2],
  },
]
