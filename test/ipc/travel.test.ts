import { beforeEach, describe, expect, test } from 'vitest'
import type { LabEvent } from '../../src/shared/events'
import { emptyModel, type Model } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { Desktop } from './support/requests'

let desktop: Desktop

beforeEach(async () => {
  desktop = new Desktop()
  await desktop.ask('attach', {})
  await desktop.ask('execute', { command: { do: 'listen', as: 'server', respond: { with: 'upper' } } })
  await desktop.ask('execute', { command: { do: 'connect', as: 'alice', to: 'server' } })
  await desktop.ask('execute', { command: { do: 'send', from: 'alice', text: 'hello' } })
  await desktop.event((event) => event.kind === 'received' && event.socket === 'alice')
  await desktop.ask('execute', { command: { do: 'close', socket: 'alice' } })
  await desktop.event((event) => event.kind === 'closed' && event.socket === 'alice@server')
})

describe('the past of the open lab', () => {
  test('is what the model was right after an event, all of it', async () => {
    const { head } = desktop.lab.log
    for (const at of [head, 0, 1, head - 3, 4, 9, 5]) {
      expect(await desktop.ask('goTo', { seq: at })).toMatchObject({ source: 'lab', at, playing: false })
      await arrival(at)
      expect(desktop.page.end.model).toEqual(modelAt(at))
    }
  })

  test('is left for the lab as it is now', async () => {
    await desktop.ask('goTo', { seq: 3 })
    await arrival(3)
    desktop.lab.execute({ do: 'listen', as: 'another' })
    await desktop.ask('goLive', {})
    const { end } = desktop.page
    await end.until(() => end.travel === null && end.model.seq === desktop.lab.log.head)
    expect(end.model).toEqual(modelAt(desktop.lab.log.head))
    expect(desktop.page.ports).toHaveLength(1)
  })
})

/** Resolves when the window shows the moment right after `seq`. */
async function arrival(seq: number): Promise<void> {
  const { end } = desktop.page
  await end.until(() => end.travel?.at === seq && end.model.seq === seq)
}

function modelAt(seq: number): Model {
  // Cloned, since the engine keeps what it has read as Node's Buffer.
  return structuredClone(desktop.events().slice(0, seq) as LabEvent[]).reduce(reduce, emptyModel())
}
