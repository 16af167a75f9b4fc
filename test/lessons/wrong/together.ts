import { COMMANDS } from '../../../src/shared/lessons/together/quit/commands'
import type { Wrong } from './wrong'

export const together: Wrong[] = [
  // Other rules.
  {
    lesson: 'quit-word',
    step: 1,
    instead: [{ do: 'listen', as: 'other', respond: { with: 'rules', rules: COMMANDS.slice(1) } }],
    unmet: [1],
  },
  // With a line end it is another command here.
  {
    lesson: 'quit-word',
    step: 2,
    instead: [
      { do: 'connect', as: 'alice', to: 'server' },
      { do: 'send', from: 'alice', text: 'whoami\n' },
    ],
    unmet: [2],
  },
  // The client closes by itself.
  {
    lesson: 'quit-word',
    step: 3,
    instead: [{ do: 'shutdown', socket: 'alice' }],
    unmet: [1, 3],
  },
  // Read one by one: each is understood.
  {
    lesson: 'quit-word',
    step: 4,
    instead: [
      { do: 'connect', as: 'bob', to: 'server' },
      { do: 'pause', socket: 'bob@server' },
      { do: 'send', from: 'bob', text: 'uptime' },
      { do: 'recv', socket: 'bob@server' },
      { do: 'send', from: 'bob', text: 'q' },
      { do: 'recv', socket: 'bob@server' },
    ],
    unmet: [1, 2],
  },
  // Both halves in one read.
  {
    lesson: 'quit-word',
    step: 5,
    instead: [
      { do: 'send', from: 'bob', text: 'qu' },
      { do: 'send', from: 'bob', text: 'it' },
      // Until Node has read both ahead.
      { do: 'wait', ms: 100 },
      { do: 'recv', socket: 'bob@server' },
    ],
    unmet: [2],
  },
  // The last line has no end.
  {
    lesson: 'quit-word',
    step: 6,
    instead: [
      {
        do: 'listen',
        as: 'lines',
        framing: { by: 'line', ending: 'lf' },
        respond: { with: 'rules', rules: COMMANDS },
      },
      { do: 'connect', as: 'carol', to: 'lines' },
      { do: 'send', from: 'carol', text: 'uptime\nquit' },
    ],
    unmet: [2, 3, 4],
  },

  // Only one client comes.
  {
    lesson: 'find-the-bug',
    step: 1,
    instead: [
      { do: 'listen', as: 'desk', serve: 'one-at-a-time', respond: { with: 'upper' } },
      { do: 'connect', as: 'alice', to: 'desk' },
    ],
    unmet: [2],
  },
  {
    lesson: 'find-the-bug',
    step: 2,
    instead: [{ do: 'send', from: 'bob', text: 'good morning' }],
    unmet: [1],
  },
  // Another client goes, and a server with the same bug is no cure.
  {
    lesson: 'find-the-bug',
    step: 3,
    instead: [
      { do: 'send', from: 'alice', text: 'still here' },
      { do: 'listen', as: 'cured', serve: 'one-at-a-time', respond: { with: 'upper' } },
      { do: 'connect', as: 'carol', to: 'cured' },
      { do: 'connect', as: 'dave', to: 'cured' },
      { do: 'send', from: 'dave', text: 'good morning' },
    ],
    unmet: [1, 2, 3],
  },
  // A reset leaves nothing behind.
  {
    lesson: 'find-the-bug',
    step: 4,
    instead: [
      { do: 'listen', as: 'logger', allowHalfOpen: true },
      { do: 'connect', as: 'sensors', to: 'logger', count: 5 },
      { do: 'send', from: 'sensors', text: '21.5\n' },
      { do: 'wait', ms: 200 },
      { do: 'reset', socket: 'sensors' },
    ],
    unmet: [3],
  },
  // Reset instead of closed, and no cure. The second end waits, as it did.
  {
    lesson: 'find-the-bug',
    step: 5,
    instead: [{ do: 'reset', socket: 'sensors.1@logger' }],
    unmet: [1, 3],
  },
  // Nothing is unread.
  {
    lesson: 'find-the-bug',
    step: 6,
    instead: [
      { do: 'listen', as: 'door', reading: 'by-hand' },
      { do: 'connect', as: 'erin', to: 'door' },
      { do: 'connect', as: 'frank', to: 'door' },
      { do: 'destroy', socket: 'erin@door' },
      { do: 'destroy', socket: 'frank@door' },
    ],
    unmet: [2],
  },
  // Closed without reading, once more.
  {
    lesson: 'find-the-bug',
    step: 7,
    instead: [
      { do: 'connect', as: 'grace', to: 'door' },
      { do: 'send', from: 'grace', text: 'may I come in?\n' },
      { do: 'wait', ms: 20 },
      { do: 'destroy', socket: 'grace@door' },
    ],
    unmet: [1, 2, 3, 4],
  },
]
