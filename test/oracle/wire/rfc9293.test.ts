import { expect, test } from 'vitest'
import type { WireSegment } from './pcap'
import { endsOnTheWire } from './rfc9293'

/** `c S 0`, `s SA 0 1`, `c A 1 1 5`: who, flags, sequence number, acknowledgement, bytes. */
function wire(...lines: string[]): WireSegment[] {
  return lines.map((line, index) => {
    const [who, flags = '', sequence, acknowledgement = 0, bytes = 0] = line.split(' ')
    return {
      at: BigInt(index),
      source: who === 'c' ? 'c:1' : 's:2',
      destination: who === 'c' ? 's:2' : 'c:1',
      sequence: Number(sequence),
      acknowledgement: Number(acknowledgement),
      syn: flags.includes('S'),
      ack: flags.includes('A'),
      fin: flags.includes('F'),
      rst: flags.includes('R'),
      bytes: Number(bytes),
    }
  })
}

const paths = (...lines: string[]) =>
  endsOnTheWire(wire(...lines)).map(({ changes }) => changes.map(({ to }) => to).join(' '))
const handshake = ['c S 0', 's SA 0 1', 'c A 1 1']

test('figure 6 and figure 12: a handshake and an orderly close', () => {
  expect(paths(...handshake, 'c FA 1 1', 's A 1 2', 's FA 1 2', 'c A 2 2')).toEqual([
    'SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT',
    'SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED',
  ])
})

test('a FIN with the ACK of the other passes FIN-WAIT-2 on the way', () => {
  expect(paths(...handshake, 'c FA 1 1', 's FA 1 2', 'c A 2 2')).toEqual([
    'SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT',
    'SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED',
  ])
})

test('figure 13: FINs that cross', () => {
  expect(paths(...handshake, 'c FA 1 1', 's FA 1 1', 'c A 2 2', 's A 2 2')).toEqual([
    'SYN-SENT ESTABLISHED FIN-WAIT-1 CLOSING TIME-WAIT',
    'SYN-RECEIVED ESTABLISHED FIN-WAIT-1 CLOSING TIME-WAIT',
  ])
})

test('a FIN that was lost has not come before it was sent again', () => {
  expect(paths(...handshake, 'c FA 1 1', 's FA 1 1', 'c FA 1 1', 's A 2 2', 's FA 1 2', 'c A 2 2')).toEqual([
    'SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT',
    'SYN-RECEIVED ESTABLISHED FIN-WAIT-1 CLOSING TIME-WAIT',
  ])
})

test('an ACK that was lost did not end LAST-ACK', () => {
  const [, server] = endsOnTheWire(
    wire(...handshake, 'c FA 1 1', 's FA 1 2', 'c A 2 2', 's FA 1 2', 'c A 2 2'),
  )
  expect(server?.changes.at(-1)).toEqual({ at: 7n, from: 'LAST-ACK', to: 'CLOSED' })
})

test('a reset that is heard tells that the FIN before it had come', () => {
  expect(paths(...handshake, 'c FA 1 1', 'c RA 2 1')).toEqual([
    'SYN-SENT ESTABLISHED FIN-WAIT-1 CLOSED',
    'SYN-RECEIVED ESTABLISHED CLOSE-WAIT CLOSED',
  ])
})

test('resets, and a call that is refused', () => {
  expect(paths(...handshake, 'c RA 1 1')).toEqual([
    'SYN-SENT ESTABLISHED CLOSED',
    'SYN-RECEIVED ESTABLISHED CLOSED',
  ])
  expect(paths('c S 0', 's RA 0 1')).toEqual(['SYN-SENT CLOSED', ''])
})

test('figure 7: a simultaneous open; and the same addresses again', () => {
  expect(paths('c S 0', 's S 0', 'c SA 0 1', 's SA 0 1')).toEqual([
    'SYN-SENT SYN-RECEIVED ESTABLISHED',
    'SYN-SENT SYN-RECEIVED ESTABLISHED',
  ])
  expect(endsOnTheWire(wire(...handshake, 'c RA 1 1', 'c S 100', 's SA 50 101'))).toHaveLength(4)
})
