import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { randomFrom } from '../../../src/main/engine/proxy/random'
import type { Fault } from '../../../src/shared/commands'
import { events } from '../../support/lab'
import { echoServer, hashOf, proxyTo, sentThrough } from './through'

const MB = 1024 * 1024

test.each<[string, Fault]>([
  ['nothing', {}],
  ['latency and jitter', { latencyMs: 5, jitterMs: 5 }],
  ['a bandwidth', { bytesPerSecond: 40 * MB }],
  ['slices', { slice: { bytes: 4000 } }],
  ['slow close', { slowCloseMs: 30 }],
  ['a limit that is not reached', { limit: { bytes: 11 * MB } }],
])('10 MB arrive whole through %s', async (_name, both) => {
  const server = await echoServer()
  const { port } = await proxyTo(server.address, { both })
  const bytes = randomBytes(10 * MB)
  expect(hashOf(await sentThrough(port, [bytes]))).toBe(hashOf(bytes))
  await server.close()
})

test('10 MB that were held arrive whole once they are released, and are not all read before that', async () => {
  const server = await echoServer()
  const { lab, port } = await proxyTo(server.address, { both: { hold: true } })
  const bytes = randomBytes(10 * MB)
  const back = sentThrough(port, [bytes])
  const paused = () => events(lab).find(({ kind }) => kind === 'paused')
  await expect.poll(paused).toBeDefined()
  const read = events(lab).flatMap((one) => (one.kind === 'received' ? [one.bytes] : []))
  expect(read.reduce((sum, more) => sum + more, 0)).toBeLessThan(1.5 * MB)
  lab.execute({ do: 'configure', socket: 'proxy', faults: {} })
  expect(hashOf(await back)).toBe(hashOf(bytes))
  await server.close()
})

test.each([1, 2, 3, 4, 5, 6])(
  'whatever the chunks and the faults that are switched meanwhile, order and content stay (seed %i)',
  async (seed) => {
    const random = randomFrom(seed)
    const upTo = (most: number) => Math.floor(random() * most)
    const server = await echoServer()
    const { lab, port } = await proxyTo(server.address, {})
    const pieces = Array.from({ length: 40 + upTo(60) }, () => randomBytes(1 + upTo(20_000)))
    const fault = (): Fault => ({
      ...(random() < 0.5 && { latencyMs: upTo(8), jitterMs: upTo(8) }),
      ...(random() < 0.5 && { slice: { bytes: 200 + upTo(5000), ...(random() < 0.3 && { pauseMs: 1 }) } }),
      ...(random() < 0.3 && { bytesPerSecond: 1_000_000 + upTo(20_000_000) }),
      ...(random() < 0.3 && { slowCloseMs: upTo(10) }),
      ...(random() < 0.3 && { hold: true }),
    })
    const back = sentThrough(port, pieces)
    for (let change = 0; change < 12; change++) {
      lab.execute({
        do: 'configure',
        socket: 'proxy',
        faults: {
          both: fault(),
          ...(random() < 0.5 && { toServer: fault() }),
          ...(random() < 0.5 && { toClient: fault() }),
        },
      })
      await lab.execute({ do: 'wait', ms: upTo(6) }).done
    }
    lab.execute({ do: 'configure', socket: 'proxy', faults: {} })
    expect(hashOf(await back)).toBe(hashOf(Buffer.concat(pieces)))
    await server.close()
  },
)
