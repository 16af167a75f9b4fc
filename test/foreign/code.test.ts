import { describe, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { LANGUAGES, type Language } from '../../src/shared/code/program'
import type { ListenCommand } from '../../src/shared/commands'
import { event, openLab } from '../support/lab'
import {
  act,
  BY_PROGRAMS,
  expectLinked,
  heard,
  reachable,
  say,
  seenBy,
  serve,
  start,
  written,
} from './code-programs'

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

async function received(lab: Lab, socket: string, bytes: number): Promise<void> {
  await event(lab, 'received', socket, (one) => one.offset + one.bytes === bytes)
}

/** Both ends are closed. */
async function over(lab: Lab, alice: string, accepted: string | undefined): Promise<void> {
  await event(lab, 'closed', alice)
  if (accepted !== undefined) await event(lab, 'closed', accepted)
}

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
