import { FolderOpen, GraduationCap, History, Play, Server } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useScenario } from '../scenario/context'
import { RecoveredOffer } from '../sessions/RecoveredOffer'
import { Button } from '../ui/Button'
import { later } from '../ui/later'
import css from './EmptyLab.module.css'
import { LastLab } from './LastLab'
import { Picture } from './Picture'
import { useUi } from './ui'
import { useQuickStart } from './useQuickStart'

const LessonOffer = later(async () => (await import('../lessons/LessonOffer')).LessonOffer)

const SHOWN = ['ends', 'states', 'messages'] as const

/** What the lab is for, and the ways to begin. Nothing listens by itself. */
export function EmptyLab() {
  const { t } = useTranslation()
  const { openDialog } = useUi()
  const { open } = useScenario()
  const { start, running } = useQuickStart()
  return (
    <section className={css.empty} aria-labelledby="empty-lab">
      <div className={css.inner}>
        <Picture />
        <h1 id="empty-lab">{t('empty.title')}</h1>
        <p className={css.lead}>{t('empty.lead')}</p>
        <Button look="primary" onClick={start} disabled={running} focusableWhenDisabled data-tour="start">
          <Play size={15} aria-hidden="true" />
          {t('empty.start')}
        </Button>
        <div className={css.others}>
          <Button look="quiet" onClick={() => openDialog({ name: 'lessons' })}>
            <GraduationCap size={15} aria-hidden="true" />
            {t('lessons.lessons')}
          </Button>
          <Button look="quiet" onClick={() => openDialog({ name: 'server' })}>
            <Server size={14} aria-hidden="true" />
            {t('empty.newServer')}
          </Button>
          <Button look="quiet" onClick={open}>
            <FolderOpen size={14} aria-hidden="true" />
            {t('scenario.panel.open')}
          </Button>
          <Button look="quiet" onClick={() => openDialog({ name: 'sessions' })}>
            <History size={14} aria-hidden="true" />
            {t('empty.sessions')}
          </Button>
        </div>
        <div className={css.offers}>
          <LessonOffer />
          <RecoveredOffer />
          <LastLab />
        </div>
        <ul className={css.shown}>
          {SHOWN.map((what) => (
            <li key={what}>
              <strong>{t(`empty.shows.${what}`)}</strong>
              <span>{t(`empty.shown.${what}`)}</span>
            </li>
          ))}
        </ul>
        <p className={css.safe}>{t('empty.safe')}</p>
      </div>
    </section>
  )
}
