import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Command } from '../../src/shared/commands'
import type { LessonModel } from '../../src/shared/model/lesson'
import { modelOf, socketOf } from '../support/lab'
import { type Held, hold, lessonLab, lessonOf } from './support'

const close = lessonOf('four-way-close')

/** What a person does in the window. */
async function byHand({ lab }: Held, ...commands: Command[]): Promise<void> {
  for (const command of commands) await lab.execute(command).done
}

async function untilMet({ run }: Held, step: number, ...checks: number[]): Promise<void> {
  const deadline = performance.now() + 4000
  while (checks.some((check) => !run.isMet(step, check))) {
    if (performance.now() > deadline) throw new Error(`checks of step ${step} are not met in time`)
    await sleep(10)
  }
}

function lessonIn({ lab }: Held): LessonModel {
  const { lesson } = modelOf(lab)
  if (!lesson) throw new Error('no lesson in the log')
  return lesson
}

describe('done by hand', () => {
  test('sockets of any name play the roles, as the learner makes them', async () => {
    const held = await hold(close)
    held.run.show(1)
    await byHand(
      held,
      { do: 'listen', as: 'shop', allowHalfOpen: true, respond: { with: 'echo' } },
      { do: 'connect', as: 'me', to: 'shop' },
    )
    await untilMet(held, 1, 1, 2)
    const { roles, acts } = lessonIn(held)
    expect([...roles].map(([role, { name }]) => [role, name])).toEqual([
      ['server', 'shop'],
      ['alice', 'me'],
    ])
    expect([...acts]).toEqual(['1.1', '1.2'])
    held.run.show(2)
    await byHand(held, { do: 'shutdown', socket: 'me' })
    await untilMet(held, 2, 1, 2)
    held.run.show(3)
    await byHand(held, { do: 'close', socket: 'me@shop' })
    await untilMet(held, 3, 1, 2)
  })

  test('a client that calls by address is known as the one that the lesson waits for', async () => {
    const held = await hold(close)
    held.run.show(1)
    await byHand(held, { do: 'listen', as: 'shop', allowHalfOpen: true })
    const port = Number(socketOf(held.lab, 'shop').local?.split(':').at(-1))
    await byHand(held, { do: 'connect', as: 'me', host: '127.0.0.1', port })
    await untilMet(held, 1, 1, 2)
  })

  test('a group that the lab names plays its role', async () => {
    const held = await hold(lessonOf('close-wait-leak'))
    held.run.show(1)
    await byHand(
      held,
      { do: 'listen', allowHalfOpen: true, respond: { with: 'none' } },
      { do: 'connect', to: 'server1', count: 3 },
    )
    await sleep(0)
    expect(lessonIn(held).roles.get('crowd')?.name).toBe('client1')
  })

  test('an act is done without the waits that its commands have', async () => {
    const held = await hold(lessonOf('accept-queue'))
    await held.run.perform(1)
    held.run.show(2)
    const { name: server = '' } = lessonIn(held).roles.get('server') ?? {}
    await byHand(
      held,
      { do: 'connect', as: 'one', to: server, nowait: true },
      { do: 'connect', as: 'two', to: server, nowait: true },
    )
    await sleep(0)
    expect(lessonIn(held).acts).toContain('2.1')
  })

  test('of two acts that want the same, the first is done first', async () => {
    const held = await hold(lessonOf('quit-word'))
    await held.run.perform(4)
    held.run.show(5)
    await byHand(held, { do: 'send', from: 'bob', text: 'qu' })
    await sleep(0)
    expect([...lessonIn(held).acts].filter((act) => act.startsWith('5.'))).toEqual(['5.1'])
  })

  test('a client that calls another port plays nothing', async () => {
    const held = await hold(close)
    held.run.show(1)
    await byHand(
      held,
      { do: 'listen', as: 'shop', allowHalfOpen: true },
      { do: 'listen', as: 'other' },
      { do: 'connect', as: 'me', to: 'other' },
    )
    await sleep(0)
    expect(lessonIn(held).unfit.get('alice')).toEqual({ name: 'me', differs: ['to'] })
  })

  test('a program, and its client, which the window lets call by address', async ({ skip }) => {
    skip(process.platform !== 'linux', 'what a program listens on is found in the tables of Linux')
    const held = await hold(lessonOf('program-dies'))
    await held.run.perform(1)
    const program = lessonIn(held).roles.get('calm')?.name ?? ''
    const port = () =>
      [...modelOf(held.lab).sockets.values()]
        .find(({ watch }) => watch === program)
        ?.local?.split(':')
        .at(-1)
    await expect.poll(port, { timeout: 5000 }).toBeDefined()
    held.run.show(2)
    await byHand(held, { do: 'connect', as: 'me', host: '127.0.0.1', port: Number(port()) })
    await sleep(0)
    expect([...lessonIn(held).roles.values()].map(({ name }) => name)).toContain('me')
  })

  test('a socket that is not what is wanted plays nothing, and how it differs is said', async () => {
    const held = await hold(close)
    held.run.show(1)
    await byHand(held, { do: 'listen', as: 'shop' })
    await sleep(0)
    const { roles, unfit } = lessonIn(held)
    expect(roles.size).toBe(0)
    expect(unfit.get('server')).toEqual({ name: 'shop', differs: ['allowHalfOpen'] })
    // The right one after it takes the role, and the word is taken back.
    await byHand(held, { do: 'listen', as: 'shop two', allowHalfOpen: true })
    await sleep(0)
    expect(lessonIn(held).roles.get('server')?.name).toBe('shop two')
    expect(lessonIn(held).unfit.size).toBe(0)
  })

  test('a server that is changed into what is wanted plays its role', async () => {
    const held = await hold(lessonOf('upper-case-echo'))
    held.run.show(1)
    await byHand(held, { do: 'listen', as: 'shop', respond: { with: 'echo' } })
    await sleep(0)
    expect(lessonIn(held).unfit.get('server')).toEqual({ name: 'shop', differs: ['respond'] })
    await byHand(held, { do: 'configure', socket: 'shop', respond: { with: 'upper' } })
    await sleep(0)
    expect(lessonIn(held).roles.get('server')?.name).toBe('shop')
  })

  test('one that is closed before the step is whole gives its role to the next', async () => {
    const held = await hold(close)
    held.run.show(1)
    await byHand(
      held,
      { do: 'listen', as: 'shop', allowHalfOpen: true },
      { do: 'close', socket: 'shop' },
      { do: 'listen', as: 'second', allowHalfOpen: true },
      { do: 'connect', as: 'me', to: 'second' },
    )
    await untilMet(held, 1, 1, 2)
    expect(lessonIn(held).roles.get('server')?.name).toBe('second')
  })

  test('what is not met is said after a while, with what was seen there', async () => {
    const held = await hold(close)
    await held.run.perform(1)
    held.run.show(2)
    await byHand(held, { do: 'reset', socket: 'alice' })
    await expect.poll(() => lessonIn(held).checks.get('2.1'), { timeout: 5000 }).toBeDefined()
    const check = lessonIn(held).checks.get('2.1')
    expect(check?.met).toBe(false)
    const kinds = check?.seen.map((seq) => held.lab.log.at(seq)?.kind)
    expect(kinds).toContain('state')
    expect(kinds).toContain('closed')
  })

  test('what was done in the step before is no try at the next one', async () => {
    const held = await hold(close)
    await held.run.perform(1)
    held.run.show(2)
    await byHand(held, { do: 'shutdown', socket: 'alice' })
    await untilMet(held, 2, 1, 2)
    held.run.show(3)
    await sleep(1800)
    expect([...lessonIn(held).checks.keys()].filter((key) => key.startsWith('3.'))).toEqual([])
  })

  test('after words that were not asked for, the right ones count', async () => {
    const lesson = {
      ...close,
      steps: [
        close.steps[0] as (typeof close.steps)[number],
        {
          title: close.title,
          text: [],
          checks: [
            {
              text: close.title,
              hint: close.title,
              expect: { expect: 'received', at: 'alice@server', text: 'hello' },
            } as const,
          ],
        },
      ],
    }
    const held = await hold(lesson)
    await held.run.perform(1)
    held.run.show(2)
    await byHand(held, { do: 'send', from: 'alice', text: 'good morning' })
    await sleep(100)
    expect(held.run.isMet(2, 1)).toBe(false)
    await byHand(held, { do: 'send', from: 'alice', text: 'hello' })
    await untilMet(held, 2, 1)
  })
})

