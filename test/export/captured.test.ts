import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { CaptureSource } from '../../src/main/observe/capture/source'
import type { EventOf } from '../../src/shared/events'
import { cli, scenarioFile } from '../cli/support'
import { event, events, openLab } from '../support/lab'
import { type Dissected, dissect, exported, temporaryFolder } from './tshark'

/** Packets that were captured, and what is made beside them. */

let capture: CaptureSource | undefined
afterEach(async () => {
  await capture?.dispose()
  capture = undefined
})

function troubles(packets: readonly Dissected[]) {
  return packets.flatMap(({ number, experts }) =>
    experts
      .filter(({ severity }) => severity === 'warning' || severity === 'error')
      .map((one) => ({ number, ...one })),
  )
}

function segmentsOf(lab: Lab): EventOf<'segment'>[] {
  return events(lab).filter((one) => one.kind === 'segment')
}

const numbers = ({ flags, sequence, acknowledgement, bytes }: EventOf<'segment'> | Dissected) => ({
  flags,
  sequence,
  acknowledgement: acknowledgement ?? 0,
  bytes,
})

async function talk(lab: Lab): Promise<void> {
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(20_000) })
  await event(lab, 'received', 'alice', ({ offset, bytes }) => offset + bytes === 20_005)
}

async function close(lab: Lab): Promise<void> {
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await event(lab, 'closed', 'alice')
}

test('what was captured is exported as it was captured, and nothing is made beside it', async () => {
  const lab = openLab()
  capture = new CaptureSource(lab)
  await capture.start()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await talk(lab)
  await close(lab)
  await capture.stop()

  const { file, left } = await exported(events(lab), { to: 'pcapng' })
  expect(left).toEqual([])
  const packets = dissect(file, false)
  const segments = segmentsOf(lab).sort((a, b) => a.t - b.t)
  expect(packets.map(numbers)).toEqual(segments.map(numbers))
  expect(packets.map(({ window }) => window)).toEqual(segments.map(({ window }) => window))
  expect(packets.map(({ length }) => length)).toEqual(segments.map(({ frame }) => frame?.bytes))
  expect(packets.map(({ captured }) => captured)).toEqual(segments.map(({ frame }) => frame?.data.length))
  expect(new Set(packets.map(({ link, comment }) => `${link}${comment}`))).toEqual(new Set(['captured']))
  expect(troubles(packets)).toEqual([])
})

test('packets are in a recorded session, and come out of it as they were captured', async () => {
  const folder = path.join(temporaryFolder(), 'session')
  const scenario = scenarioFile({
    version: 1,
    steps: [
      { do: 'listen', as: 'server', respond: { with: 'echo' } },
      { do: 'connect', as: 'alice', to: 'server' },
      { do: 'send', from: 'alice', text: 'hello' },
      { expect: 'received', at: 'alice', text: 'hello' },
      { do: 'send', from: 'alice', text: 'x', repeat: 20 },
      { expect: 'received', at: 'alice', text: 'x'.repeat(20) },
    ],
  })
  const ran = await cli(['run', '--capture', '--journal', folder, scenario])
  expect(ran.status, ran.stderr).toBe(0)
  const file = path.join(folder, '../session.pcapng')
  const done = await cli(['export', folder, '--to', 'pcapng', '--out', file])
  expect(done).toEqual({ status: 0, stdout: '', stderr: '' })
  const packets = dissect(file, false)
  const spoken = packets.filter(({ bytes }) => bytes > 0)
  expect(new Set(spoken.map(({ link, comment }) => `${link}${comment}`))).toEqual(new Set(['captured']))
  const said = (server: boolean) =>
    spoken
      .filter(({ from }) => (from === packets[0]?.to) === server)
      .map(({ payload }) => payload)
      .join('')
  const hex = Buffer.from(`hello${'x'.repeat(20)}`).toString('hex')
  expect([said(false), said(true)]).toEqual([hex, hex])
})

test('a connection that was captured from its middle on has both', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await talk(lab)
  capture = new CaptureSource(lab)
  await capture.start()
  lab.execute({ do: 'send', from: 'alice', text: 'again' })
  await event(lab, 'received', 'alice', ({ offset }) => offset === 20_005)
  await close(lab)
  await capture.stop()

  const { file } = await exported(events(lab), { to: 'pcapng' })
  const packets = dissect(file, false)
  expect(troubles(packets)).toEqual([])
  const captured = packets.filter(({ link }) => link === 'captured')
  expect(captured).toHaveLength(segmentsOf(lab).length)
  expect(captured.every(({ comment }) => comment === '')).toBe(true)
  const made = packets.filter(({ link }) => link === 'inferred')
  expect(made.slice(0, 3).map(({ flags }) => flags)).toEqual(['S', 'AS', 'A'])
  expect(made.every(({ comment }) => comment.startsWith('Inferred, not captured'))).toBe(true)
  // Before the capture, 20,005 bytes went each way; their numbers go on where it began.
  expect(made.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(40_010)
})

test('a captured segment whose packet was not recorded is made again from its numbers', async () => {
  const lab = openLab()
  capture = new CaptureSource(lab)
  await capture.start()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await talk(lab)
  await close(lab)
  await capture.stop()
  const bare = events(lab).map((one) => (one.kind === 'segment' ? { ...one, frame: undefined } : one))
  const { file } = await exported(bare as never, { to: 'pcapng' })
  const packets = dissect(file, false)
  const segments = segmentsOf(lab).sort((a, b) => a.t - b.t)
  expect(packets.map(numbers)).toEqual(segments.map(numbers))
  expect(packets.map(({ window }) => window)).toEqual(segments.map(({ window }) => window))
  expect(packets.every(({ comment }) => comment.startsWith('Captured, but the bytes'))).toBe(true)
  expect(troubles(packets)).toEqual([])
})
