import type { EventOf } from '../../events'
import { checkKey, type LessonModel, stepOfKey } from '../lesson'
import type { Model } from '../model'

export function followLesson(model: Model, event: EventOf<'lesson'>): void {
  const { seq, run, phase, lesson = '', steps = 0 } = event
  if (phase === 'began') {
    const nothing = {
      roles: new Map(),
      unfit: new Map(),
      offers: new Map(),
      ports: new Map(),
      checks: new Map(),
      acts: new Set<string>(),
    }
    model.lesson = { run, seq, lesson, steps, step: 0, ...nothing }
  }
  const current = model.lesson
  if (current?.run !== run) return
  current.seq = seq
  follow(current, event)
}

function follow(lesson: LessonModel, event: EventOf<'lesson'>): void {
  const { phase, step = 0, role = '', name = '', check = 0 } = event
  switch (phase) {
    case 'began':
      return
    case 'step':
      lesson.step = step
      return
    case 'role':
      lesson.roles.set(role, { name, adopted: event.adopted === true })
      lesson.unfit.delete(role)
      lesson.offers.delete(role)
      return
    case 'unfit':
      lesson.unfit.set(role, { name, differs: event.differs ?? [] })
      return
    case 'offer':
      lesson.offers.set(role, name)
      return
    case 'port':
      lesson.ports.set(role, event.port ?? 0)
      return
    case 'doing':
      lesson.doing = step
      return
    case 'done':
      delete lesson.doing
      return
    case 'act':
      lesson.acts.add(checkKey(step, event.act ?? 0))
      return
    case 'anew':
      for (const key of lesson.checks.keys()) if (stepOfKey(key) >= step) lesson.checks.delete(key)
      for (const key of lesson.acts) if (stepOfKey(key) >= step) lesson.acts.delete(key)
      return
    case 'check': {
      const { met = false, by, seen = [] } = event
      lesson.checks.set(checkKey(step, check), { met, seen, ...(by !== undefined && { by }) })
      return
    }
    case 'ended':
      lesson.ending = event.ending ?? 'left'
  }
}
