import { describe, expect, test } from 'vitest'
import { entered, event, modelOf } from '../support/lab'
import {
  faultyLab,
  fromServer,
  heal,
  lose,
  MODES,
  pathOf,
  pureAck,
  sysctl,
  toServer,
  wrongSteps,
} from './support'

// Handshakes that lose a segment. Nothing of that is a riddle: who has connected, and who was accepted, Node tells.

describe.each(MODES)('%s', (_mode, observing) => {
  test('the third ACK is lost: the client is ESTABLISHED, the server has not got that far', async () => {
    const { lab, kernel } = await faultyLab(observing)
    lose(`${toServer} ${pureAck}`)
    const { done } = lab.execute({ do: 'connect', as: 'alice', to: 'server' })
    await entered(lab, 'alice', 'ESTABLISHED')
    const { local, remote } = await event(lab, 'connected', 'alice')
    await kernel.until(() => kernel.of({ local: remote, remote: local }).at(-1)?.state === 'SYN_RECEIVED')
    expect(modelOf(lab).sockets.get('alice@server')).toBeUndefined()
    heal()
    // The server repeats its SYN+ACK after a second, and is answered.
    await done
    await kernel.shows('alice@server', 'ESTABLISHED')
    expect(pathOf(lab, 'alice@server')).toBe('SYN_RECEIVED ESTABLISHED')
    expect(wrongSteps(lab, kernel)).toEqual([])
  })

  test('SYN+ACK is lost: the client stays in SYN_SENT until it has repeated its SYN', async () => {
    const { lab, kernel } = await faultyLab(observing)
    lose(`${fromServer} tcp flags & (syn | ack) == (syn | ack)`)
    const { done } = lab.execute({ do: 'connect', as: 'alice', to: 'server' })
    await event(lab, 'connecting', 'alice')
    await kernel.shows('alice', 'SYN_SENT')
    heal()
    await done
    await kernel.shows('alice', 'ESTABLISHED')
    const step = modelOf(lab).sockets.get('alice')?.path[1]
    const stay = kernel.of(modelOf(lab).sockets.get('alice') ?? {}).at(-1)
    expect(step?.tMin).toBeLessThan(stay?.first ?? 0)
    expect(step?.tMax).toBeGreaterThan(900)
    expect(wrongSteps(lab, kernel)).toEqual([])
  })

  test('nothing arrives at all: SYN_SENT, and CLOSED when the kernel gives up', async () => {
    sysctl('tcp_syn_retries', 1)
    const { lab, kernel } = await faultyLab(observing)
    lose(toServer)
    lab.execute({ do: 'connect', as: 'alice', to: 'server' })
    await kernel.shows('alice', 'SYN_SENT')
    const failed = await event(lab, 'failed', 'alice')
    expect(failed).toMatchObject({ code: 'ETIMEDOUT', syscall: 'connect' })
    await kernel.shows('alice', 'CLOSED')
    expect(pathOf(lab, 'alice')).toBe('SYN_SENT CLOSED')
    expect(wrongSteps(lab, kernel)).toEqual([])
  })
})
