import { describe, expect, it } from 'vitest'
import { LAB_CODES } from '../../src/shared/errors'
import { ALICE, CROWD, errorsOf, file, LISTEN } from '../support/scenario-file'

/** Steps that don't fit together; all are in the last step. */
const WRONG_NAMES: [name: string, steps: unknown[], field: string, code: string, message: RegExp][] = [
  [
    'a misspelt listener',
    [LISTEN, { ...ALICE, to: 'servre' }],
    'to',
    LAB_CODES.unknownSocket,
    /did you mean "server"\?/,
  ],
  [
    'a socket that no step makes',
    [LISTEN, { do: 'close', socket: 'bob' }],
    'socket',
    LAB_CODES.unknownSocket,
    /known by then: "server"/,
  ],
  [
    'an address without a watch',
    [LISTEN, { expect: 'found', at: '127.0.0.1:8000' }],
    'at',
    LAB_CODES.unknownSocket,
    /no socket is called "127\.0\.0\.1:8000"/,
  ],
  [
    'the end of a client that goes elsewhere than the watch looks',
    [
      { do: 'watch', as: 'app', port: 8000 },
      { do: 'connect', as: 'alice', port: 8001 },
      { expect: 'found', at: 'alice@app' },
    ],
    'at',
    LAB_CODES.unknownSocket,
    /does not connect to "app"/,
  ],
  [
    'the end of a client that calls a listener of the lab',
    [LISTEN, { do: 'watch', as: 'app', port: 8000 }, ALICE, { expect: 'found', at: 'alice@app' }],
    'at',
    LAB_CODES.unknownSocket,
    /does not connect to "app"/,
  ],
  [
    "an act on another program's socket",
    [
      { do: 'watch', as: 'app', port: 8000 },
      { do: 'connect', as: 'alice', port: 8000 },
      { do: 'close', socket: 'alice@app' },
    ],
    'socket',
    LAB_CODES.notPossible,
    /is another program's socket/,
  ],
  [
    'what is read by another program',
    [
      { do: 'watch', as: 'app', pid: 5 },
      { do: 'connect', as: 'alice', port: 8000 },
      { expect: 'received', at: 'alice@app' },
    ],
    'at',
    LAB_CODES.notPossible,
    /is another program's socket/,
  ],
  [
    'unwatch of a listener',
    [LISTEN, { do: 'unwatch', socket: 'server' }],
    'socket',
    LAB_CODES.notPossible,
    /unwatch is for a watch/,
  ],
  [
    'a client of a watch',
    [
      { do: 'watch', as: 'app', port: 8000 },
      { do: 'connect', as: 'alice', to: 'app' },
    ],
    'to',
    LAB_CODES.notPossible,
    /is a watch; connect needs a listener/,
  ],
  ['a name twice', [LISTEN, LISTEN], 'as', LAB_CODES.nameTaken, /already the name of a listener/],
  [
    "renaming to another's name",
    [LISTEN, ALICE, { do: 'rename', socket: 'alice', to: 'server' }],
    'to',
    LAB_CODES.nameTaken,
    /already the name of a listener/,
  ],
  [
    "renaming to another's later name",
    [
      LISTEN,
      ALICE,
      { do: 'rename', socket: 'server', to: 'desk' },
      { do: 'rename', socket: 'alice', to: 'desk' },
    ],
    'to',
    LAB_CODES.nameTaken,
    /already the name of "server"/,
  ],
  [
    'making what is called so already',
    [LISTEN, ALICE, { do: 'rename', socket: 'alice', to: 'al' }, { ...ALICE, as: 'al' }],
    'as',
    LAB_CODES.nameTaken,
    /already the name of "alice"/,
  ],
  [
    'renaming a group',
    [LISTEN, CROWD, { do: 'rename', socket: 'crowd', to: 'x' }],
    'socket',
    LAB_CODES.notPossible,
    /is a group/,
  ],
  [
    'a note on a group',
    [LISTEN, CROWD, { do: 'note', socket: 'crowd', text: 'x' }],
    'socket',
    LAB_CODES.notPossible,
    /is a group/,
  ],
  [
    'renaming the accepted ends of a group',
    [LISTEN, CROWD, { do: 'rename', socket: 'crowd@server', to: 'x' }],
    'socket',
    LAB_CODES.notPossible,
    /is a group/,
  ],
  [
    'configuring a client',
    [LISTEN, ALICE, { do: 'configure', socket: 'alice', maxConnections: 1 }],
    'socket',
    LAB_CODES.notPossible,
    /configure is for a listener/,
  ],
  [
    'configured at a client',
    [LISTEN, ALICE, { expect: 'configured', at: 'alice' }],
    'at',
    LAB_CODES.notPossible,
    /happens at a listener/,
  ],
  [
    'a renamed client elsewhere',
    [
      LISTEN,
      { ...LISTEN, as: 'other' },
      ALICE,
      { do: 'rename', socket: 'alice', to: 'al' },
      { do: 'close', socket: 'al@other' },
    ],
    'socket',
    LAB_CODES.unknownSocket,
    /does not connect to "other"/,
  ],
  [
    'a group and a client of one name',
    [LISTEN, CROWD, { ...ALICE, as: 'crowd' }],
    'as',
    LAB_CODES.nameTaken,
    /a group of 3/,
  ],
  [
    'a member beyond the group',
    [LISTEN, CROWD, { do: 'close', socket: 'crowd.4' }],
    'socket',
    LAB_CODES.unknownSocket,
    /has 3 members/,
  ],
  [
    'a member of a single client',
    [LISTEN, ALICE, { do: 'close', socket: 'alice.1' }],
    'socket',
    LAB_CODES.unknownSocket,
    /not a group/,
  ],
  [
    'an accepted end without a client',
    [LISTEN, { do: 'close', socket: 'bob@server' }],
    'socket',
    LAB_CODES.unknownSocket,
    /"bob"/,
  ],
  [
    'an accepted end at no listener',
    [LISTEN, ALICE, { do: 'close', socket: 'alice@serv' }],
    'socket',
    LAB_CODES.unknownSocket,
    /no listener/,
  ],
  [
    'an accepted end at a client',
    [LISTEN, ALICE, { do: 'close', socket: 'alice@alice' }],
    'socket',
    LAB_CODES.notPossible,
    /client@listener/,
  ],
  [
    'an address at no listener',
    [LISTEN, { do: 'close', socket: '127.0.0.1:5000@x' }],
    'socket',
    LAB_CODES.unknownSocket,
    /"x"/,
  ],
  [
    'an accepted end elsewhere',
    [LISTEN, { ...LISTEN, as: 'other' }, ALICE, { do: 'close', socket: 'alice@other' }],
    'socket',
    LAB_CODES.unknownSocket,
    /does not connect to "other" but to "server"/,
  ],
  [
    'an accepted end at another port',
    [
      { ...LISTEN, port: 5000 },
      { do: 'connect', as: 'alice', port: 5001 },
      { do: 'close', socket: 'alice@server' },
    ],
    'socket',
    LAB_CODES.unknownSocket,
    /127\.0\.0\.1:5001/,
  ],
  [
    'connecting to a client',
    [LISTEN, ALICE, { ...ALICE, as: 'bob', to: 'alice' }],
    'to',
    LAB_CODES.notPossible,
    /needs a listener/,
  ],
  [
    'sending from a listener',
    [LISTEN, { do: 'send', from: 'server', text: 'x' }],
    'from',
    LAB_CODES.notPossible,
    /is a listener; send is for/,
  ],
  [
    'shutting down a listener',
    [LISTEN, { do: 'shutdown', socket: 'server' }],
    'socket',
    LAB_CODES.notPossible,
    /shutdown is for/,
  ],
  [
    'freezing a client',
    [LISTEN, ALICE, { do: 'freeze', socket: 'alice' }],
    'socket',
    LAB_CODES.notPossible,
    /freeze is for a listener/,
  ],
  [
    'sending a stream somewhere',
    [LISTEN, ALICE, { do: 'send', from: 'alice', text: 'x', to: 'server' }],
    'to',
    LAB_CODES.badCommand,
    /only datagrams/,
  ],
  [
    'accepted at the listener',
    [LISTEN, ALICE, { expect: 'accepted', at: 'server' }],
    'at',
    LAB_CODES.notPossible,
    /such as "alice@server"/,
  ],
  [
    'received at the listener',
    [LISTEN, ALICE, { expect: 'received', at: 'server' }],
    'at',
    LAB_CODES.notPossible,
    /is a listener/,
  ],
  [
    'a listener that is established',
    [LISTEN, { expect: 'state', of: 'server', is: 'ESTABLISHED' }],
    'is',
    LAB_CODES.notPossible,
    /never in ESTABLISHED/,
  ],
  [
    'a client that listens',
    [LISTEN, ALICE, { expect: 'state', of: 'alice', was: 'LISTEN' }],
    'was',
    LAB_CODES.notPossible,
    /never in LISTEN/,
  ],
  [
    'an empty message of a stream',
    [LISTEN, ALICE, { expect: 'received', at: 'alice', text: '' }],
    'text',
    LAB_CODES.badCommand,
    /empty/,
  ],
  [
    'a count that does not fit',
    [LISTEN, ALICE, { expect: 'received', at: 'alice', text: 'ab', bytes: 3 }],
    'bytes',
    LAB_CODES.badCommand,
    /must be 2/,
  ],
  [
    'text that is discarded',
    [
      { ...LISTEN, respond: { with: 'discard' } },
      ALICE,
      { expect: 'received', at: 'alice@server', text: 'x' },
    ],
    'text',
    LAB_CODES.badCommand,
    /discards/,
  ],
]

