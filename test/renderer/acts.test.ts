import { describe, expect, test } from 'vitest'
import { cannotSend, offer, offers } from '../../src/renderer/connection/acts'
import type { EndAct } from '../../src/shared/commands'
import type { SocketModel } from '../../src/shared/model/model'
import { established, socket } from './builders'

const words = (act: EndAct, self: SocketModel, peer?: SocketModel, peerAllowsHalfOpen?: boolean) =>
  offer(act, self, { peer, peerAllowsHalfOpen }).why.map(({ key, size }) => (size ? `${key} ${size}` : key))
const possible = (self: SocketModel) =>
  offers(self, {})
    .filter((each) => each.possible)
    .map(({ act }) => act)

describe('what an act will do', () => {
  const client = established('c', 'client')

  test('half-close first: TIME_WAIT follows at once unless the other end stays half-open', () => {
    expect(words('shutdown', client, undefined, false)).toEqual(['effect.finFirst', 'effect.finPeerFollows'])
    expect(words('shutdown', client, undefined, true)).toEqual(['effect.finFirst', 'effect.finPeerMayLinger'])
  })

  test('half-close second goes without TIME_WAIT', () => {
    expect(words('shutdown', established('c', 'client', { ended: true }))).toEqual(['effect.finSecond'])
  })

  test('what waits goes before FIN, and is lost by destroy', () => {
    const full = established('c', 'client', { queued: 4 * 1024 * 1024 })
    expect(words('close', full)).toEqual(['effect.queuedFirst 4.0 MiB', 'effect.closeFirst'])
    expect(words('destroy', full)).toEqual(['effect.queuedDropped 4.0 MiB', 'effect.destroyFin'])
  })

  test('unread bytes make the kernel send RST', () => {
    const peer = established('s', 'accepted', { sent: { count: 1, bytes: 3000 }, queued: 1000 })
    const reader = established('c', 'client', { paused: true, received: { count: 1, bytes: 500 } })
    expect(words('close', reader, peer)).toEqual(['effect.closeFirst', 'effect.unreadReset 1.5 KiB'])
    expect(words('resume', reader, peer)).toEqual(['effect.resumeUnread 1.5 KiB'])
    expect(words('resume', reader)).toEqual(['effect.resume'])
  })

  test('nothing is known of what a foreign end has sent', () => {
    const foreign = socket('f', 'foreign', { sent: { count: 1, bytes: 3000 } })
    expect(words('close', client, foreign)).toEqual(['effect.closeFirst'])
  })

  test('a reset behind a FIN that waits is put off', () => {
    expect(words('reset', established('c', 'client', { fin: 'queued' }))).toEqual(['effect.resetAfterFin'])
  })

  test('closing after both FINs only lets go of the descriptor', () => {
    expect(words('close', established('c', 'client', { fin: 'sent' }))).toEqual(['effect.closeAfterFin'])
    expect(words('close', established('c', 'client', { fin: 'sent', ended: true }))).toEqual([
      'effect.closeDone',
    ])
  })

  test('every way to end a connection that is not there yet gives it up', () => {
    const connecting = socket('c', 'client', { state: 'SYN_SENT' })
    for (const act of ['close', 'destroy', 'reset'] as const) {
      expect(words(act, connecting)).toEqual(['effect.giveUp'])
    }
  })
})

describe('what is impossible, and why', () => {
  test('everything, once the descriptor is closed', () => {
    expect(possible(established('c', 'client', { descriptor: 'closed' }))).toEqual([])
  })

  test('everything at the end of another program', () => {
    expect(possible(socket('f', 'foreign', { descriptor: 'none' }))).toEqual([])
    expect(words('reset', socket('f', 'foreign', { descriptor: 'none' }))).toEqual(['reason.foreign'])
  })

  test('a second half-close, and pausing what has ended', () => {
    const half = established('c', 'client', { fin: 'sent', ended: true })
    expect(possible(half)).toEqual(['close', 'destroy', 'reset'])
    expect(words('shutdown', half)).toEqual(['reason.finSent'])
    expect(words('pause', half)).toEqual(['reason.ended'])
  })

  test('pause and resume take turns', () => {
    expect(possible(established('c', 'client'))).toContain('pause')
    expect(possible(established('c', 'client', { paused: true }))).toContain('resume')
  })

  test('sending after the own FIN, or before the connection is there', () => {
    expect(cannotSend(established('c', 'client'))).toBeUndefined()
    expect(cannotSend(established('c', 'client', { ended: true }))).toBeUndefined()
    expect(cannotSend(established('c', 'client', { fin: 'sent' }))?.key).toBe('reason.finSent')
    expect(cannotSend(socket('c', 'client', { state: 'SYN_SENT' }))?.key).toBe('reason.connecting')
  })
})

test('a close that waits for unsent bytes cannot be asked again', () => {
  const closing = established('alice', 'client', { closing: true, fin: 'queued', queued: 4096 })
  expect(offer('close', closing, {})).toEqual({
    act: 'close',
    possible: false,
    why: [{ key: 'reason.closing' }],
  })
  expect(offer('destroy', closing, {}).possible).toBe(true)
})
