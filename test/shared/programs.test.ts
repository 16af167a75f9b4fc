import { describe, expect, test } from 'vitest'
import { formatCommandLine, parseCommandLine, spawnLine } from '../../src/shared/command-line'
import type { LabEvent, Output } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { MAX_ENDED_PROGRAMS } from '../../src/shared/model/programs'
import { reduce } from '../../src/shared/model/reduce'
import { Cursor, checkScenario } from '../../src/shared/scenario'
import type { EventExpectation } from '../../src/shared/scenario/schema'
import { outputRow, plainOutput } from '../../src/shared/terminal'

describe('a command line', () => {
  test.each([
    ['python3 echo.py 8080', ['python3', 'echo.py', '8080']],
    ['  a\t b  ', ['a', 'b']],
    ['', []],
    [`"two words" 'and "these"'`, ['two words', 'and "these"']],
    [String.raw`"a \"quote\"" 'no \escape'`, ['a "quote"', String.raw`no \escape`]],
    [
      String.raw`C:\Python\python.exe "C:\My Files\a.py"`,
      [String.raw`C:\Python\python.exe`, String.raw`C:\My Files\a.py`],
    ],
    [`a"b c"d ''`, ['ab cd', '']],
    ['$HOME `id` ; * > x', ['$HOME', '`id`', ';', '*', '>', 'x']],
  ])('%j has these words', (line, words) => {
    expect(parseCommandLine(line)).toEqual(words)
  })

  test.each(['"open', "it's", String.raw`"\"`])('%j has a quote without an end', (line) => {
    expect(parseCommandLine(line)).toBeUndefined()
  })

  test.each([[['a', 'b c', '', '"', "'", '\\', 'x\\y z', '\\"', 'a\nb']], [[]]])(
    'says %j so that it is read so',
    (words) => {
      expect(parseCommandLine(formatCommandLine(words))).toEqual(words)
    },
  )

  test('says which port is known only when it runs', () => {
    expect(spawnLine({ command: 'python3', args: ['a b.py', { portOf: 'server' }] })).toBe(
      'python3 "a b.py" port:server',
    )
  })
})

describe('what was written for a terminal', () => {
  test.each([
    ['\u001b[31mred\u001b[0m and \u001b[1;4mmore\u001b[m', 'red and more'],
    ['\u001b]0;title\u0007text\u001b]8;;http://x\u001b\\link', 'textlink'],
    ['a\u001b[2K\u001b[1Gb\u001b(Bc', 'abc'],
    ['one\r\ntwo\r\r\n', 'one\ntwo\n'],
    ['bell \u0007 and \u001b', 'bell \u0007 and \u001b'],
    ['\u009b31mC1', 'C1'],
  ])('%j is plain', (text, plain) => {
    expect(plainOutput(text)).toBe(plain)
  })

  test('is one row of a log without the end of its last line', () => {
    expect(outputRow('a\nb\n')).toBe('a\nb')
  })
})

describe('an expectation of output', () => {
  const cursorOf = (...pieces: (string | [string, Output['stream']])[]) => {
    const cursor = new Cursor()
    pieces.forEach((piece, index) => {
      const [text, stream] = typeof piece === 'string' ? [piece, 'stdout' as const] : piece
      cursor.take({ kind: 'output', socket: 'app', seq: index + 1, t: index, stream, text })
    })
    return cursor
  }
  const look = (cursor: Cursor, fields: Record<string, unknown>) =>
    cursor
      .expect({ expect: 'output', at: 'app', ...fields } as EventExpectation, {
        joined: false,
        layered: false,
      })
      .look()

  test('finds a text wherever it was cut', () => {
    const cursor = cursorOf('rea', 'dy on po', 'rt 80\n')
    expect(look(cursor, { contains: 'ready on port' })).toEqual({ met: true })
    expect(look(cursor, { contains: 'ready' })).toBeUndefined()
    expect(look(cursor, { contains: '80' })).toEqual({ met: true })
  })

  test('goes on behind what was found, within the same piece, too', () => {
    const cursor = cursorOf('a b a b')
    expect(look(cursor, { contains: 'b' })).toEqual({ met: true })
    expect(look(cursor, { contains: 'b' })).toEqual({ met: true })
    expect(look(cursor, { contains: 'b' })).toBeUndefined()
  })

  test('does not join what came from two streams, and can ask for one', () => {
    expect(look(cursorOf('rea', ['dy', 'stderr']), { contains: 'ready' })).toBeUndefined()
    expect(look(cursorOf('rea', ['x', 'stderr'], 'dy'), { contains: 'ready' })).toEqual({ met: true })
    expect(look(cursorOf('no'), { contains: 'no', stream: 'stderr' })).toBeUndefined()
    expect(look(cursorOf('yes', ['no', 'stderr']), { contains: 'no', stream: 'stderr' })).toEqual({
      met: true,
    })
  })

  test('of its text wants that first, all of it', () => {
    const cursor = cursorOf('on', 'e\ntwo\n')
    expect(look(cursor, { text: 'one\n' })).toEqual({ met: true })
    expect(look(cursor, { text: 'two\n' })).toEqual({ met: true })
    expect(look(cursorOf('on'), { text: 'one' })).toBeUndefined()
    expect(look(cursorOf('xone'), { text: 'one' })).toMatchObject({ met: false })
  })

  test('without one is met by any', () => {
    expect(look(cursorOf('a'), {})).toEqual({ met: true })
    expect(look(cursorOf(), {})).toBeUndefined()
  })
})