const SERVER = { do: 'bind', as: 'dns' }
const BOB = { do: 'connect', as: 'bob', to: 'dns' }

WRONG_NAMES.push(
  [
    'a datagram to nowhere',
    [SERVER, { do: 'send', from: 'dns', text: 'x' }],
    'to',
    LAB_CODES.badCommand,
    /is not connected/,
  ],
  [
    'a datagram from who is connected elsewhere',
    [SERVER, BOB, { do: 'send', from: 'bob', to: 'dns', text: 'x' }],
    'to',
    LAB_CODES.badCommand,
    /leave out `to`/,
  ],
  [
    'a datagram to a listener',
    [LISTEN, SERVER, { do: 'send', from: 'dns', to: 'server', text: 'x' }],
    'to',
    LAB_CODES.notPossible,
    /goes to a datagram socket/,
  ],
  [
    'a datagram to a misspelt socket',
    [SERVER, BOB, { do: 'send', from: 'dns', to: 'bib', text: 'x' }],
    'to',
    LAB_CODES.unknownSocket,
    /did you mean "bob"/,
  ],
  [
    'a datagram to a group',
    [SERVER, { ...BOB, count: 2 }, { do: 'send', from: 'dns', to: 'bob', text: 'x' }],
    'to',
    LAB_CODES.notPossible,
    /a group/,
  ],
  [
    'an option of streams',
    [SERVER, { ...BOB, noDelay: true }],
    'noDelay',
    LAB_CODES.badCommand,
    /option of streams/,
  ],
  [
    'a FIN of UDP',
    [SERVER, { do: 'shutdown', socket: 'dns' }],
    'socket',
    LAB_CODES.notPossible,
    /is a datagram socket/,
  ],
  [
    'a state of UDP',
    [SERVER, { expect: 'state', of: 'dns', is: 'CLOSED' }],
    'of',
    LAB_CODES.notPossible,
    /has no TCP state/,
  ],
)

