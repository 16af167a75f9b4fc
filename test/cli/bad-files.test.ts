import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cli, folder, scenarioFile } from './support'

// biome-ignore lint/suspicious/noThenProperty: the word of the files' contract
const resetting = { match: { contains: '' }, then: 'reset' }

const LISTEN = { do: 'listen', as: 'server' }
const ALICE = { do: 'connect', as: 'alice', to: 'server' }

/** Runs a file that is bad, and gives what the user is told. */
async function complaint(content: unknown, ...flags: string[]): Promise<string> {
  const path = scenarioFile(content)
  const { status, stdout, stderr } = await cli(['run', ...flags, path])
  expect(status).toBe(2)
  expect(stdout).toBe('')
  expect(stderr.startsWith(`${path}: `)).toBe(true)
  expect(stderr).not.toMatch(/^\s+at /m)
  return stderr.slice(path.length + 2).trimEnd()
}

describe('a file that is no scenario', () => {
  it('is missing', async () => {
    expect(await cli(['run', '/no/such/file.json'])).toEqual({
      status: 2,
      stdout: '',
      stderr: '/no/such/file.json: there is no such file\n',
    })
  })

  it('is a folder', async () => {
    const { status, stderr } = await cli(['run', folder()])
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('is a folder') })
  })

  it('is larger than 32 MiB', async () => {
    const path = scenarioFile('{}')
    truncateSync(path, 33 * 1024 * 1024)
    expect((await cli(['run', path])).stderr).toContain('at most 32 MiB')
  })

  it('is not UTF-8', async () => {
    expect(await complaint(Uint8Array.of(0x7b, 0xff))).toBe('is not text in UTF-8')
  })

  const syntax: [name: string, text: string, place: string, problem: string][] = [
    ['empty', '', 'line 1, column 1', 'ends too early; expected a value'],
    [
      'cut off',
      '{\n  "version": 1,',
      'line 2, column 16',
      'ends too early; expected a name in double quotes',
    ],
    ['a comma too many', '{"steps": [1,]}', 'line 1, column 14', 'unexpected "]"; expected a value'],
    ['a comma too few', '{"a": 1\n "b": 2}', 'line 2, column 2', 'unexpected "\\""; expected "," or "}"'],
    ['a comment', '{ // hello\n}', 'line 1, column 3', 'JSON has no comments'],
    ['single quotes', "{'a': 1}", 'line 1, column 2', 'a string has double quotes in JSON'],
    ['a bare word', '{"a": nul}', 'line 1, column 7', 'unexpected "nul"; expected a value'],
    ['a line break in a string', '{"a": "x\ny"}', 'line 1, column 9', 'a string has a line break'],
    ['an unknown escape', '{"a": "\\x"}', 'line 1, column 8', 'unknown escape'],
    ['a string without end', '["a', 'line 1, column 2', 'this string does not end'],
    ['two values', '{}\n{}', 'line 2, column 1', 'unexpected "{"; expected the end of the file'],
    ['an octal number', '[01]', 'line 1, column 2', 'unexpected "01"; expected a value or "]"'],
  ]
  it.each(syntax)('is not JSON: %s', async (_name, text, place, problem) => {
    const said = await complaint(text)
    expect(said.startsWith(`is not JSON: ${place}: ${problem}`), said).toBe(true)
  })

  it('is not JSON far inside of itself', async () => {
    expect(await complaint('['.repeat(100_000))).toContain('line 1, column 100001: ends too early')
  })

  it('may begin with a byte order mark', async () => {
    const { status } = await cli(['run', scenarioFile('\ufeff{"version":1,"steps":[]}')])
    expect(status).toBe(0)
  })
})

