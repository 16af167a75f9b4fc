import { afterEach, describe, expect, test } from 'vitest'
import { Lab } from '../../src/main/engine/lab'
import type { Log } from '../../src/main/engine/log/log'
import { LabPast } from '../../src/main/journal/lab-past'
import { MemoryPast } from '../../src/main/journal/memory-past'
import type { JournalRecorder } from '../../src/main/journal/recorder'
import type { LabEvent } from '../../src/shared/events'
import { emptyModel, type Model } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import type { Past } from '../../src/shared/session'
import { modelOf } from './logs'
import { record } from './support'

const labs: Lab[] = []
afterEach(() => Promise.all(labs.splice(0).map((lab) => lab.dispose())))

/** A lab that holds so many events in memory, and all that happened in it. */
function openLab(maxEvents: number): { lab: Lab; all: LabEvent[] } {
  const lab = new Lab({ maxEvents })
  labs.push(lab)
  const all: LabEvent[] = [lab.log.at(1) as LabEvent]
  lab.log.subscribe((event) => all.push(event))
  return { lab, all }
}

/** With transitions among them, the first of all at the very beginning. */
function happen(lab: Lab, count: number): void {
  for (let i = 0; i < count; i++) lab.note({ kind: 'note', text: `note ${i}`, topic: 'clock' })
}

async function talk(lab: Lab): Promise<void> {
  await lab.execute({ do: 'listen', as: `server${lab.log.head}` }).done
}

function modelAt(all: readonly LabEvent[], seq: number): Model {
  return structuredClone(all.slice(0, seq)).reduce(reduce, emptyModel())
}

/** Once what is in the journal is out of memory. */
async function recorded(maxEvents = 3000) {
  const { lab, all } = openLab(maxEvents)
  const recorder = record(lab)
  await talk(lab)
  lab.note({ kind: 'lesson', run: 1, phase: 'step', step: 1, steps: 2 })
  for (let i = 0; i < 10; i++) {
    happen(lab, 1000)
    await recorder.flush()
  }
  await talk(lab)
  lab.note({ kind: 'lesson', run: 1, phase: 'step', step: 2, steps: 2 })
  const past = new LabPast(lab.log, 'lab', () => recorder.past())
  return { lab, all, recorder, past }
}

