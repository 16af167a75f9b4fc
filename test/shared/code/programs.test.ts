import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../../../src/shared/bytes'
import { type Language, lineOf, type Program, textOf } from '../../../src/shared/code/program'
import { programFor, subjectsOf } from '../../../src/shared/code/programs'
import { History } from '../../../src/shared/code/story/history'
import type { Command } from '../../../src/shared/commands'
import type { LabEvent } from '../../../src/shared/events'

// The texts. That they do what was done: test/foreign/code.test.ts.

function golden(name: string): History {
  const file = path.resolve(import.meta.dirname, `../../golden/${name}.ndjson`)
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  return new History(lines.map((line) => JSON.parse(line) as LabEvent))
}

function program(history: History, name: string, language: Language, locale: 'en' | 'zh-CN' = 'en'): Program {
  const written = programFor(history, name, language, locale)
  if (!written) throw new Error(`no program of ${name}`)
  return written
}

/** The lines that caused something, each with the kinds of events. */
function linked(history: History, one: Program): string[] {
  return one.lines
    .filter(({ seqs }) => seqs.length > 0)
    .map(({ text, seqs }) => `${text.trim()} → ${seqs.map((seq) => kindOf(history, seq)).join(' ')}`)
}

function kindOf(history: History, seq: number): string | undefined {
  for (const name of ['server', 'alice', 'alice@server'])
    for (const event of history.of(name)) if (event.seq === seq) return event.kind
  return undefined
}

let seq = 0
const happened = (event: Record<string, unknown>) => ({ t: 0, seq: ++seq, ...event }) as unknown as LabEvent
const asked = (command: Command, socket: string) => happened({ kind: 'asked', by: 'user', command, socket })

describe('what each line caused', () => {
  test('a client that half-closes, in Python', () => {
    const history = golden('half-close')
    expect(linked(history, program(history, 'alice', 'python'))).toMatchInlineSnapshot(`
      [
        "client.connect((HOST, PORT)) → connected",
        "client.shutdown(socket.SHUT_WR) → finished",
        "print("received:", receive(client, 4), flush=True) → received",
        "read_to_end(client) → ended",
        "client.close() → closed",
      ]
    `)
  })

  test('its server, for Node', () => {
    const history = golden('half-close')
    expect(linked(history, program(history, 'server', 'node'))).toMatchInlineSnapshot(`
      [
        "socket.on('close', () => console.log('closed')) → closed",
        "while (await read(socket)); → ended",
        "socket.write(Buffer.alloc(4)) → sent",
        "socket.end() → finished",
        "const server = net.createServer({ allowHalfOpen: true }, (socket) => { → accepted",
        "server.listen({ host: HOST, port: PORT, backlog: 511 }) → listening",
      ]
    `)
  })

  test('an event leads to its line', () => {
    const history = golden('half-close')
    const one = program(history, 'alice', 'python')
    const connected = history.of('alice').find(({ kind }) => kind === 'connected')
    expect(one.lines[lineOf(one, connected?.seq ?? 0) ?? -1]?.text).toBe('client.connect((HOST, PORT))')
    expect(lineOf(one, 100_000)).toBeUndefined()
  })
})

describe('of what programs can be written', () => {
  test('of listeners, clients and groups, of an accepted end that of its listener', () => {
    const history = new History([
      asked({ do: 'listen', as: 'server', port: 8080 }, 'server'),
      asked({ do: 'connect', as: 'crowd', port: 8080, count: 2 }, 'crowd.1'),
      asked({ do: 'connect', as: 'crowd', port: 8080, count: 2 }, 'crowd.2'),
      asked({ do: 'bind', as: 'box', port: 9090 }, 'box'),
    ])
    expect(subjectsOf(history)).toEqual([
      { name: 'server', label: 'server', kind: 'server' },
      { name: 'crowd', label: 'crowd', kind: 'client', count: 2 },
      { name: 'box', label: 'box', kind: 'datagram' },
    ])
    expect(program(history, 'crowd.1@server', 'python').file).toBe('server.py')
    expect(programFor(history, '127.0.0.1:5', 'python', 'en')).toBeUndefined()
  })

  test('not of what was refused', () => {
    const listen = asked({ do: 'listen', as: 'server', port: 8080 }, 'server')
    const failed = happened({ kind: 'failed', socket: 'server', cause: listen.seq, code: 'LAB_NAME_TAKEN' })
    expect(subjectsOf(new History([listen, failed]))).toEqual([])
  })

  test('the file is called as people call the socket, in plain letters', () => {
    const listen = asked({ do: 'listen', as: 'server', port: 8080 }, 'server')
    const renamed = (to: string) => new History([listen, happened({ kind: 'renamed', socket: 'server', to })])
    expect(program(renamed('My échô 1'), 'server', 'node').file).toBe('My_echo_1.mjs')
    expect(program(renamed('服务器'), 'server', 'shell').file).toBe('server.sh')
  })
})

describe('what is left out is said', () => {
  const bytes = encodeUtf8('hello')

  function sending(command: Command, sent: Record<string, unknown>): History {
    const ask = asked(command, 'alice')
    return new History([
      asked({ do: 'connect', as: 'alice', port: 8080 }, 'alice'),
      happened({ kind: 'connected', socket: 'alice', local: '127.0.0.1:5', remote: '127.0.0.1:8080' }),
      ask,
      happened({ kind: 'sent', socket: 'alice', cause: ask.seq, offset: 0, index: 0, queued: 0, ...sent }),
    ])
  }

  test('bytes that the log has not kept', () => {
    const history = sending(
      { do: 'send', from: 'alice', text: `${'h'.repeat(1024)}…` },
      { bytes: 5000, data: bytes },
    )
    const one = program(history, 'alice', 'python')
    expect(one.notes).toHaveLength(1)
    expect(textOf(one)).toContain('client.sendall(b"h" * 1024 + bytes(3976))')
  })

  test('a reset, in a shell', () => {
    const history = golden('reset')
    expect(program(history, 'alice', 'shell').notes.join()).toContain('RST')
    expect(program(history, 'alice', 'python').notes).toEqual([])
  })

  test('in the language of the person', () => {
    const history = golden('reset')
    expect(textOf(program(history, 'alice', 'shell', 'zh-CN'))).toContain(
      '# 未包含：\n# - 重置：ncat 不能发送 RST',
    )
  })

  test('a rule that Python has no regular expression for', () => {
    const respond = {
      with: 'rules',
      rules: [{ match: { regex: '\\p{L}\n' }, reply: { text: 'x' } }],
    } as const
    const history = new History([
      asked(
        { do: 'listen', as: 'server', port: 1, respond: { ...respond, rules: [...respond.rules] } },
        'server',
      ),
      asked({ do: 'send', from: 'alice@server', text: 'x' }, 'alice@server'),
    ])
    expect(program(history, 'server', 'node').notes).toEqual([])
    const inPython = program(history, 'server', 'python')
    expect(inPython.notes.join()).toContain('regular expression')
    expect(textOf(inPython)).toContain('# /\\p{L}\\n/')
  })
})

test('what a person typed stays in its literal', () => {
  const path = '/tmp/"; import os\n#'
  const history = new History([
    asked({ do: 'connect', as: 'alice', port: 8080 }, 'alice'),
    asked({ do: 'send', from: 'alice', file: path }, 'alice'),
  ])
  expect(textOf(program(history, 'alice', 'python'))).toContain(
    'open("/tmp/\\"; import os\\n#", "rb").read()',
  )
  expect(textOf(program(history, 'alice', 'shell'))).toContain(`cat -- "$(printf '/tmp/"; import os\\n#')"`)
})
