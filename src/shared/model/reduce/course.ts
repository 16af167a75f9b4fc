import type { EventOf } from '../../events'
import type { Kept, Model } from '../model'
import { definedOf } from './sockets'

/** What is about the log as a whole: notes, what becomes of it on disk, the scenario that runs. */

export function pin(model: Model, { seq, t, text, socket, about, replaces }: EventOf<'note'>): void {
  const note = { seq, t, text, ...definedOf({ socket, about }) }
  const place = replaces === undefined ? -1 : model.notes.findIndex((pinned) => pinned.seq === replaces)
  const kept = text === '' ? [] : [note]
  if (place < 0) model.notes.push(...kept)
  else model.notes.splice(place, 1, ...kept)
}

export function followRecording(kept: Kept, event: EventOf<'recording'>): void {
  const { seq, phase, session, of, limit, error, missing } = event
  kept.seq = seq
  if (phase === 'started' || phase === 'resumed') {
    kept.phase = 'on'
    delete kept.error
    // What is left out from here on is told again.
    kept.limited = {}
  } else if (phase === 'failed') kept.phase = 'failed'
  if (session !== undefined) kept.session = session
  if (error) kept.error = error
  if (of) kept.limited[of] = limit ?? 0
  if (missing) kept.missing += missing.to - missing.from + 1
}

export function followRun(model: Model, event: EventOf<'scenario'>): void {
  const { run, phase, title = '', steps = 0, step = 0, met = false, took = 0, seen = [] } = event
  if (phase === 'began') model.run = { run, title, steps, step: 0, waiting: false, results: new Map() }
  const current = model.run
  if (current?.run !== run) return
  current.waiting = phase === 'waiting'
  if (phase === 'waiting' || phase === 'step') current.step = step
  else if (phase === 'evaluated') current.results.set(step, { met, took, seen })
  else if (phase === 'ended') current.ending = event.ending ?? 'stopped'
}
