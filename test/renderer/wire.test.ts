import { describe, expect, test } from 'vitest'
import { FLIGHT_MS, GAP_MS, IN_THE_AIR, Traffic } from '../../src/renderer/wire/traffic'

describe('traffic', () => {
  const inAir = (traffic: Traffic) =>
    traffic.inTheAir().map(({ kind, count, bytes }) => `${kind} ${count} ${bytes}`)

  test('segments begin one after the other, and land', () => {
    const traffic = new Traffic()
    traffic.add('client', 'SYN')
    traffic.add('server', 'SYN+ACK')
    expect(traffic.step(0)).toBe(true)
    expect(traffic.step(GAP_MS - 1)).toBe(false)
    expect(inAir(traffic)).toEqual(['SYN 1 0'])
    expect(traffic.nextStep()).toBe(GAP_MS)
    traffic.step(GAP_MS)
    expect(inAir(traffic)).toEqual(['SYN 1 0', 'SYN+ACK 1 0'])
    traffic.step(FLIGHT_MS)
    expect(inAir(traffic)).toEqual(['SYN+ACK 1 0'])
    traffic.step(FLIGHT_MS + GAP_MS)
    expect(inAir(traffic)).toEqual([])
    expect(traffic.nextStep()).toBeUndefined()
  })

  test('a burst in one direction is one flight; what is behind a FIN stays behind it', () => {
    const traffic = new Traffic()
    for (let i = 0; i < 120; i++) traffic.add('client', 'data', 1, 10)
    traffic.add('server', 'data', 1, 7)
    traffic.add('client', 'FIN')
    traffic.add('client', 'data', 1, 1)
    for (let now = 0; now < 4 * GAP_MS; now += GAP_MS) traffic.step(now)
    expect(inAir(traffic)).toEqual(['data 120 1200', 'data 1 7', 'FIN 1 0', 'data 1 1'])
  })

  test('a flood keeps a bounded number in the air', () => {
    const traffic = new Traffic()
    for (let now = 0; now < 20_000; now += 10) {
      traffic.add('client', 'data', 50, 500)
      traffic.add('server', 'FIN')
      traffic.step(now)
      expect(traffic.inTheAir().length).toBeLessThanOrEqual(IN_THE_AIR)
    }
  })
})
