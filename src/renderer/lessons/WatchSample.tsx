import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Lesson } from '../../shared/lessons/lesson'
import { useUi } from '../app/ui'
import { useSessionDesk } from '../sessions/context'
import { Button } from '../ui/Button'
import { useStepText } from './useStepText'

interface Props {
  lesson: Lesson
  onOpened?: () => void
}

/** Looks at the recording of a lesson: nothing runs. */
export function WatchSample({ lesson, onOpened }: Props) {
  const { t } = useTranslation()
  const desk = useSessionDesk()
  const { notices } = useUi()
  const { plain } = useStepText()
  const open = async () => {
    const opening = await desk.openSample(lesson.id, plain(lesson.title))
    if (opening === 'opened') onOpened?.()
    else if (typeof opening === 'object') notices.addRefusal(opening)
  }
  return (
    <Button small onClick={() => void open()}>
      <History size={13} aria-hidden="true" />
      {t('lessons.watch')}
    </Button>
  )
}
