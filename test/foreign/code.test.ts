import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { generateCertificate } from '../../src/main/engine/layers/tls/certificates'
import { LANGUAGES, type Language } from '../../src/shared/code/program'
import type { ListenCommand } from '../../src/shared/commands'
import { event, openLab, receivedText } from '../support/lab'
import { expectLinked, newFolder, reachable, seenBy, serve, start, written } from './code-programs'

// Programs written of what happened in a lab, run against a lab: what the other side sees is the same as it was.

interface Case {
  listen?: Omit<ListenCommand, 'do' | 'as'>
  connect?: Record<string, unknown>
  /** What is done with a client `alice` and its accepted end, until both are closed. */
  talk: (lab: Lab, alice: string, accepted: string | undefined) => Promise<void>
  /** Those that can do all of it; all of them unless given. */
  client?: readonly Language[]
  server?: readonly Language[]
}

const say = (lab: Lab, from: string, text: string) => lab.execute({ do: 'send', from, text })
const act = (lab: Lab, what: 'close' | 'shutdown' | 'reset', socket: string) =>
  lab.execute({ do: what, socket })

async function heard(lab: Lab, socket: string, text: string): Promise<void> {
  if (receivedText(lab, socket) !== text)
    await event(lab, 'received', socket, () => receivedText(lab, socket) === text)
}

async function received(lab: Lab, socket: string, bytes: number): Promise<void> {
  await event(lab, 'received', socket, (one) => one.offset + one.bytes === bytes)
}

/** Both ends are closed. */
async function over(lab: Lab, alice: string, accepted: string | undefined): Promise<void> {
  await event(lab, 'closed', alice)
  if (accepted !== undefined) await event(lab, 'closed', accepted)
}

const BY_PROGRAMS = ['python', 'node'] as const

const CASES: Record<string, Case> = {
  'echo, and the client closes': {
    listen: { respond: { with: 'echo' } },
    talk: async (lab, alice, accepted) => {
      say(lab, alice, 'one')
      await heard(lab, alice, 'one')
      say(lab, alice, "it's 100 % \\ “two”\n")
      await heard(lab, alice, "oneit's 100 % \\ “two”\n")
      act(lab, 'close', alice)
      await over(lab, alice, accepted)
    },
  },
  'upper case': {
    listen: { respond: { with: 'upper' } },
    talk: async (lab, alice, accepted) => {
      lab.execute({ do: 'send', from: alice, hex: '68 69 00 ff c3 0a' })
      await event(lab, 'received', alice)
      act(lab, 'close', alice)
      await over(lab, alice, accepted)
    },
  },
  'one answer, and the server closes': {
    listen: { respond: { with: 'reply', text: '-thank you !', thenClose: true } },
    talk: async (lab, alice, accepted) => {
      say(lab, alice, 'hello')
      await over(lab, alice, accepted)
    },
  },
  'half-closed: the server speaks after the FIN of the client': {
    listen: { allowHalfOpen: true },
    talk: async (lab, alice, accepted) => {
      say(lab, alice, 'question')
      act(lab, 'shutdown', alice)
      if (accepted !== undefined) {
        await event(lab, 'ended', accepted)
        say(lab, accepted, 'late answer')
        act(lab, 'close', accepted)
      }
      await over(lab, alice, accepted)
    },
    server: BY_PROGRAMS,
  },
  'the server speaks first': {
    listen: { respond: { with: 'echo' } },
    talk: async (lab, alice, accepted) => {
      if (accepted !== undefined) say(lab, accepted, 'welcome\n')
      await heard(lab, alice, 'welcome\n')
      say(lab, alice, 'hello')
      await heard(lab, alice, 'welcome\nhello')
      act(lab, 'close', alice)
      await over(lab, alice, accepted)
    },
    // Nobody says "welcome" to a program that calls this lab.
    client: [],
  },
  'the client resets': {
    listen: { respond: { with: 'echo' } },
    talk: async (lab, alice, accepted) => {
      say(lab, alice, 'hello')
      await heard(lab, alice, 'hello')
      act(lab, 'reset', alice)
      await over(lab, alice, accepted)
    },
    client: BY_PROGRAMS,
  },
  'framed by lengths, and answered by rules': {
    listen: {
      framing: { by: 'length', bytes: 2 },
      respond: {
        with: 'rules',
        rules: [
          { match: { equals: 'PING' }, reply: { text: `PONG $\{n}` } },
          { match: { regex: '^say (?<what>.+)$' }, reply: { text: 'I say $<what>' } },
          // biome-ignore lint/suspicious/noThenProperty: the word of the commands
          { match: { startsWith: 'QUIT' }, reply: { text: 'bye' }, then: 'close' },
        ],
      },
    },
    connect: { framing: { by: 'length', bytes: 2 } },
    talk: async (lab, alice, accepted) => {
      for (const [index, text] of ['PING', 'nothing', 'PING', 'say it', 'QUIT now'].entries()) {
        say(lab, alice, text)
        if (index !== 1)
          await event(lab, 'unpacked', alice, ({ index: at }) => at === index - (index > 1 ? 1 : 0))
      }
      await over(lab, alice, accepted)
    },
    client: BY_PROGRAMS,
    server: BY_PROGRAMS,
  },
  'lines, and an answer that takes its time': {
    listen: { framing: { by: 'line', ending: 'crlf' }, respond: { with: 'upper', delayMs: 20 } },
    connect: { framing: { by: 'line', ending: 'crlf' } },
    talk: async (lab, alice, accepted) => {
      lab.execute({ do: 'send', from: alice, text: 'line', repeat: 3, everyMs: 1 })
      await event(lab, 'unpacked', alice, ({ index }) => index === 2)
      act(lab, 'close', alice)
      await over(lab, alice, accepted)
    },
    server: BY_PROGRAMS,
  },
  'more than fits into the buffers, there and back': {
    listen: { respond: { with: 'echo' } },
    talk: async (lab, alice, accepted) => {
      lab.execute({ do: 'send', from: alice, text: 'x'.repeat(900_000), repeat: 12 })
      await received(lab, alice, 10_800_000)
      act(lab, 'close', alice)
      await over(lab, alice, accepted)
    },
    client: BY_PROGRAMS,
    // ncat itself does not read while it writes.
    server: BY_PROGRAMS,
  },
}

