import { visible } from '../../shared/bytes'
import type { EventOf } from '../../shared/events'

/** What an event of a lesson's course says. */
export function lessonWords(event: EventOf<'lesson'>): string {
  const { phase, lesson = '', step, steps, role, name = '', port, check, differs = [] } = event
  switch (phase) {
    case 'began':
      return `lesson: ${visible(lesson)} begins`
    case 'step':
      return `lesson: step ${step} of ${steps}`
    case 'role':
      return `lesson: ${visible(name)} plays ${role}${event.adopted ? ', and was there before' : ''}`
    case 'unfit':
      return `lesson: ${visible(name)} is not what ${role} needs to be: ${differs.join(', ')}`
    case 'offer':
      return `lesson: ${visible(name)} could play ${role}`
    case 'port':
      return `lesson: port ${port} is free`
    case 'doing':
      return `lesson: step ${step} is done for the learner`
    case 'done':
      return `lesson: step ${step} was done for the learner`
    case 'act':
      return `lesson: act ${event.act} of step ${step} is done`
    case 'anew':
      return `lesson: from step ${step} on, once more`
    case 'check':
      return `lesson: check ${check} of step ${step} is ${event.met ? 'met' : 'not met'}`
    case 'ended':
      return `lesson: ${event.ending === 'done' ? 'done' : event.ending === 'missing' ? 'ended: something that it needs is missing' : 'left'}`
  }
}
