import type { Wrong } from './wrong'

export const closing: Wrong[] = [
  { lesson: 'four-way-close', step: 2, instead: [{ do: 'reset', socket: 'alice' }], unmet: [1, 2] },
  { lesson: 'four-way-close', step: 3, instead: [{ do: 'reset', socket: 'alice@server' }], unmet: [1, 2] },
  // A server that answers by itself tells another story.
  {
    lesson: 'half-close',
    step: 1,
    instead: [
      { do: 'listen', as: 'other', allowHalfOpen: true, respond: { with: 'echo' } },
      { do: 'connect', as: 'alice', to: 'other' },
    ],
    unmet: [1],
  },
  // The server ends its direction first, and the client answers that with its own FIN.
  {
    lesson: 'half-close',
    step: 2,
    instead: [{ do: 'shutdown', socket: 'alice@server' }],
    unmet: [1, 3, 4],
  },
  // Nothing was said between the two FINs.
  { lesson: 'half-close', step: 3, instead: [{ do: 'shutdown', socket: 'alice@server' }], unmet: [1] },
  // It does not close when its clients do.
  {
    lesson: 'merged-close',
    step: 1,
    instead: [
      { do: 'listen', as: 'other', allowHalfOpen: true, respond: { with: 'echo' } },
      { do: 'connect', as: 'alice', to: 'other' },
      { do: 'connect', as: 'bob', to: 'other' },
      { do: 'send', from: 'alice', text: 'hello' },
      { do: 'send', from: 'bob', text: 'hello' },
    ],
    unmet: [1, 2],
  },
  // The server's end closes first, and its client follows.
  { lesson: 'merged-close', step: 2, instead: [{ do: 'close', socket: 'alice@server' }], unmet: [1, 2, 3] },
  { lesson: 'merged-close', step: 3, instead: [{ do: 'reset', socket: 'bob' }], unmet: [1, 2, 3] },
  // It closes before it has asked anything.
  {
    lesson: 'server-closes-first',
    step: 2,
    instead: [{ do: 'close', socket: 'alice' }],
    unmet: [1, 2, 3, 4],
  },
  { lesson: 'server-closes-first', step: 3, instead: [{ do: 'reset', socket: 'alice' }], unmet: [1, 3] },
  // Too little to hold a FIN up.
  {
    lesson: 'simultaneous-close',
    step: 2,
    instead: [
      { do: 'send', from: 'alice', text: 'little' },
      { do: 'send', from: 'alice@server', text: 'little' },
      { do: 'shutdown', socket: 'alice' },
      { do: 'shutdown', socket: 'alice@server' },
    ],
    unmet: [1, 2],
  },
  // The other end is the one that gets a FIN.
  {
    lesson: 'simultaneous-close',
    step: 3,
    instead: [{ do: 'resume', socket: 'alice@server' }],
    unmet: [1, 2],
  },
  // The client closes first, as usual.
  { lesson: 'time-wait', step: 2, instead: [{ do: 'close', socket: 'alice' }], unmet: [1, 2, 3] },
  // Another server, on another port: nobody answers on the old one.
  {
    lesson: 'time-wait',
    step: 4,
    instead: [
      { do: 'close', socket: 'server' },
      { do: 'connect', as: 'bob', host: '127.0.0.1', port: { portOf: 'server' } },
    ],
    unmet: [2, 3],
  },
]
