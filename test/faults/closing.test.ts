import { describe, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { event, events, modelOf } from '../support/lab'
import {
  connected,
  fin,
  heal,
  type Kernel,
  lose,
  MODES,
  pathOf,
  pureAck,
  toServer,
  wrongSteps,
} from './support'

// Closes that lose segments. The lab takes for granted that what one of its ends sends over the loopback interface
// arrives at the other: from its events alone it is too early then with `order`, but never `exact`. The kernel's tables put
// it right, and the lab says so.

/** What each end has gone through, as the lab has it in the end. */
const paths = (lab: Lab) => [pathOf(lab, 'alice'), pathOf(lab, 'alice@server')]
const contradicted = (lab: Lab) =>
  events(lab).flatMap((one) =>
    one.kind === 'contradicted' ? [`${one.socket} ${one.inferred} ${one.seen}`] : [],
  )

/** What the kernel has shown of both ends, in order: states that were gone before they could be read are not in it. */
function shown(lab: Lab, kernel: Kernel): string[] {
  return ['alice', 'alice@server'].map((name) =>
    kernel
      .of(modelOf(lab).sockets.get(name) ?? {})
      .map(({ state }) => state)
      .join(' '),
  )
}

/** `states` with others between. */
const passes = (...states: string[]) => new RegExp(states.join('\\b.*\\b'))

describe.each(MODES)('%s', (_mode, observing) => {
  test('both FINs are late: simultaneous close', async () => {
    const { lab, kernel } = await connected(observing)
    lose(fin)
    lab.execute({ do: 'shutdown', socket: 'alice' })
    await kernel.shows('alice', 'FIN_WAIT_1')
    lab.execute({ do: 'shutdown', socket: 'alice@server' })
    await kernel.shows('alice@server', 'FIN_WAIT_1')
    heal()
    await Promise.all([kernel.shows('alice', 'TIME_WAIT'), kernel.shows('alice@server', 'TIME_WAIT')])
    if (observing) {
      await event(lab, 'contradicted', 'alice@server')
      expect(contradicted(lab)).toEqual(['alice@server CLOSED TIME_WAIT'])
      for (const path of paths(lab)) expect(path).toMatch(passes('ESTABLISHED', 'FIN_WAIT_1', 'TIME_WAIT'))
    } else {
      expect(paths(lab)).toEqual([
        'SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT',
        'SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED',
      ])
    }
    expect(wrongSteps(lab, kernel).filter((step) => step.includes('exact'))).toEqual([])
  })

  test('the last ACK is lost: LAST_ACK until FIN has been repeated, and TIME_WAIT has answered', async () => {
    const { lab, kernel } = await connected(observing)
    lab.execute({ do: 'shutdown', socket: 'alice' })
    await event(lab, 'ended', 'alice@server')
    lose(`${toServer} ${pureAck}`)
    lab.execute({ do: 'shutdown', socket: 'alice@server' })
    await Promise.all([kernel.shows('alice', 'TIME_WAIT'), kernel.shows('alice@server', 'LAST_ACK')])
    if (observing) {
      await event(lab, 'contradicted', 'alice@server')
      expect(contradicted(lab)).toEqual(['alice@server CLOSED LAST_ACK'])
      expect(wrongSteps(lab, kernel)).toEqual([])
      expect(pathOf(lab, 'alice@server')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK')
    } else {
      // Two repetitions are lost as well.
      await kernel.until(() => lasts(lab, kernel, 'alice@server', 700))
      expect(wrongSteps(lab, kernel)).toEqual(['alice@server CLOSED (order)'])
    }
    heal()
    await kernel.shows('alice@server', 'CLOSED')
    expect(shown(lab, kernel)[1]).toMatch(passes('ESTABLISHED', 'LAST_ACK', 'CLOSED'))
    if (!observing) return
    await event(lab, 'state', 'alice@server', (one) => one.to === 'CLOSED' && one.provenance === 'observed')
    expect(contradicted(lab)).toHaveLength(1)
    expect(paths(lab)).toEqual([
      'SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT',
      'SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED',
    ])
  })

  test('the peer is silent: FIN_WAIT_1 until FIN gets through', async () => {
    const { lab, kernel } = await connected(observing)
    lose(toServer)
    lab.execute({ do: 'shutdown', socket: 'alice' })
    await kernel.shows('alice', 'FIN_WAIT_1')
    if (observing) {
      await Promise.all([event(lab, 'contradicted', 'alice'), event(lab, 'contradicted', 'alice@server')])
      expect(contradicted(lab).sort()).toEqual([
        'alice FIN_WAIT_2 FIN_WAIT_1',
        'alice@server CLOSE_WAIT ESTABLISHED',
      ])
      expect(wrongSteps(lab, kernel)).toEqual([])
    } else {
      await kernel.until(() => lasts(lab, kernel, 'alice', 700))
      expect(wrongSteps(lab, kernel)).toEqual(['alice FIN_WAIT_2 (order)', 'alice@server CLOSE_WAIT (order)'])
    }
    heal()
    await Promise.all([kernel.shows('alice', 'FIN_WAIT_2'), kernel.shows('alice@server', 'CLOSE_WAIT')])
    await event(lab, 'ended', 'alice@server')
    if (observing) await event(lab, 'observed', 'alice', (one) => one.state === 'FIN_WAIT_2')
    expect(paths(lab)).toEqual([
      'SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2',
      'SYN_RECEIVED ESTABLISHED CLOSE_WAIT',
    ])
  })

  test('keep-alive finds nobody: CLOSED at the end that asked, and the other does not know', async () => {
    const { lab, kernel } = await connected(observing, { keepAlive: true, keepAliveInitialDelay: 1000 })
    lose(`tcp dport != 0`)
    // libuv asks ten times more, a second apart.
    await kernel.shows('alice', 'CLOSED')
    expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ETIMEDOUT' })
    await event(lab, 'closed', 'alice')
    expect(paths(lab)).toEqual(['SYN_SENT ESTABLISHED CLOSED', 'SYN_RECEIVED ESTABLISHED'])
    expect(wrongSteps(lab, kernel)).toEqual([])
    expect(contradicted(lab)).toEqual([])
  })
})

/** True once the kernel has had the end in its present state for `ms`. */
function lasts(lab: Lab, kernel: Kernel, name: string, ms: number): boolean {
  const stay = kernel.of(modelOf(lab).sockets.get(name) ?? {}).at(-1)
  return stay !== undefined && stay.last - stay.first >= ms
}
