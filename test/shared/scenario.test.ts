import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LAB_CODES } from '../../src/shared/errors'
import { checkScenario, scenarioJsonSchema } from '../../src/shared/scenario'
import { ALICE, CROWD, errorsOf, file, LISTEN } from '../support/scenario-file'

/** JSON that is not a scenario, the field that is named, and words of the message. */
const WRONG_FORM: [name: string, json: unknown, field: string | undefined, message: RegExp][] = [
  ['not an object', [], undefined, /^a scenario is an object .* not a list$/],
  ['no version', { steps: [] }, 'version', /^version: is missing$/],
  ['another version', { version: 2, steps: [] }, 'version', /must be 1, not 2/],
  ['no steps', { version: 1 }, 'steps', /steps: is missing/],
  ['steps of another type', { version: 1, steps: {} }, 'steps', /must be a list, not an object/],
  ['an unknown field beside steps', { version: 1, steps: [], titel: '' }, 'titel', /did you mean "title"\?/],
  ['a step of another type', file(5), 'steps.1', /^step 1: a step is an object/],
  ['a step without a word', file(LISTEN, {}), 'steps.2', /^step 2: .* neither/],
  ['a step with two words', file({ ...LISTEN, expect: 'closed' }), 'steps.1', /both/],
  ['a word of another type', file({ do: 5 }), 'steps.1.do', /must be a word, not 5/],
  ['an unknown act', file({ do: 'conect' }), 'steps.1.do', /did you mean "connect"\? Known are listen, /],
  ['an unknown act like no other', file({ do: 'zzzzzz' }), 'steps.1.do', /"zzzzzz"; known are listen, /],
  ['an event as an act', file({ do: 'received' }), 'steps.1.do', /it goes with "expect"/],
  ['an unknown event', file({ expect: 'recieved', at: 'x' }), 'steps.1.expect', /did you mean "received"\?/],
  ['an event about no socket', file({ expect: 'opened', at: 'x' }), 'steps.1.expect', /about no socket/],
  [
    'an unknown field',
    file({ do: 'listen', prot: 1 }),
    'steps.1.prot',
    /step 1 \(listen\), prot: .* "port"\?/,
  ],
  [
    'an unknown field of an event',
    file(LISTEN, ALICE, { expect: 'closed', at: 'alice', hadEror: true }),
    'steps.3.hadEror',
    /did you mean "hadError"\?/,
  ],
  [
    'a field of another type',
    file({ do: 'listen', port: '80' }),
    'steps.1.port',
    /must be a number, not "80"/,
  ],
  [
    'a length that is none',
    file({ do: 'note', text: { length: { valueOf: 1, toString: 2 } } }),
    'steps.1.text',
    /must be a string, not an object/,
  ],
  ['half a port', file({ do: 'listen', port: 1.5 }), 'steps.1.port', /must be a whole number/],
  [
    'a port that is too large',
    file({ do: 'listen', port: 70_000 }),
    'steps.1.port',
    /at most 65535, not 70000/,
  ],
  [
    'an unknown answer',
    file({ do: 'listen', respond: { with: 'ehco' } }),
    'steps.1.respond.with',
    /did you mean "echo"\?/,
  ],
  ['a field that is missing', file({ do: 'wait' }), 'steps.1.ms', /step 1 \(wait\), ms: is missing/],
  ['a name with a dot', file({ do: 'listen', as: 'a.b' }), 'steps.1.as', /a name has/],
  [
    'nothing to send',
    file(LISTEN, ALICE, { do: 'send', from: 'alice' }),
    'steps.3',
    /exactly one of text, hex, base64, file/,
  ],
  [
    'two things to send',
    file(LISTEN, ALICE, { do: 'send', from: 'alice', text: '', hex: '' }),
    'steps.3.hex',
    /text and hex are given/,
  ],
  ['no target', file({ do: 'connect', as: 'alice' }), 'steps.1.to', /needs a target/],
  [
    'neither is nor was',
    file(LISTEN, { expect: 'state', of: 'server' }),
    'steps.2',
    /exactly one of is, was/,
  ],
  [
    'both is and was',
    file(LISTEN, { expect: 'state', of: 'server', is: 'LISTEN', was: 'LISTEN' }),
    'steps.2.was',
    /both are given/,
  ],
  [
    'an unknown state',
    file(LISTEN, { expect: 'state', of: 'server', is: 'LISTENING' }),
    'steps.2.is',
    /did you mean "LISTEN"\?/,
  ],
  [
    'text and hex of one message',
    file(LISTEN, ALICE, { expect: 'received', at: 'alice', text: 'a', hex: '61' }),
    'steps.3.hex',
    /give one/,
  ],
  [
    'time that runs backwards',
    file(LISTEN, { expect: 'closed', at: 'server', within: -1 }),
    'steps.2.within',
    /at least 0/,
  ],
]