/** Does it in a lab; the listener stays. */
async function happened({ listen, connect, talk }: Case): Promise<{ lab: Lab; port: number }> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', ...listen }).done
  const { local } = await event(lab, 'listening', 'server')
  await lab.execute({ do: 'connect', as: 'alice', to: 'server', ...connect } as never).done
  await talk(lab, 'alice', 'alice@server')
  return { lab, port: Number(local.slice(local.lastIndexOf(':') + 1)) }
}

describe.each(Object.entries(CASES))('%s', (_name, one) => {
  test.each(one.client ?? LANGUAGES)('the client as a program: %s', async (language) => {
    const { lab, port } = await happened(one)
    const program = written(lab, 'alice', language)
    expectLinked(program, lab, 'connected', one.connect ? 'packed' : 'sent')
    const running = start(program, port)
    const { socket } = await event(lab, 'accepted', undefined, ({ foreign }) => foreign === true)
    if (one.listen?.allowHalfOpen) {
      await event(lab, 'ended', socket)
      say(lab, socket, 'late answer')
      act(lab, 'close', socket)
    }
    await event(lab, 'closed', socket)
    expect(await running.ended, running.output()).toBe(0)
    expect(seenBy(lab, socket)).toEqual(seenBy(lab, 'alice@server'))
  })

  test.each(one.server ?? LANGUAGES)('the server as a program: %s', async (language) => {
    const { lab } = await happened(one)
    const program = written(lab, 'server', language)
    expectLinked(program, lab, 'listening', 'accepted', one.connect ? 'unpacked' : 'received')
    const { port } = await serve(program)
    // The first connection would be the program's first, too.
    if (language === 'shell') await reachable(port)
    const again = openLab()
    await again.execute({ do: 'connect', as: 'alice', port, ...one.connect } as never).done
    await one.talk(again, 'alice', undefined)
    expect(seenBy(again, 'alice')).toEqual(seenBy(lab, 'alice'))
  })
})