describe('done for the learner', () => {
  test('only what they have not done yet', async () => {
    const held = await hold(close)
    held.run.show(1)
    await byHand(held, { do: 'listen', as: 'shop', allowHalfOpen: true })
    expect(await held.run.perform(1)).toBe(true)
    expect(lessonIn(held).roles.get('server')?.name).toBe('shop')
    expect(modelOf(held.lab).sockets.has('server')).toBe(false)
  })

  test('with what the steps before would have made', async () => {
    const held = await hold(close)
    held.run.show(3)
    expect(await held.run.perform(3)).toBe(true)
    expect(lessonIn(held).steps).toBe(3)
    expect(socketOf(held.lab, 'alice').state).toBe('TIME_WAIT')
  })

  test('once more, with sockets of its own', async () => {
    const held = await hold(close)
    await held.run.perform(1)
    expect(await held.run.perform(1, { afresh: true })).toBe(true)
    expect(lessonIn(held).roles.get('alice')?.name).toBe('alice-2')
    expect(socketOf(held.lab, 'alice-2').state).toBe('ESTABLISHED')
  })

  test('from where the socket was made, if the learner has closed it by mistake', async () => {
    const held = await hold(close)
    await held.run.perform(1)
    held.run.show(2)
    await byHand(held, { do: 'reset', socket: 'alice' })
    await expect.poll(() => socketOf(held.lab, 'alice').descriptor).toBe('closed')
    expect(await held.run.perform(2, { afresh: true })).toBe(true)
    expect(socketOf(held.lab, 'alice-2').state).toBe('FIN_WAIT_2')
  })

  test('a later step once more: all that leads to it', async () => {
    const held = await hold(close)
    await held.run.perform(3)
    await expect.poll(() => socketOf(held.lab, 'alice').descriptor).toBe('closed')
    expect(await held.run.perform(3, { afresh: true })).toBe(true)
    expect(socketOf(held.lab, 'alice-2').state).toBe('TIME_WAIT')
  })

  test('under other names, where theirs are taken', async () => {
    const lab = lessonLab()
    await lab.execute({ do: 'listen', as: 'server' }).done
    const held = await hold(close, lab)
    expect(await held.run.perform(1)).toBe(true)
    expect(lessonIn(held).roles.get('server')?.name).toBe('server-2')
  })
})