describe('a step that can not be', () => {
  const cases: [name: string, steps: unknown[], said: string | RegExp][] = [
    [
      'unknown',
      [{ do: 'conect' }],
      /^step 1 \(conect\), do: unknown word "conect"; did you mean "connect"\?/,
    ],
    [
      'of an unknown field',
      [LISTEN, { ...ALICE, prot: 1 }],
      'step 2 (connect), prot: unknown field "prot"; did you mean "port"?',
    ],
    ['of a wrong type', [{ ...LISTEN, port: '80' }], 'step 1 (listen), port: must be a number, not "80"'],
    [
      'with an unknown name',
      [LISTEN, { do: 'close', socket: 'sevrer' }],
      'step 2 (close), socket: no socket is called "sevrer" at this step; did you mean "server"?',
    ],
    [
      'with a name that is taken',
      [LISTEN, LISTEN],
      'step 2 (listen), as: "server" is already the name of a listener of an earlier step',
    ],
    [
      'on the wrong kind of socket',
      [LISTEN, { do: 'shutdown', socket: 'server' }],
      /^step 2 \(shutdown\), socket: "server" is a listener; shutdown is for/,
    ],
    [
      'framing of a datagram socket',
      [{ do: 'bind', as: 'box', framing: { by: 'line' } }],
      'step 1 (bind), framing: a datagram is a message by itself: framing is for streams',
    ],
    [
      'a listener over UDP',
      [{ ...LISTEN, transport: 'udp' }],
      'step 1 (listen), transport: UDP listens for no connections: `bind` makes a bound UDP socket',
    ],
    [
      'a length of so many bytes that no struct has',
      [{ ...LISTEN, framing: { by: 'length', bytes: 3 } }],
      'step 1 (listen), framing.bytes: must be one of 1, 2, 4, 8, not 3',
    ],
    [
      'an argument of another kind',
      [{ do: 'spawn', command: 'cat', args: [5] }],
      'step 1 (spawn), args.0: must be a string or an object, not 5',
    ],
    [
      'an argument that misses what it is',
      [{ do: 'spawn', command: 'cat', args: [{}] }],
      'step 1 (spawn), args.0.portOf: is missing',
    ],
    [
      'a variable whose name is none',
      [{ do: 'spawn', command: 'cat', env: { 'a=b': '' } }],
      'step 1 (spawn), env.a=b: the name of a variable has 1 to 256 characters, and no =',
    ],
    [
      'a limit of connections where there are none',
      [
        { do: 'bind', as: 'box' },
        { do: 'configure', socket: 'box', maxConnections: 1 },
      ],
      'step 2 (configure), maxConnections: "box" is a UDP socket: it has no connections to be limited',
    ],
    [
      'a rule that resets where there is no connection',
      [{ do: 'bind', as: 'box', respond: { with: 'rules', rules: [resetting] } }],
      'step 1 (bind), respond.rules.0.then: this is a UDP socket: UDP has no RST, so no rule can reset',
    ],
    [
      'a load on a datagram socket',
      [
        { do: 'bind', as: 'box' },
        { do: 'load', to: 'box', clients: 1, forMs: 1 },
      ],
      'step 2 (load), to: "box" is there for udp, not for tcp',
    ],
    [
      'a name that a datagram socket has',
      [
        { do: 'bind', as: 'box' },
        { do: 'listen', as: 'box' },
      ],
      'step 2 (listen), as: "box" is already the name of a datagram socket of an earlier step',
    ],
    [
      'an expectation without a state',
      [LISTEN, { expect: 'state', of: 'server' }],
      'step 2 (expect state): needs exactly one of is, was; none is given',
    ],
  ]
  it.each(cases)('is %s', async (_name, steps, said) => {
    const message = await complaint({ version: 1, steps })
    if (typeof said === 'string') expect(message).toBe(said)
    else expect(message).toMatch(said)
  })

  it('is told of with all others that can not be', async () => {
    const steps = new Array(30).fill({ do: 'wait' })
    const lines = (await complaint({ version: 1, steps })).split('\n')
    expect(lines).toHaveLength(21)
    expect(lines.at(-1)).toContain('and 10 more')
  })

  it('puts nothing of the file on the terminal as it is', async () => {
    const { stderr } = await cli([
      'run',
      scenarioFile({ version: 1, steps: [{ do: '\u001b[2J\u009b5m\u202e' }] }),
    ])
    expect(stderr).toContain('\\u001b[2J')
    expect(/(?!\n)[\p{Cc}\p{Cf}]/u.test(stderr)).toBe(false)
  })
})

