import { rmSync } from 'node:fs'
import path from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { MANIFEST } from '../../src/main/journal/format/manifest'
import { openSession } from '../../src/main/journal/open-session'
import { servePast } from '../../src/main/journal/read/serve-past'
import { SessionReader } from '../../src/main/journal/read/session-reader'
import { RemotePast } from '../../src/main/journal/remote-past'
import { LAB_CODES, LabFailure } from '../../src/shared/errors'
import { chance } from '../support/chance'
import { folded, inventedLog, modelOf } from './logs'
import { writeSession } from './recorded'
import { temporaryFolder } from './support'

const LOG = inventedLog(chance(11), 3000)
const session = (log = LOG) => writeSession(path.join(temporaryFolder(), 'a session'), log)

async function refusal(task: Promise<unknown>) {
  const failure = await task.catch((error) => error)
  expect(failure).toBeInstanceOf(LabFailure)
  return (failure as LabFailure).error
}

describe('a session that is opened in a thread', () => {
  test('answers as a reader does that is in this one', async () => {
    const folder = session()
    const shares: number[] = []
    const { past, opened } = await openSession(folder, { onProgress: (share) => shares.push(share) })
    expect(opened).toEqual({
      id: 'a-session',
      name: 'a session',
      startedAt: '2026-11-21T10:00:00.000Z',
      damage: [],
      writable: true,
    })
    const here = await SessionReader.open(folder)
    expect(past.id).toBe(here.id)
    expect(await past.reach()).toEqual(await here.reach())
    expect(modelOf(await past.moment(2000))).toEqual(folded(LOG.slice(0, 2000)))
    expect(await past.read(17, 3)).toEqual(await here.read(17, 3))
    expect(await past.history(['alice'], 900, 20)).toEqual(await here.history(['alice'], 900, 20))
    expect(await past.nearestState(1500, -1)).toBe(await here.nearestState(1500, -1))
    expect(await past.lessons()).toEqual(await here.lessons())
    expect(await past.seqAt(100)).toBe(await here.seqAt(100))
    expect(await past.overview(50)).toEqual(await here.overview(50))
    expect(await past.event(2)).toEqual(await here.event(2))
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true)
    await here.dispose()
    await past.dispose()
    expect((await refusal(past.reach())).message).toContain('closed')
  })

  test('says of a damaged one what is not whole, and that nothing can be added', async () => {
    const folder = session()
    rmSync(path.join(folder, MANIFEST))
    const { past, opened } = await openSession(folder)
    expect(opened).toMatchObject({ damage: [{ kind: 'manifest', count: 1 }], writable: false })
    await past.dispose()
  })

  test('is refused as it would be here', async () => {
    expect((await refusal(openSession(temporaryFolder()))).code).toBe(LAB_CODES.noSession)
  })

  test('is given up when it is asked to be', async () => {
    const stop = new AbortController()
    const opening = openSession(session(), { signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(opening).rejects.toThrow('enough')
    await expect(openSession(session(), { signal: stop.signal })).rejects.toThrow('enough')
  })
})

describe('a past over a port', () => {
  test('has what goes wrong as an error with its code', async () => {
    const reader = await SessionReader.open(session())
    const { port1, port2 } = new MessageChannel()
    servePast(reader, port2)
    const past = new RemotePast('id', port1)
    await reader.dispose()
    expect((await refusal(past.moment(5))).code).toBe(LAB_CODES.disposed)
    await past.dispose()
  })

  test('answers several at once, in their order', async () => {
    const reader = await SessionReader.open(session())
    const { port1, port2 } = new MessageChannel()
    servePast(reader, port2)
    const past = new RemotePast('id', port1)
    const order: number[] = []
    await Promise.all([3000, 1, 2000, 5].map((seq) => past.moment(seq).then(() => order.push(seq))))
    expect(order).toEqual([3000, 1, 2000, 5])
    await past.dispose()
    await reader.dispose()
  })

  test('rejects all that is asked when the other end is gone', async () => {
    const { port1, port2 } = new MessageChannel()
    const past = new RemotePast('id', port1)
    const asked = past.reach()
    port2.close()
    expect((await refusal(asked)).message).toContain('its thread has ended')
    expect((await refusal(past.reach())).message).toContain('its thread has ended')
    await past.dispose()
  })
})
