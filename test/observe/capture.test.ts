import { afterEach, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { type CaptureOptions, CaptureSource } from '../../src/main/observe/capture/source'
import type { EventOf } from '../../src/shared/events'
import { event, events, openLab } from '../support/lab'

// Real packets of real sockets on the loopback interface.

const sources: CaptureSource[] = []

afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.stop()))
})

function captureOf(lab: Lab, options: CaptureOptions = {}): CaptureSource {
  const source = new CaptureSource(lab, options)
  sources.push(source)
  return source
}

function segments(lab: Lab): EventOf<'segment'>[] {
  return events(lab).filter((one) => one.kind === 'segment')
}

/** `alice S 0`, `alice@server AS 0 1`, `alice AP 1 1 5 bytes`: who, flags, relative numbers, payload. */
function told({ socket, flags, sequence, acknowledgement, bytes, again }: EventOf<'segment'>): string {
  const parts = [socket, flags, sequence, acknowledgement, bytes > 0 ? `${bytes} bytes` : undefined]
  return [...parts, again && 'again'].filter((part) => part !== undefined).join(' ')
}

test('a connect, a message each way and a close are the textbook’s segments, in order', async () => {
  const lab = openLab()
  const capture = captureOf(lab)
  await capture.start()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  await capture.stop()

  expect(segments(lab).map(told)).toEqual([
    'alice S 0',
    'alice@server AS 0 1',
    'alice A 1 1',
    'alice AP 1 1 5 bytes',
    'alice@server A 1 6',
    'alice@server AP 1 6 5 bytes',
    'alice A 6 6',
    'alice AF 6 6',
    'alice@server AF 6 7',
    'alice A 7 7',
  ])
  const [syn, synAck] = segments(lab)
  const { t, local, remote } = await event(lab, 'connecting', 'alice')
  expect(syn).toMatchObject({ to: 'alice@server', local, remote, options: { sack: true, timestamps: true } })
  expect(synAck).toMatchObject({ to: 'alice', local: remote, remote: local })
  // connect(2) sends the SYN, and the event comes right after it.
  expect(syn?.t).toBeLessThan(t)
  const times = segments(lab).map((one) => one.t)
  expect(times).toEqual([...times].sort((a, b) => a - b))
})
