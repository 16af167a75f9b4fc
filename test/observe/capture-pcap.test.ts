import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PcapError, PcapReader } from '../../src/main/observe/capture/pcap'
import { pcapFile, pcapHeader, pcapRecord } from '../support/packets'

interface Read {
  seconds: number
  nanoseconds: number
  length: number
  data: number[]
}

/** All records of a stream that comes in these chunks. */
function readAll(chunks: readonly Uint8Array[]): { link: number | undefined; records: Read[] } {
  const reader = new PcapReader()
  const records: Read[] = []
  for (const chunk of chunks) {
    const mine = Uint8Array.from(chunk)
    reader.push(mine, ({ data, ...rest }) => records.push({ ...rest, data: [...data] }))
    // What the reader has kept must not hang on a chunk that is used again.
    mine.fill(0xee)
  }
  reader.end()
  return { link: reader.link, records }
}

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [...at, bytes.length].map((end, index) => bytes.subarray(index === 0 ? 0 : at[index - 1], end))
}

const record = fc.record({
  seconds: fc.nat(0xffff_fff),
  fraction: fc.nat(999_999),
  data: fc.uint8Array({ maxLength: 160 }),
  // What the snap length has cut off: only of a packet that has come up to it.
  more: fc.nat(70_000),
})
const form = fc.record({ big: fc.boolean(), nano: fc.boolean(), link: fc.constantFrom(0, 1, 113, 276) })

describe('a stream of packets is read', () => {
  test('the same however it is cut into chunks, in either byte order, µs or ns', () => {
    const property = fc.property(
      form,
      fc.array(record, { maxLength: 20 }),
      fc.array(fc.nat(), { maxLength: 30 }),
      (how, records, places) => {
        const whole = records.map(({ more, ...rest }) => ({
          ...rest,
          length: rest.data.length === 160 ? 160 + more : rest.data.length,
        }))
        const { link, records: read } = readAll(cut(pcapFile(whole, how), places))
        expect(link).toBe(how.link)
        expect(read).toEqual(
          whole.map(({ seconds, fraction, data, length }) => ({
            seconds,
            nanoseconds: how.nano ? fraction : fraction * 1000,
            length,
            data: [...data],
          })),
        )
      },
    )
    fc.assert(property, { numRuns: 500 })
  })

  test('byte by byte', () => {
    const bytes = pcapFile([{ seconds: 1, fraction: 2, data: Uint8Array.of(1, 2, 3), length: 3 }])
    expect(readAll([...bytes].map((byte) => Uint8Array.of(byte))).records).toHaveLength(1)
  })
})

describe('garbage is refused, and nothing else is thrown', () => {
  test('whatever the bytes are', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.tuple(form, fc.uint8Array({ maxLength: 400 })).map(([how, junk]) => join(pcapHeader(how), junk)),
    )
    const property = fc.property(bytes, fc.array(fc.nat(), { maxLength: 9 }), (stream, places) => {
      try {
        readAll(cut(stream, places))
      } catch (error) {
        expect(error).toBeInstanceOf(PcapError)
      }
    })
    fc.assert(property, { numRuns: 1000 })
  })

  const data = new Uint8Array(20)
  const wrong: [what: string, bytes: Uint8Array, said: RegExp][] = [
    ['words', new TextEncoder().encode('tcpdump: no such device'), /^0x74637064 begins no packet capture$/],
    ['the newer format', Uint8Array.of(0x0a, 0x0d, 0x0d, 0x0a), /^pcapng came/],
    ['another version', pcapHeader({ major: 3 }), /^version 3 /],
    ['the beginning of a header', pcapHeader().subarray(0, 10), /^it ended in the middle of a packet$/],
    ['half a record', pcapFile([{ data }]).subarray(0, 50), /^it ended in the middle of a packet$/],
    [
      'a record longer than was asked for',
      join(pcapHeader(), pcapRecord({ data: new Uint8Array(161) })),
      /161 bytes .* at most 160/,
    ],
    [
      'a truncated packet',
      join(pcapHeader(), pcapRecord({ data, length: 60 })),
      /^a truncated packet: 20 of 60/,
    ],
    [
      'more than there was',
      join(pcapHeader(), pcapRecord({ data, length: 10 })),
      /10 bytes with 20 captured/,
    ],
  ]
  test.each(wrong)('%s', (_what, bytes, said) => {
    expect(() => readAll([bytes])).toThrow(said)
  })
})

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  return Uint8Array.from([...a, ...b])
}
