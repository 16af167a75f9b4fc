import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { LabEvent } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { packModel, unpackModel } from '../../src/shared/model/packed'
import { reduce } from '../../src/shared/model/reduce'

const GOLDEN = path.resolve(import.meta.dirname, '../golden')

test.each(readdirSync(GOLDEN).filter((file) => file.endsWith('.ndjson')))(
  '%s: a model that is packed comes back as it was',
  (file) => {
    const lines = readFileSync(path.join(GOLDEN, file), 'utf8').trim().split('\n').slice(1)
    const model = emptyModel()
    for (const line of lines) {
      reduce(model, JSON.parse(line) as LabEvent)
      const before = structuredClone(model)
      // As it is stored or sent.
      expect(unpackModel(structuredClone(packModel(model)))).toEqual(before)
      expect(model).toEqual(before)
    }
  },
)

test('what few steps have comes back with theirs', () => {
  const model = emptyModel()
  const step = (seq: number, rest: Record<string, unknown> = {}): LabEvent =>
    ({
      seq,
      t: seq,
      kind: 'state',
      socket: 'a',
      from: 'CLOSED',
      to: 'SYN_SENT',
      provenance: 'inferred',
      confidence: 'possible',
      because: [seq, 7],
      tMin: seq - 0.5,
      tMax: seq,
      alternatives: [],
      rule: `rule ${seq}`,
      ...rest,
    }) as LabEvent
  reduce(model, { seq: 1, t: 1, kind: 'connecting', socket: 'a', attempt: 1, remote: '127.0.0.1:1' })
  reduce(model, step(2))
  reduce(model, step(3, { from: 'SYN_SENT', to: 'ESTABLISHED', alternatives: [['CLOSED'], []] }))
  reduce(model, step(4, { supersedes: 3, from: 'SYN_SENT', to: 'CLOSED', provenance: 'observed' }))
  reduce(model, step(5, { from: 'CLOSED', to: 'LISTEN' }))
  expect(model.sockets.get('a')?.path[1]).toHaveProperty('corrects')
  expect(unpackModel(packModel(model))).toEqual(model)
})
