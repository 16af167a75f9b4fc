import { describe, expect, test } from 'vitest'
import { levelsOf, share, waits } from '../../src/renderer/buffers/levels'
import { emptyModel, type KernelRow, type Model, type SocketModel } from '../../src/shared/model/model'
import { established } from './builders'

const row = (fields: Partial<KernelRow>): KernelRow => ({
  seq: 1,
  t: 0,
  by: 'procfs',
  state: 'ESTABLISHED',
  sendQueue: 0,
  receiveQueue: 0,
  stateSince: 0,
  ...fields,
})

function modelWith(...sockets: SocketModel[]): Model {
  const model = emptyModel()
  model.sources.kernel.phase = 'on'
  for (const socket of sockets) model.sockets.set(socket.name, socket)
  return model
}

describe('where bytes wait', () => {
  test('in the order in which they pass', () => {
    const from = established('c', 'client', {
      queued: 7,
      kernel: row({ sendQueue: 5, timer: { kind: 'probe', ms: 9 } }),
    })
    const to = established('s', 'accepted', { paused: true, readAhead: 2, kernel: row({ receiveQueue: 3 }) })
    const { levels, zeroWindow } = levelsOf(modelWith(from, to), from, to)
    expect(levels.map(({ place, bytes }) => [place, bytes])).toEqual([
      ['unsent', 7],
      ['sendQueue', 5],
      ['receiveQueue', 3],
      ['readAhead', 2],
    ])
    expect(zeroWindow).toBe(true)
  })

  test('is unknown where nobody looks, and in other programs', () => {
    const from = established('c', 'client')
    const to = established('127.0.0.1:1', 'accepted', { role: 'foreign' })
    const { levels } = levelsOf(modelWith(from, to), from, to)
    expect(levels.map(({ bytes, hidden }) => [bytes, hidden])).toEqual([
      [0, false],
      [undefined, false],
      [undefined, false],
      [undefined, true],
    ])
  })

  test('is drawn while somebody does not read, or can’t get rid of bytes', () => {
    const quiet = established('c', 'client')
    const full = established('d', 'client', { queued: 1 })
    const paused = established('s', 'accepted', { paused: true })
    const model = modelWith(quiet, full, paused)
    expect(waits(model, quiet, full)).toBe(false)
    expect(waits(model, full, quiet)).toBe(true)
    expect(waits(model, quiet, paused)).toBe(true)
  })

  test('a level grows with its bytes', () => {
    expect([0, 100, 1e6, 1e9].map(share)).toEqual([0, share(100), share(1e6), 1])
    expect(share(1e6)).toBeGreaterThan(share(100))
  })
})
