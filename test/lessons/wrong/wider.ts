import type { Wrong } from './wrong'

export const wider: Wrong[] = [
  // An answer to somebody else's datagram is none to alice.
  {
    lesson: 'udp-beside-tcp',
    step: 1,
    instead: [
      { do: 'bind', as: 'server', respond: { with: 'upper' } },
      { do: 'bind', as: 'alice', respond: { with: 'none' } },
      { do: 'bind', as: 'stranger', respond: { with: 'none' } },
      { do: 'send', from: 'stranger', to: 'server', text: 'hello' },
    ],
    unmet: [1, 2],
  },
  // Silent: what it is sent, it gets.
  {
    lesson: 'udp-beside-tcp',
    step: 1,
    instead: [
      { do: 'bind', as: 'server', respond: { with: 'upper' } },
      { do: 'bind', as: 'alice', respond: { with: 'none' } },
      { do: 'configure', socket: 'server', respond: { with: 'none' } },
      { do: 'send', from: 'alice', to: 'server', text: 'hello' },
    ],
    unmet: [2],
  },
  {
    lesson: 'udp-beside-tcp',
    step: 2,
    instead: [{ do: 'send', from: 'alice', to: 'server', text: 'onetwo' }],
    unmet: [1, 2],
  },
  // Read between the two.
  {
    lesson: 'udp-beside-tcp',
    step: 3,
    instead: [
      { do: 'listen', as: 'stream', reading: 'by-hand' },
      { do: 'connect', as: 'bob', to: 'stream' },
      { do: 'send', from: 'bob', text: 'one' },
      { do: 'recv', socket: 'bob@stream' },
      { do: 'send', from: 'bob', text: 'two' },
      { do: 'recv', socket: 'bob@stream' },
    ],
    unmet: [1],
  },
  // Few enough for the queue.
  {
    lesson: 'udp-beside-tcp',
    step: 4,
    instead: [
      { do: 'pause', socket: 'server' },
      { do: 'send', from: 'alice', to: 'server', text: 'one of few', repeat: 20 },
      { do: 'resume', socket: 'server' },
    ],
    unmet: [2, 3],
  },
  // The server is still there.
  {
    lesson: 'udp-beside-tcp',
    step: 5,
    instead: [
      { do: 'connect', as: 'carol', to: 'server', transport: 'udp' },
      { do: 'send', from: 'alice', to: 'server', text: 'anybody there?' },
      { do: 'send', from: 'carol', text: 'anybody there?' },
    ],
    unmet: [1, 3, 4],
  },

  // TCP three times.
  {
    lesson: 'families-and-types',
    step: 1,
    instead: [
      { do: 'listen', as: 'four', host: '127.0.0.1', respond: { with: 'upper' } },
      { do: 'listen', as: 'six', host: '::1', respond: { with: 'upper' } },
      { do: 'listen', as: 'local', host: '127.0.0.1', respond: { with: 'upper' } },
    ],
    unmet: [3],
  },
  // Nobody calls at the path.
  {
    lesson: 'families-and-types',
    step: 2,
    instead: [
      { do: 'connect', as: 'alice', to: 'four' },
      { do: 'connect', as: 'bob', to: 'six' },
      { do: 'connect', as: 'carol', to: 'four' },
      { do: 'send', from: 'alice', text: 'hello' },
    ],
    unmet: [3, 5],
  },
  {
    lesson: 'families-and-types',
    step: 3,
    instead: [
      { do: 'reset', socket: 'alice' },
      { do: 'shutdown', socket: 'bob' },
    ],
    unmet: [1, 2, 3],
  },
  // Any free port.
  {
    lesson: 'families-and-types',
    step: 4,
    instead: [
      { do: 'bind', as: 'dgram', host: '127.0.0.1', port: { portOf: 'four' } },
      { do: 'listen', as: 'twin', host: '127.0.0.1', port: 0 },
    ],
    unmet: [2],
  },
]