describe('with what is there already', () => {
  test('a socket that fits is offered, and plays its role once the learner says so', async () => {
    const lab = lessonLab()
    await lab.execute({ do: 'listen', as: 'plain' }).done
    await lab.execute({ do: 'listen', as: 'shop', allowHalfOpen: true }).done
    const held = await hold(close, lab)
    held.run.show(1)
    expect([...lessonIn(held).offers]).toEqual([['server', 'shop']])
    expect(held.run.adopt('server', 'plain')).toBe(false)
    expect(held.run.adopt('server', 'shop')).toBe(true)
    await byHand(held, { do: 'connect', as: 'me', to: 'shop' })
    await untilMet(held, 1, 1, 2)
  })

  test('it stays open at the end, and what the lesson has made is closed', async () => {
    const lab = lessonLab()
    await lab.execute({ do: 'listen', as: 'shop', allowHalfOpen: true }).done
    await lab.execute({ do: 'connect', as: 'guest', to: 'shop' }).done
    const held = await hold(close, lab)
    held.run.show(1)
    held.run.adopt('server', 'shop')
    await byHand(held, { do: 'connect', as: 'me', to: 'shop' })
    await held.run.end('done')
    const { sockets, lesson } = modelOf(lab)
    const open = [...sockets.values()]
      .filter(({ descriptor }) => descriptor === 'open')
      .map(({ name }) => name)
    expect(open).toContain('shop')
    expect(open).toContain('guest')
    expect(open).not.toContain('me')
    expect(lesson?.ending).toBe('done')
  })
})

test('a lesson that has ended does nothing any more', async () => {
  const held = await hold(close)
  await held.run.perform(1)
  await held.run.end('left')
  const { head } = held.lab.log
  held.run.show(2)
  expect(await held.run.perform(2)).toBe(false)
  expect(held.run.adopt('server', 'server')).toBe(false)
  expect(held.lab.log.head).toBe(head)
})
