import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { openLab } from '../support/lab'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** As many as the model, and all else that remembers what is over, have room for. */
const FIRST = 2500
const MORE = 4000
/** What a connection may leave behind, bytes: its names and its command are kept for a while longer. */
const MOST_LEFT = 1000

async function pass(lab: Lab, count: number): Promise<void> {
  let left = count
  const closed = new Map<string, () => void>()
  const following = lab.log.subscribe((event) => {
    if (event.kind === 'closed') closed.get(event.socket)?.()
  })
  const one = async () => {
    const { made, done } = lab.execute({ do: 'connect', to: 'server' })
    const [client = ''] = made
    await done
    const ends = [client, `${client}@server`].map(
      (name) => new Promise<void>((resolve) => closed.set(name, resolve)),
    )
    lab.execute({ do: 'send', from: client, text: 'hello' })
    // Without a TIME_WAIT, which lasts a minute.
    lab.execute({ do: 'reset', socket: client })
    await Promise.all(ends)
    for (const name of [client, `${client}@server`]) closed.delete(name)
  }
  const opener = async () => {
    while (left-- > 0) await one()
  }
  await Promise.all(Array.from({ length: 16 }, opener))
  following.dispose()
}

test('connections that come and go leave next to nothing behind', { timeout: 180_000 }, async () => {
  const lab = openLab({ maxEvents: 2000 })
  await lab.execute({ do: 'listen', as: 'server' }).done
  const inUse = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  await pass(lab, FIRST)
  const before = inUse()
  await pass(lab, MORE)
  expect((inUse() - before) / MORE).toBeLessThan(MOST_LEFT)
})
