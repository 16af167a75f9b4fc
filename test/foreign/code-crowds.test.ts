import { describe, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { LANGUAGES } from '../../src/shared/code/program'
import { event, openLab, receivedText } from '../support/lab'
import { act, BY_PROGRAMS, heard, reachable, say, seenBy, serve, start, written } from './code-programs'

// Programs of servers with several clients, and of groups.

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