describe('a file that asks for more than loopback and its own folder', () => {
  const refused: [name: string, step: object, field: string, flag: string][] = [
    ['all interfaces', { do: 'listen', host: '0.0.0.0' }, 'step 1 (listen), host: "0.0.0.0"', '--allow-net'],
    ['all interfaces, IPv6', { do: 'listen', host: '::' }, 'step 1 (listen), host', '--allow-net'],
    [
      'another machine',
      { do: 'connect', host: 'example.org', port: 80 },
      'step 1 (connect), host',
      '--allow-net',
    ],
    [
      'a local address',
      { do: 'connect', host: '127.0.0.1', port: 80, localAddress: '10.0.0.1' },
      'localAddress',
      '--allow-net',
    ],
    ['a look-up', { do: 'lookup', host: 'example.org' }, 'step 1 (lookup), host', '--allow-net'],
    ['a program', { do: 'spawn', as: 'x', command: 'true' }, 'step 1 (spawn), command', '--allow-spawn'],
    [
      'a socket elsewhere',
      { do: 'listen', transport: 'unix', path: '../x.sock' },
      'step 1 (listen), path',
      '--allow-files',
    ],
  ]
  it.each(refused)('is refused: %s', async (_name, step, place, flag) => {
    const message = await complaint({ version: 1, steps: [step] })
    expect(message).toContain(place)
    expect(message).toContain(`${flag} allows it`)
  })

  /** A scenario that sends a file. */
  function sending(file: string) {
    return { version: 1, steps: [LISTEN, ALICE, { do: 'send', from: 'alice', file }] }
  }

  it('is refused: a file elsewhere, by whatever way', async () => {
    const elsewhere = folder()
    const secret = join(elsewhere, 'secret.txt')
    writeFileSync(secret, 'secret')
    const inside = folder()
    symlinkSync(secret, join(inside, 'link.txt'))
    symlinkSync(elsewhere, join(inside, 'linked'))
    mkdirSync(join(inside, 'data'))
    for (const file of [
      secret,
      'link.txt',
      'linked/secret.txt',
      `../${elsewhere.split('/').at(-1)}/secret.txt`,
    ]) {
      const path = scenarioFile(sending(file), inside)
      const { status, stderr } = await cli(['run', path])
      expect(status, file).toBe(2)
      expect(stderr).toContain('step 3 (send), file: ')
      expect(stderr).toContain('--allow-files allows it')
      expect((await cli(['run', '--allow-files', path])).status, file).toBe(0)
    }
  })

  it('may use files of its own folder, by whatever way', async () => {
    const inside = folder()
    mkdirSync(join(inside, 'data'))
    writeFileSync(join(inside, 'data/hello.txt'), 'hello')
    symlinkSync('data/hello.txt', join(inside, 'link.txt'))
    for (const file of ['data/hello.txt', 'link.txt', './data/../data/hello.txt', join(inside, 'link.txt')]) {
      expect((await cli(['run', scenarioFile(sending(file), inside)])).status, file).toBe(0)
    }
  })

  it('is told of a file that can not be sent before anything runs', async () => {
    expect(await complaint(sending('none.txt'))).toBe(
      'step 3 (send), file: "none.txt": there is no such file',
    )
    expect(await complaint(sending('.'))).toBe('step 3 (send), file: ".": is a folder')
    expect(await complaint(sending('a\0b'))).toBe(
      'step 3 (send), file: "a\\u0000b": a path has no NUL character',
    )
  })

  it('may listen on all interfaces when the run allows it', async () => {
    const path = scenarioFile({
      version: 1,
      steps: [
        { do: 'listen', as: 'server', host: '0.0.0.0' },
        { expect: 'listening', at: 'server' },
      ],
    })
    expect((await cli(['run', '--allow-net', path])).status).toBe(0)
  })
})