describe('a scenario with programs', () => {
  const errorsOf = (...steps: object[]) => {
    const checked = checkScenario({ version: 1, steps })
    return 'errors' in checked ? checked.errors.map(({ message }) => message) : []
  }
  const spawn = { do: 'spawn', as: 'py', command: 'python3', args: ['a.py'] }

  test('names what belongs to them', () => {
    expect(
      errorsOf(
        { do: 'listen', as: 'server' },
        { ...spawn, args: ['a.py', { portOf: 'server' }] },
        { expect: 'found', at: 'py', as: 'listener' },
        { do: 'connect', as: 'alice', to: 'py' },
        { expect: 'state', of: 'alice@py', is: 'ESTABLISHED' },
        { do: 'load', to: 'py', clients: 2, forMs: 10 },
        { expect: 'output', at: 'py', contains: 'x' },
        { do: 'input', socket: 'py', text: 'q\n', end: true },
        { do: 'rename', socket: 'py', to: 'app' },
        { do: 'kill', socket: 'app', signal: 'SIGKILL' },
        { expect: 'exited', at: 'app', signal: 'SIGKILL' },
      ),
    ).toEqual([])
  })

  test.each([
    [[{ do: 'spawn', as: 'py' }], /step 1 \(spawn\), command: is missing/],
    [[{ ...spawn, command: 'a\0b' }], /command: .*no NUL/],
    [[{ ...spawn, args: 'a.py' }], /args: must be/],
    [[{ ...spawn, args: [{ portOf: 'server' }] }], /args\.0\.portOf: no listener is called "server"/],
    [[{ ...spawn, env: { 'A=B': 'x' } }], /env/],
    [[{ ...spawn, shell: true }], /unknown field "shell"/],
    [[spawn, { do: 'kill', socket: 'py', signal: 'SIGFOO' }], /signal/],
    [[spawn, { do: 'input', socket: 'py' }], /needs text, end, or both/],
    [
      [
        { do: 'listen', as: 's' },
        { do: 'kill', socket: 's' },
      ],
      /"s" is a listener; kill is for a program/,
    ],
    [[{ do: 'kill', socket: 'py' }], /no program is called "py"/],
    [[spawn, { do: 'send', from: 'py', text: 'x' }], /"py" is a program; send is for one end/],
    [[spawn, { expect: 'output', at: 'py', text: 'a', contains: 'a' }], /text and contains are both given/],
    [[spawn, { expect: 'state', of: 'py', is: 'LISTEN' }], /a program has no TCP state/],
    [[spawn, { do: 'connect', as: 'a', port: 1 }, { do: 'connect', as: 'b', to: 'a' }], /needs a listener/],
  ])('%j is refused', (steps, says) => {
    expect(errorsOf(...steps).join('\n')).toMatch(says)
  })
})

describe('programs in the model', () => {
  let seq = 0
  const fold = (model = emptyModel(), ...drafts: object[]) => {
    for (const draft of drafts) reduce(model, { seq: ++seq, t: seq, ...draft } as LabEvent)
    return model
  }
  const asked = (name: string) => ({
    kind: 'asked',
    by: 'user',
    socket: name,
    command: { do: 'spawn', as: name, command: 'cat' },
  })

  test('are followed from what was asked to their end', () => {
    const model = fold(undefined, asked('app'))
    expect(model.programs.get('app')).toMatchObject({ phase: 'starting', asked: { command: 'cat' } })
    fold(model, { kind: 'spawned', socket: 'app', pid: 7, command: ['cat'], cwd: '/' })
    fold(model, { kind: 'output', socket: 'app', stream: 'stdout', text: 'abc', omitted: 9 })
    fold(model, { kind: 'renamed', socket: 'app', to: 'the cat' })
    fold(model, {
      kind: 'asked',
      by: 'user',
      socket: 'app',
      command: { do: 'input', socket: 'app', end: true },
    })
    expect(model.programs.get('app')).toMatchObject({
      phase: 'running',
      pid: 7,
      written: 3,
      omitted: 9,
      label: 'the cat',
      inputEnded: true,
    })
    fold(model, { kind: 'failed', socket: 'app', code: 'LAB_NOT_POSSIBLE', message: 'no' })
    expect(model.programs.get('app')?.phase).toBe('running')
    fold(model, { kind: 'exited', socket: 'app', code: 0 })
    expect(model.programs.get('app')).toMatchObject({ phase: 'exited', code: 0, endedAt: seq })
    expect(model.sockets.size).toBe(0)
  })

  test('stand still until they are told to go on, whatever else they are told', () => {
    const kill = (signal: string) => ({
      kind: 'asked',
      by: 'user',
      socket: 'app',
      command: { do: 'kill', socket: 'app', signal },
    })
    const model = fold(undefined, asked('app'), kill('SIGSTOP'), kill('SIGINT'))
    expect(model.programs.get('app')?.halted).toBe(true)
    fold(model, kill('SIGCONT'))
    expect(model.programs.get('app')?.halted).toBe(false)
  })

  test('the oldest of those that have ended leave, never one that runs', () => {
    const model = fold(undefined, asked('runs'))
    for (let index = 0; index <= MAX_ENDED_PROGRAMS; index++) {
      fold(model, asked(`app${index}`), { kind: 'exited', socket: `app${index}`, code: 0 })
    }
    expect(model.programs.size).toBe(MAX_ENDED_PROGRAMS + 1)
    expect(model.programs.has('runs')).toBe(true)
    expect(model.programs.has('app0')).toBe(false)
  })
})
