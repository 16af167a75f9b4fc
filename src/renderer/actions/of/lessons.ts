import { soon } from '../../ui/soon'
import { can, cannot, type Definitions, type Env, type Offered } from '../env'

/** Guided lessons. */
export const lessonActions: Definitions = {
  lessons: ({ ui, t }) => can(() => ui.openDialog({ name: 'lessons' }), t('actions.effect.lessons')),
  showLesson: (env) =>
    onLesson(env, () => {
      env.lessons.present(false)
      soon(() => env.ui.signals.emit('lesson.focus'))
    }),
  presentLesson: (env) => ({
    ...onLesson(env, () => env.lessons.present(!env.lessons.current().presenting), 'presentLesson'),
    checked: env.lessons.current().presenting,
  }),
  nextLessonStep: (env) => move(env, 1),
  lastLessonStep: (env) => move(env, -1),
}

/** In a recording, the window goes to where the step ended. */
function move(env: Env, direction: 1 | -1): Offered {
  const { lessons, lab, ui } = env
  return onLesson(env, () => {
    if (lab.travel === null) void lessons.move(direction)
    else ui.time.step('lesson', direction)
  })
}

function onLesson(env: Env, run: () => void, effect?: 'presentLesson'): Offered {
  const { lessons, lab } = env
  const isThere =
    lessons.current().open !== undefined || (lab.travel !== null && lab.model.lesson !== undefined)
  return isThere ? can(run, effect && env.t(`actions.effect.${effect}`)) : cannot(env, 'noLesson')
}