describe('several clients at a time', () => {
  async function crowded(port?: number): Promise<Lab> {
    const lab = openLab()
    if (port === undefined) await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
    const target = port === undefined ? { to: 'server' } : { port }
    await lab.execute({ do: 'connect', as: 'crowd', count: 3, ...target }).done
    say(lab, 'crowd', 'hi')
    const members = ['crowd.1', 'crowd.2', 'crowd.3']
    for (const member of members) await heard(lab, member, 'HI')
    act(lab, 'close', 'crowd')
    for (const member of members) await event(lab, 'closed', member)
    return lab
  }

  test.each(LANGUAGES)('a server that serves them all: %s', async (language) => {
    const { port } = await serve(written(await crowded(), 'server', language))
    if (language === 'shell') await reachable(port)
    const again = await crowded(port)
    expect(seenBy(again, 'crowd.3')).toMatchObject({ received: 'HI', closed: true })
  })

  test.each(LANGUAGES)('a group as one program: %s', async (language) => {
    const lab = await crowded()
    const { local } = await event(lab, 'listening', 'server')
    const running = start(written(lab, 'crowd', language), local.split(':')[1] ?? '')
    expect(await running.ended, running.output()).toBe(0)
    const foreign: string[] = []
    for (let nth = 0; nth < 3; nth++) {
      const { socket } = await event(
        lab,
        'accepted',
        undefined,
        (one) => one.foreign === true && !foreign.includes(one.socket),
      )
      foreign.push(socket)
      await event(lab, 'closed', socket)
      expect(seenBy(lab, socket)).toEqual(seenBy(lab, 'crowd.1@server'))
    }
  })
})

describe('UDP', () => {
  async function boxed(): Promise<{ lab: Lab; port: string }> {
    const lab = openLab()
    await lab.execute({ do: 'bind', as: 'box', respond: { with: 'upper' } }).done
    const { local } = await event(lab, 'listening', 'box')
    await lab.execute({ do: 'connect', as: 'alice', to: 'box' }).done
    await talk(lab)
    return { lab, port: local.split(':')[1] ?? '' }
  }
  async function talk(lab: Lab): Promise<void> {
    say(lab, 'alice', 'one')
    await heard(lab, 'alice', 'ONE')
    say(lab, 'alice', 'two')
    await heard(lab, 'alice', 'ONETWO')
    act(lab, 'close', 'alice')
    await event(lab, 'closed', 'alice')
  }

  test.each(LANGUAGES)('a client: %s', async (language) => {
    const { lab, port } = await boxed()
    const before = receivedText(lab, 'box')
    const running = start(written(lab, 'alice', language), port)
    await heard(lab, 'box', `${before}onetwo`)
    // ncat says that nothing more came.
    if (language !== 'shell') expect(await running.ended, running.output()).toBe(0)
  })

  test.each(LANGUAGES)('a bound socket: %s', async (language) => {
    const { port } = await serve(written((await boxed()).lab, 'box', language))
    const again = openLab()
    await again.execute({ do: 'connect', as: 'alice', transport: 'udp', port }).done
    if (language === 'shell') await new Promise((resolve) => setTimeout(resolve, 500))
    await talk(again)
    expect(seenBy(again, 'alice')).toMatchObject({ received: 'ONETWO' })
  })
})

describe('Unix domain sockets', () => {
  test.each(LANGUAGES)('a client and a server: %s', async (language) => {
    const path = join(newFolder(), 'it.sock')
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'server', path, respond: { with: 'upper' } }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    say(lab, 'alice', 'hello')
    await heard(lab, 'alice', 'HELLO')
    act(lab, 'close', 'alice')
    await event(lab, 'closed', 'alice@server')

    const client = written(lab, 'alice', language)
    const running = start(client, path)
    const { socket } = await event(lab, 'accepted', undefined, ({ foreign }) => foreign === true)
    await event(lab, 'closed', socket)
    expect(await running.ended, running.output()).toBe(0)
    expect(seenBy(lab, socket)).toEqual(seenBy(lab, 'alice@server'))

    const other = join(newFolder(), 'other.sock')
    start(written(lab, 'server', language), other)
    await reachable(other)
    const second = start(client, other)
    expect(await second.ended, second.output()).toBe(0)
    expect(second.output()).toContain('HELLO')
  })
})