describe('the names in a scenario file', () => {
  it.each(WRONG_NAMES)('are refused: %s', (_name, steps, field, code, message) => {
    const place = `step ${steps.length} `
    expect(errorsOf(file(...steps))).toEqual([
      expect.objectContaining({
        code,
        field: `steps.${steps.length}.${field}`,
        message: expect.stringMatching(message),
      }),
    ])
    expect(errorsOf(file(...steps))[0]?.message.startsWith(place)).toBe(true)
  })

  it('of what a watch finds: by address, and after a client of the file', () => {
    const watch = { do: 'watch', as: 'app', port: 8000 }
    const crowd = { do: 'connect', as: 'crowd', port: 8000, count: 2 }
    const found = (at: string) => ({ expect: 'found', at })
    const state = (of: string, is: string) => ({ expect: 'state', of, is })
    expect(
      errorsOf(
        file(
          watch,
          found('127.0.0.1:8000'),
          state('127.0.0.1:8000', 'LISTEN'),
          crowd,
          found('crowd@app'),
          state('crowd.2@app', 'CLOSE_WAIT'),
          { expect: 'observed', at: '127.0.0.1:53422@app', state: 'ESTABLISHED' },
          { do: 'unwatch', socket: 'app' },
          { expect: 'unwatched', at: 'app' },
        ),
      ),
    ).toEqual([])
  })

  it('that are used too early are said to be made by which step', () => {
    expect(errorsOf(file(ALICE, LISTEN)).map((error) => error.message)).toEqual([
      'step 1 (connect), to: "server" is only made by step 2',
    ])
    const rename = { do: 'rename', socket: 'alice', to: 'al' }
    expect(
      errorsOf(file(LISTEN, ALICE, { do: 'close', socket: 'al' }, rename)).map((error) => error.message),
    ).toEqual(['step 3 (close), socket: "al" is only made by step 4'])
  })
})