describe('the past of a lab that is recorded', () => {
  test('reaches back to its first event, wherever that is by now', async () => {
    const { lab, all, past } = await recorded()
    const { first, head } = lab.log
    expect(first).toBeGreaterThan(5000)
    expect(await past.reach()).toEqual({ first: 1, head, end: modelAt(all, head).t })
    for (const seq of [
      0,
      1,
      2,
      500,
      first - 2,
      first - 1,
      first,
      first + 500,
      first + 1500,
      head - 1,
      head,
    ]) {
      const moment = await past.moment(seq)
      expect(modelOf(moment), `after ${seq}`).toEqual(modelAt(all, seq))
      expect(moment.events.length).toBeGreaterThanOrEqual(Math.min(seq, 1000))
    }
    await past.dispose()
  })

  test('is read across the edge of the memory', async () => {
    const { lab, all, past } = await recorded()
    const { first, head } = lab.log
    const seqs = (events: readonly LabEvent[]) => events.map(({ seq }) => seq)
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
    let next = first - 1500
    const read: LabEvent[] = []
    while (next <= head) {
      read.push(...(await past.read(next, 700)))
      next = (read.at(-1)?.seq ?? head) + 1
    }
    expect(seqs(read)).toEqual(range(first - 1500, head))
    expect(seqs(await past.history([], first + 10, 50))).toEqual(range(first - 40, first + 9))
    expect(seqs(await past.history([], 20, 50))).toEqual(range(1, 19))
    const states = all.filter(({ kind }) => kind === 'state').map(({ seq }) => seq) as [number, number]
    expect(states.length).toBe(2)
    expect(await past.nearestState(0, 1)).toBe(states[0])
    expect(await past.nearestState(states[0], 1)).toBe(states[1])
    expect(await past.nearestState(states[1], 1)).toBeUndefined()
    expect(await past.nearestState(head + 1, -1)).toBe(states[1])
    expect(await past.nearestState(states[1], -1)).toBe(states[0])
    expect(await past.nearestState(states[0], -1)).toBeUndefined()
    const shown = all.filter(({ kind }) => kind === 'lesson')
    expect(await past.lessons()).toEqual(shown.map(({ seq }, index) => ({ seq, run: 1, step: index + 1 })))
    for (const seq of [2, first - 5, first + 5, head]) {
      const { t } = modelAt(all, seq)
      const until = await past.seqAt(t)
      expect(all[until - 1]?.t).toBeLessThanOrEqual(t)
      expect(all[until]?.t ?? Number.POSITIVE_INFINITY).toBeGreaterThan(t)
    }
    expect(await past.event(3)).toMatchObject({ seq: 3 })
    expect(await past.event(head)).toMatchObject({ seq: head })
    expect(await past.event(head + 1)).toBeUndefined()
    expect(await past.overview(50)).toMatchObject({ first: 1, head })
    await past.dispose()
  })

  test('has what is in memory, whatever becomes of the journal', async () => {
    const { lab, all, recorder } = await recorded()
    const { first, head } = lab.log
    for (const open of [failing(recorder), () => undefined]) {
      const past = new LabPast(lab.log, 'lab', open)
      expect(await past.reach()).toMatchObject({ first, head })
      for (const seq of [0, first - 1, first + 1500, head]) {
        const at = Math.max(seq, first - 1)
        expect(modelOf(await past.moment(seq))).toEqual(modelAt(all, at))
      }
      expect((await past.history([], first + 10, 50)).length).toBe(10)
      expect(await past.overview(10)).toMatchObject({ first, head })
      await past.dispose()
    }
  })
})

describe('the past in memory', () => {
  test('is any moment from the oldest event on, back and forth', async () => {
    const { lab, all } = openLab(30_000)
    await talk(lab)
    happen(lab, 50_000)
    const { first, head } = lab.log
    const past = new MemoryPast(lab.log, 'lab')
    const at = new Map<number, Model>()
    const asked = [head, head - 1, head - 2000, first, first + 20_000, first + 12_000, first - 1, head - 5000]
    for (const seq of asked) at.set(seq, modelAt(all, seq))
    for (const seq of asked) {
      const moment = await past.moment(seq)
      expect(modelOf(moment)).toEqual(at.get(seq))
      expect(moment.events.length).toBeGreaterThanOrEqual(Math.min(1000, seq - first + 1))
      expect(moment.events.length).toBeLessThanOrEqual(8192)
    }
  })

  test('is what it was when it was asked for, whatever happens meanwhile', async () => {
    const { lab, all } = openLab(30_000)
    happen(lab, 40_000)
    const past = new MemoryPast(lab.log, 'lab')
    const { head } = lab.log
    const asked = past.moment(head - 10)
    happen(lab, 40_000)
    const moment = await asked
    expect(modelOf(moment)).toEqual(modelAt(all, head - 10))
    expect(modelOf(await past.moment(lab.log.head))).toEqual(modelAt(all, lab.log.head))
  })

  test('belongs to whoever asks: the log does not change with it', async () => {
    const { lab } = openLab(100)
    happen(lab, 1000)
    const before = structuredClone(base(lab.log))
    const { model } = await new MemoryPast(lab.log, 'lab').moment(lab.log.head)
    model.sockets = []
    model.problems.length = 0
    model.watches.clear()
    model.t = 1e9
    expect(base(lab.log)).toEqual(before)
  })
})

const base = ({ base }: Log) => base

/** Its journal, of which nothing can be read. */
function failing(recorder: JournalRecorder): () => Past | undefined {
  return () => {
    const past = recorder.past()
    void past?.dispose()
    return past
  }
}
