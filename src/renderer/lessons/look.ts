import { mapNames, splitMember } from '../../shared/ids'
import type { Lesson } from '../../shared/lessons/lesson'
import type { LessonModel } from '../../shared/model/lesson'
import type { Ui } from '../app/ui'
import type { LabStore } from '../lab/lab'

/** The name of who plays a role, or of the end that belongs to two of them; undefined as long as somebody is missing. */
export function playerOf(
  lesson: Pick<LessonModel, 'roles'> | undefined,
  reference: string,
): string | undefined {
  let isWhole = true
  const name = mapNames(reference, (role) => {
    const member = splitMember(role)
    const player = lesson?.roles.get(member?.group ?? role)?.name
    if (player === undefined) isWhole = false
    return member ? `${player}.${member.index}` : (player ?? role)
  })
  return isWhole ? name : undefined
}

/** Brings into sight what a step is best looked at in. `isWhole`: all of it has happened. */
export function showBest(ui: Ui, lab: LabStore, { steps }: Lesson, step: number, isWhole = false): void {
  const { look: { view, at } = {}, acts } = steps[step - 1] ?? {}
  // The timeline is of all connections, in the place of the controls of one.
  const inTheWay = acts !== undefined && !isWhole && (view ?? ui.view) === 'timeline'
  if (inTheWay || (view === undefined && at !== undefined && ui.view === 'timeline')) ui.setView('messages')
  else if (view !== undefined) ui.setView(view)
  const name = at === undefined ? undefined : playerOf(lab.model.lesson, at)
  if (name !== undefined && lab.model.sockets.has(name)) ui.select(name)
}