describe('one client at a time', () => {
  async function inTurn(port?: number): Promise<Lab> {
    const lab = openLab()
    const respond = { with: 'echo' } as const
    if (port === undefined)
      await lab.execute({ do: 'listen', as: 'server', serve: 'one-at-a-time', respond }).done
    const target = port === undefined ? { to: 'server' } : { port }
    await lab.execute({ do: 'connect', as: 'alice', ...target }).done
    say(lab, 'alice', 'first')
    await heard(lab, 'alice', 'first')
    lab.execute({ do: 'connect', as: 'bob', nowait: true, ...target })
    await event(lab, 'connected', 'bob')
    say(lab, 'bob', 'second')
    say(lab, 'alice', ' and more')
    await heard(lab, 'alice', 'first and more')
    expect(receivedText(lab, 'bob')).toBe('')
    act(lab, 'close', 'alice')
    await heard(lab, 'bob', 'second')
    act(lab, 'close', 'bob')
    await event(lab, 'closed', 'bob')
    return lab
  }

  test.each(BY_PROGRAMS)('%s', async (language) => {
    const { port } = await serve(written(await inTurn(), 'server', language))
    await inTurn(port)
  })
})

describe('passing on to the others', () => {
  async function chatting(port?: number): Promise<Lab> {
    const lab = openLab()
    if (port === undefined)
      await lab.execute({ do: 'listen', as: 'server', respond: { with: 'broadcast' } }).done
    const target = port === undefined ? { to: 'server' } : { port }
    for (const as of ['alice', 'bob']) await lab.execute({ do: 'connect', as, ...target }).done
    // A program may have accepted neither yet: it passes on to those that it has.
    await new Promise((resolve) => setTimeout(resolve, 200))
    say(lab, 'alice', 'hello')
    await heard(lab, 'bob', 'hello')
    expect(receivedText(lab, 'alice')).toBe('')
    act(lab, 'close', 'alice')
    act(lab, 'close', 'bob')
    await event(lab, 'closed', 'bob')
    return lab
  }

  test.each(LANGUAGES)('%s', async (language) => {
    const { port } = await serve(written(await chatting(), 'server', language))
    if (language === 'shell') await reachable(port)
    await chatting(port)
  })
})

describe('TLS', () => {
  test.each(LANGUAGES)('a server and a client: %s', async (language) => {
    const folder = newFolder()
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const pair = await generateCertificate()
    writeFileSync(cert, pair.cert)
    writeFileSync(key, pair.key)
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' }, tls: { cert, key } }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'server', tls: { ca: cert } }).done
    await event(lab, 'secured', 'alice')
    say(lab, 'alice', 'hello')
    await event(lab, 'unpacked', 'alice')
    act(lab, 'close', 'alice')
    await event(lab, 'closed', 'alice@server')

    const { port } = await serve(written(lab, 'server', language))
    await reachable(port)
    const running = start(written(lab, 'alice', language), port)
    expect(await running.ended, running.output()).toBe(0)
    expect(running.output()).toContain('HELLO')
  })
})

describe('a bound UDP socket that speaks by hand', () => {
  test.each(BY_PROGRAMS)('%s', async (language) => {
    const lab = openLab()
    await lab.execute({ do: 'bind', as: 'box' }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'box' }).done
    say(lab, 'alice', 'hello')
    const { remote } = await event(lab, 'received', 'box')
    lab.execute({ do: 'send', from: 'box', to: remote as string, text: 'by hand' })
    await heard(lab, 'alice', 'by hand')
    act(lab, 'close', 'box')
    await event(lab, 'closed', 'box')

    const running = await serve(written(lab, 'box', language))
    const again = openLab()
    await again.execute({ do: 'connect', as: 'alice', transport: 'udp', port: running.port }).done
    say(again, 'alice', 'hello')
    await heard(again, 'alice', 'by hand')
    expect(await running.ended, running.output()).toBe(0)
  })
})

test.each(BY_PROGRAMS)('a client that nobody answers fails as it did: %s', async (language) => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const { local } = await event(lab, 'listening', 'server')
  const port = Number(local.split(':')[1])
  lab.execute({ do: 'close', socket: 'server' })
  await event(lab, 'closed', 'server')
  await lab.execute({ do: 'connect', as: 'alice', port }).done
  const program = written(lab, 'alice', language)
  expectLinked(program, lab, 'failed')
  const running = start(program, port)
  expect(await running.ended).toBe(1)
  expect(running.output()).toMatch(/ECONNREFUSED|Connection refused/)
})
