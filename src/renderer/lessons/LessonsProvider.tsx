import { type ReactNode, useEffect, useRef, useState } from 'react'
import { readKept, writeKept } from '../app/kept'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { heldOn, LessonsContext } from './context'
import { lessonCalled } from './lessonData'
import { showBest } from './look'
import { type KeptLesson, LessonStore } from './store'

const OPENED = 'lesson'

/** Keeps the lesson that is open in this window. */
export function LessonsProvider({ children }: { children: ReactNode }) {
  const lab = useLab()
  const ui = useUi()
  const newest = useRef(ui)
  newest.current = ui
  const [store] = useState(
    () =>
      new LessonStore({
        bridge: ui.bridge,
        held: () => heldOn(lab),
        onOpen: () => newest.current.showScenario(false),
        onStep: (lesson, step) => showBest(newest.current, lab, lesson, step),
      }),
  )
  // Asked before anything of this page is kept.
  const [kept] = useState(() => readKept(OPENED) as KeptLesson | undefined)
  useEffect(() => {
    if (!kept) return
    void lessonCalled(kept.lesson).then((lesson) => lesson && store.restore(lesson, kept))
  }, [store, kept])
  useEffect(() => store.subscribe(() => writeKept(OPENED, store.kept)), [store])
  // There is room for one of them.
  useEffect(() => {
    if (ui.scenarioShown && store.current().open) void store.leave()
  }, [ui.scenarioShown, store])
  return <LessonsContext value={store}>{children}</LessonsContext>
}