const GOOD: [name: string, json: unknown][] = [
  ['no steps', file()],
  ['a word for editors', { $schema: './schema.json', ...(file() as object) }],
  [
    'groups, members and their accepted ends',
    file(
      LISTEN,
      CROWD,
      ...['crowd', 'crowd.3', 'crowd@server', 'crowd.1@server'].map((socket) => ({ do: 'close', socket })),
    ),
  ],
  [
    'an accepted end of a foreign client',
    file(LISTEN, { expect: 'received', at: '127.0.0.1:53422@server', text: 'hi' }),
  ],
  [
    'a client that comes by address',
    file(
      { ...LISTEN, host: '0.0.0.0', port: 5000 },
      { do: 'connect', as: 'alice', host: '127.0.0.2', port: 5000 },
      { do: 'close', socket: 'alice@server' },
    ),
  ],
  [
    'names that were given later',
    file(
      LISTEN,
      CROWD,
      ALICE,
      { do: 'rename', socket: 'server', to: 'desk' },
      { do: 'rename', socket: 'alice', to: 'al' },
      { do: 'rename', socket: 'al', to: 'alice' },
      { do: 'rename', socket: 'alice@server', to: 'its other end' },
      { do: 'rename', socket: 'crowd.2', to: 'second' },
      { ...ALICE, as: 'bob', to: 'desk' },
      { do: 'configure', socket: 'desk', maxConnections: 1 },
      ...['al', 'alice', 'al@desk', 'al@server', 'alice@desk', 'bob@desk', 'second@server', 'crowd@desk'].map(
        (socket) => ({ do: 'close', socket }),
      ),
      { expect: 'renamed', at: 'its other end', to: 'its other end' },
      { expect: 'state', of: 'second', was: 'ESTABLISHED' },
      { expect: 'state', of: 'desk', is: 'LISTEN' },
    ),
  ],
  [
    'text from a listener that discards no more',
    file(
      { ...LISTEN, respond: { with: 'discard' } },
      ALICE,
      { do: 'configure', socket: 'server', respond: { with: 'none' } },
      { do: 'send', from: 'alice', text: 'x' },
      { expect: 'received', at: 'alice@server', index: 0, text: 'x' },
    ),
  ],
  ['a closed listener as a target', file(LISTEN, { do: 'close', socket: 'server' }, ALICE)],
  ['part of a command', file(LISTEN, { expect: 'asked', at: 'server', command: { do: 'listen' } })],
  [
    'an event as its line has it',
    file(LISTEN, ALICE, { expect: 'received', at: 'alice', bytes: 5, offset: 0, index: 0, text: 'HELLO' }),
  ],
]

describe('a scenario file', () => {
  it.each(WRONG_FORM)('is refused: %s', (_name, json, field, message) => {
    const [error] = errorsOf(json)
    expect(error).toMatchObject({ code: LAB_CODES.badCommand, message: expect.stringMatching(message) })
    expect(error?.field).toBe(field)
  })

  it.each(GOOD)('is fine: %s', (_name, json) => {
    expect(errorsOf(json)).toEqual([])
  })

  it('names every step that is wrong, and blames no step for another one', () => {
    const errors = errorsOf(
      file({ ...LISTEN, port: -1 }, { ...ALICE, do: 'conect' }, { do: 'close', socket: 'alice@server' }, 7),
    )
    expect(errors.map((error) => error.field)).toEqual(['steps.1.port', 'steps.2.do', 'steps.4'])
  })

  it('lists a bounded number of errors', () => {
    expect(errorsOf(file(...new Array(5000).fill({ do: 'x' })))).toHaveLength(100)
  })

  it('takes a key that JavaScript knows in its own way as what it is', () => {
    const json = JSON.parse('{"version":1,"steps":[{"do":"listen","__proto__":{"port":1}}]}')
    expect(errorsOf(json)[0]?.message).toMatch(/unknown field "__proto__"/)
  })

  it('never throws, whatever the JSON is', () => {
    const word = fc.constantFrom(
      'do',
      'expect',
      'as',
      'to',
      'at',
      'of',
      'is',
      'socket',
      'from',
      'text',
      'count',
      'listen',
      'connect',
      'state',
      'received',
      'a',
      'a@a',
      'a.1',
      '@',
      'toString',
    )
    const value = fc.letrec((tie) => ({
      json: fc.oneof(
        word,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(word, tie('json'), { maxKeys: 5 }),
      ),
    })).json
    const steps = fc.array(fc.oneof(value, fc.constantFrom<unknown>(LISTEN, ALICE, CROWD)), { maxLength: 6 })
    fc.assert(
      fc.property(steps, (given) => {
        const checked = checkScenario({ version: 1, steps: given })
        if ('errors' in checked) for (const error of checked.errors) expect(error.message).toMatch(/^step \d/)
      }),
    )
  })
})

describe('the JSON Schema', () => {
  const ajv = new Ajv2020({ allErrors: true, strictRequired: false })
  const validate = ajv.compile(scenarioJsonSchema())
  const examples = new URL('../../examples/', import.meta.url)
  const files = readdirSync(examples).filter((name) => name.endsWith('.json'))

  it.each(files)('takes %s', (name) => {
    const json = JSON.parse(readFileSync(new URL(name, examples), 'utf8'))
    validate(json)
    expect(validate.errors).toBeNull()
    expect(errorsOf(json)).toEqual([])
  })

  it.each(GOOD)('takes what the lab takes: %s', (_name, json) => {
    validate(json)
    expect(validate.errors).toBeNull()
  })

  // What only a look at the text or at two fields together tells has no form in the schema.
  const beyond = ['no target']
  it.each(WRONG_FORM.filter(([name]) => !beyond.includes(name)))('refuses %s', (_name, json) => {
    expect(validate(json)).toBe(false)
  })
})
