import { describe, expect, test } from 'vitest'
import { cannotSend, offer, offers } from '../../src/renderer/connection/offers'
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
    expect(words('close', full)).toEqual(['effect.queuedFirst 4.0 MiB', 'effect.closeFirstUnknown'])
    expect(words('reset', full)).toEqual(['effect.queuedLost 4.0 MiB', 'effect.reset'])
    expect(words('destroy', full)).toEqual(['effect.queuedDropped 4.0 MiB', 'effect.destroyFin'])
  })

  test('close says which end will hold TIME_WAIT, as far as the other end’s options tell', () => {
    expect(words('close', client, undefined, false)).toEqual(['effect.closeFirst'])
    expect(words('close', client, undefined, true)).toEqual(['effect.closeFirstLingers'])
    expect(words('close', client)).toEqual(['effect.closeFirstUnknown'])
    expect(words('close', established('c', 'client', { ended: true }))).toEqual(['effect.closeSecond'])
  })

  test('few unread bytes may make the kernel send RST: Node reads ahead', () => {
    const peer = established('s', 'accepted', { sent: { count: 1, bytes: 3000 }, queued: 1000 })
    const reader = established('c', 'client', { paused: true, received: { count: 1, bytes: 500 } })
    expect(words('close', reader, peer, false)).toEqual([
      'effect.closeFirst',
      'effect.closeMaybeUnread 1.5 KiB',
    ])
    expect(words('destroy', reader, peer)).toEqual(['effect.destroyFin', 'effect.destroyMaybeUnread 1.5 KiB'])
    expect(words('resume', reader, peer)).toEqual(['effect.resumeUnread 1.5 KiB', 'effect.resumeHeld 1000 B'])
    expect(words('resume', reader)).toEqual(['effect.resume'])
  })

  test('many unread bytes make it send RST for sure', () => {
    const peer = established('s', 'accepted', { sent: { count: 1, bytes: 200 * 1024 } })
    const reader = established('c', 'client', { paused: true, queued: 10 })
    expect(words('close', reader, peer)).toEqual(['effect.queuedFirst 10 B', 'effect.closeUnread 200 KiB'])
    expect(words('destroy', reader, peer)).toEqual(['effect.queuedLost 10 B', 'effect.destroyUnread 200 KiB'])
  })

  test('an end that has stopped reading with much unread learns of nothing', () => {
    const deaf = established('s', 'accepted', { paused: true, received: { count: 1, bytes: 1024 } })
    const sender = established('c', 'client', { sent: { count: 1, bytes: 101 * 1024 } })
    expect(words('shutdown', sender, deaf, false)).toEqual([
      'effect.finFirst',
      'effect.finPeerFollows',
      'effect.unheard 100 KiB',
    ])
    expect(words('reset', sender, deaf)).toEqual(['effect.resetUnheard', 'effect.unheard 100 KiB'])
    expect(words('destroy', sender, deaf)).toEqual(['effect.destroyFin', 'effect.unheard 100 KiB'])
    const little = established('c', 'client', { sent: { count: 1, bytes: 2 * 1024 } })
    expect(words('reset', little, deaf)).toEqual(['effect.reset'])
  })

  test('a repeated message stops with the end', () => {
    const repeating = [{ seq: 1, of: 100, everyMs: 10, from: 0 }]
    const busy = established('c', 'client', { repeating })
    expect(words('reset', busy)).toEqual(['effect.repeatsStop', 'effect.reset'])
    expect(words('shutdown', busy)).toContain('effect.repeatsStop')
    expect(words('pause', busy)).toEqual(['effect.pause'])
  })

  test('nothing is known of what a foreign end has sent', () => {
    const foreign = socket('f', 'foreign', { sent: { count: 1, bytes: 3000 } })
    expect(words('close', client, foreign)).toEqual(['effect.closeFirstUnknown'])
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
