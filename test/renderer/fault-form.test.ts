import { expect, test } from 'vitest'
import { faultsFormOf, readFaults } from '../../src/renderer/proxy/faultForm'
import { held, withHold } from '../../src/renderer/proxy/holding'
import { PRESET_NAMES, PRESETS, presetOf } from '../../src/renderer/proxy/presets'
import { type Faults, faultsSchema } from '../../src/shared/commands'
import { faultOf } from '../../src/shared/faults'
import { emptyModel } from '../../src/shared/model/model'

const effects = (faults: Faults) => (['toServer', 'toClient'] as const).map((way) => faultOf(faults, way))

test.each(PRESET_NAMES)('the preset %s is one that the lab takes, and comes back from the fields', (name) => {
  const faults = PRESETS[name]
  expect(faultsSchema.safeParse(faults).success).toBe(true)
  const read = readFaults(faultsFormOf(faults))
  if (!('faults' in read)) throw new Error('refused')
  expect(effects(read.faults)).toEqual(effects(faults))
  expect(presetOf(faults)).toBe(name)
})

test.each<Faults>([
  { both: { latencyMs: 5 }, toServer: { hold: true } },
  { both: { hold: true }, toClient: { hold: false, slowCloseMs: 4 } },
  {
    toServer: { slice: { bytes: 3 } },
    toClient: { reset: { afterMs: 0 }, limit: { bytes: 0, end: 'stop' } },
  },
  { both: { jitterMs: 3 }, seed: 9 },
])('%j comes back from the fields as what it does', (faults) => {
  const read = readFaults(faultsFormOf(faults), faults.seed)
  if (!('faults' in read)) throw new Error('refused')
  const without = (all: Faults) =>
    JSON.parse(JSON.stringify(effects(all)).replaceAll('"hold":false,', '').replaceAll('"hold":false', ''))
  expect(without(read.faults)).toEqual(without(faults))
  expect(read.faults.seed).toBe(faults.seed)
})

test('what is no number, or out of range, is said at its field', () => {
  const form = faultsFormOf({})
  const wrong = {
    ...form,
    alike: false,
    toClient: { ...form.toClient, latencyMs: 'x', sliceBytes: '0', slicePauseMs: '5' },
  }
  expect(readFaults(wrong)).toEqual({
    problems: {
      toClient: {
        latencyMs: { key: 'integerOrNone', min: 0, max: 3_600_000 },
        sliceBytes: { key: 'integerOrNone', min: 1, max: 65_536 },
      },
    },
  })
  expect(readFaults({ ...form, toServer: { ...form.toServer, slicePauseMs: '5' } })).toHaveProperty(
    'problems.toServer.sliceBytes',
  )
})

test.each<Faults>([
  {},
  { both: { hold: true, latencyMs: 3 } },
  { both: { latencyMs: 3 }, toServer: { hold: true } },
])('holding in one direction of %j leaves all else as it is', (faults) => {
  for (const way of ['toServer', 'toClient'] as const) {
    const other = way === 'toServer' ? 'toClient' : 'toServer'
    for (const hold of [true, false]) {
      const after = withHold(faults, way, hold)
      expect(faultsSchema.safeParse(after).success).toBe(true)
      expect(faultOf(after, way).hold ?? false).toBe(hold)
      expect(faultOf(after, other).hold ?? false).toBe(faultOf(faults, other).hold ?? false)
      expect(faultOf(after, way).latencyMs).toBe(faultOf(faults, way).latencyMs)
    }
  }
})

test('what is held is counted by proxy and direction', () => {
  expect(held(emptyModel(), 'proxy', 'toServer')).toEqual({ bytes: 0, endings: 0, of: [] })
})
