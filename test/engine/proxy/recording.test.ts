import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Runner } from '../../../src/main/scenario/runner'
import { checkScenario } from '../../../src/shared/scenario'
import { Recording } from '../../../src/shared/scenario/recording'
import { event, events, openLab } from '../../support/lab'

const silent = new Proxy({} as never, { get: () => () => {} })

test('what is done with a proxy by hand becomes a scenario that does it again', async () => {
  const lab = openLab()
  const recording = new Recording()
  for (const one of events(lab)) recording.take(one)
  lab.log.subscribe((one) => recording.take(one))
  await lab.execute({ do: 'listen', respond: { with: 'upper' } }).done
  await lab.execute({ do: 'proxy', to: 'server1' }).done
  await lab.execute({ do: 'rename', socket: 'proxy1', to: 'way' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'way' }).done
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  await sleep(60)
  lab.execute({ do: 'configure', socket: 'way', faults: { toServer: { hold: true } } })
  lab.execute({ do: 'send', from: 'alice', text: 'held' })
  await event(lab, 'disturbed', 'alice@proxy1')
  await sleep(60)
  lab.execute({ do: 'send', from: 'alice>way', text: 'put in' })
  await sleep(60)

  const { scenario, left } = recording.whole({ title: 'by hand', expectations: true })
  expect(left).toEqual([])
  expect(checkScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ scenario })
  expect(scenario.steps.filter((step) => 'do' in step && step.do !== 'wait')).toEqual([
    { do: 'listen', as: 'server1', respond: { with: 'upper' } },
    { do: 'proxy', as: 'way', to: 'server1' },
    { do: 'connect', as: 'alice', to: 'way' },
    { do: 'send', from: 'alice', text: 'hello' },
    { do: 'configure', socket: 'way', faults: { toServer: { hold: true } } },
    { do: 'send', from: 'alice', text: 'held' },
    { do: 'send', from: 'alice>way', text: 'put in' },
  ])
  expect(scenario.steps).toContainEqual({ expect: 'received', at: 'alice', text: 'HELLO' })
  expect(recording.setup('open').steps).toEqual([
    { do: 'listen', as: 'server1', respond: { with: 'upper' } },
    { do: 'proxy', as: 'way', to: 'server1', faults: { toServer: { hold: true } } },
    { do: 'connect', as: 'alice', to: 'way' },
  ])

  const again = openLab({ keepBytes: 1024 })
  const run = new Runner(again, scenario, silent, { stop: new AbortController().signal })
  expect(await run.run()).toBe('done')
})
