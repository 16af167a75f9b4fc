import { expect } from 'vitest'
import type { LabEvent } from '../../src/shared/events'
import { concluded, written } from './concluded'
import { type Dissected, dissect, exported } from './tshark'

/** Packets that were made of what is concluded, as tshark reads them. */

const BAD = '0'
/** What really happens, and is worth a warning to tshark. */
const HAPPENS = /^Connection reset \(RST\)/

function expectSound(packets: readonly Dissected[]): void {
  for (const { number, comment, experts, checksums, time } of packets) {
    const troubles = experts.filter(
      ({ severity, message }) => severity === 'error' || (severity === 'warning' && !HAPPENS.test(message)),
    )
    expect(troubles, `packet ${number}`).toEqual([])
    expect(checksums, `packet ${number}`).not.toContain(BAD)
    expect(comment).toMatch(/^Inferred, not captured: made by Socket Lab from events? \d+/)
    expect(Math.abs(time - Date.now() / 1000)).toBeLessThan(3600)
  }
}

/** The packets made of a log are its segments, and nothing is wrong with them. */
export async function expectTheLogsSegments(all: readonly LabEvent[]): Promise<Dissected[]> {
  const { file, left } = await exported(all, { to: 'pcapng' })
  expect(left).toEqual([])
  const packets = dissect(file)
  expectSound(packets)
  expect(written(packets).sort()).toEqual(concluded(all).sort())
  const segments = packets.filter(({ flags }) => flags !== '')
  // Numbers begin at 0, so that relative ones are those of the log. Of a refused call tshark counts the answer from 1.
  for (const { flags, sequence, acknowledgement, raw } of segments) {
    if (flags === 'AR' && raw.sequence === 0) continue
    expect({ sequence, acknowledgement }).toEqual(raw)
  }
  return packets
}
