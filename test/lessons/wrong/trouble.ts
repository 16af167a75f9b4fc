import type { LessonCommand } from '../../../src/shared/lessons/lesson'
import type { Wrong } from './wrong'

const fullServer: LessonCommand = { do: 'listen', as: 'full', backlog: 1 }

export const trouble: Wrong[] = [
  // Another port, which is free.
  {
    lesson: 'address-in-use',
    step: 1,
    instead: [
      { do: 'listen', as: 'server' },
      { do: 'listen', as: 'rival', port: { freePort: 'other' } },
    ],
    unmet: [2],
  },
  // The client closes first, and the other one says nothing.
  { lesson: 'address-in-use', step: 4, instead: [{ do: 'close', socket: 'alice' }], unmet: [2, 3, 4] },
  // Without the option.
  {
    lesson: 'address-in-use',
    step: 6,
    instead: [
      {
        do: 'spawn',
        as: 'reuser-again',
        command: 'python3',
        cwd: 'python',
        args: ['no_reuse_server.py', { portOf: 'reuser' }],
      },
    ],
    unmet: [1],
  },
  // The server is not closed.
  {
    lesson: 'connection-refused',
    step: 2,
    instead: [
      { do: 'listen', as: 'server' },
      { do: 'connect', as: 'bob', to: 'server' },
      { do: 'connect', as: 'carol', host: '127.0.0.1', port: { portOf: 'server' } },
      { do: 'send', from: 'bob', text: 'still here' },
    ],
    unmet: [1, 2],
  },
  // It goes on accepting.
  {
    lesson: 'connection-refused',
    step: 3,
    instead: [
      fullServer,
      { do: 'connect', as: 'early', to: 'full', count: 2 },
      { do: 'connect', as: 'late', to: 'full' },
    ],
    unmet: [2],
  },
  // It accepts again.
  { lesson: 'connection-refused', step: 4, instead: [{ do: 'thaw', socket: 'full' }], unmet: [1, 2] },
  {
    lesson: 'reset',
    step: 1,
    instead: [
      { do: 'listen', as: 'server', allowHalfOpen: true },
      { do: 'connect', as: 'alice', to: 'server' },
      { do: 'close', socket: 'alice' },
    ],
    unmet: [1, 3],
  },
  // Everything is read before.
  {
    lesson: 'reset',
    step: 2,
    instead: [
      { do: 'connect', as: 'bob', to: 'server', reading: 'by-hand' },
      { do: 'send', from: 'bob@server', text: 'pay 100' },
      { do: 'recv', socket: 'bob' },
      { do: 'destroy', socket: 'bob' },
    ],
    unmet: [2],
  },
  {
    lesson: 'reset',
    step: 3,
    instead: [
      { do: 'connect', as: 'carol', to: 'server' },
      { do: 'shutdown', socket: 'carol' },
    ],
    unmet: [2],
  },
  // The other end writes.
  { lesson: 'reset', step: 4, instead: [{ do: 'send', from: 'carol', text: 'one' }], unmet: [1, 2] },
  // The wrong program.
  {
    lesson: 'program-dies',
    step: 3,
    instead: [{ do: 'kill', socket: 'busy', signal: 'SIGKILL' }],
    unmet: [1, 2, 3],
  },
  {
    lesson: 'program-dies',
    step: 4,
    instead: [
      { do: 'kill', socket: 'busy', signal: 'SIGSTOP' },
      { do: 'send', from: 'bob', text: 'read' },
    ],
    unmet: [1],
  },
  // It goes on, reads, and answers.
  {
    lesson: 'program-dies',
    step: 5,
    instead: [{ do: 'kill', socket: 'busy', signal: 'SIGCONT' }],
    unmet: [1, 2],
  },
  { lesson: 'close-wait-leak', step: 2, instead: [{ do: 'reset', socket: 'crowd' }], unmet: [1, 2] },
  // Only some of them.
  { lesson: 'close-wait-leak', step: 4, instead: [{ do: 'close', socket: 'crowd@server' }], unmet: [3] },
  // The cured server allows half-open connections like the first.
  {
    lesson: 'close-wait-leak',
    step: 5,
    instead: [
      { do: 'listen', as: 'cured', allowHalfOpen: true },
      { do: 'connect', as: 'visitors', to: 'cured', count: 3 },
      { do: 'close', socket: 'visitors' },
    ],
    unmet: [1, 2],
  },
]
