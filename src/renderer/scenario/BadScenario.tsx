import { CircleX, FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { LabError } from '../../shared/errors'
import { explained } from '../i18n/explained'
import { Button } from '../ui/Button'
import { useScenario, useScenarioStore } from './context'
import { placeOf } from './places'
import css from './ScenarioPanel.module.css'
import { titleOf } from './titleOf'

/** A file that can't run: everything that is wrong with it, each with its place and what to do. */
export function BadScenario({ bad }: { bad: { name: string; errors: LabError[] } }) {
  const { t } = useTranslation()
  const { store } = useScenarioStore()
  const { state, open } = useScenario()
  return (
    <div className={css.bad}>
      <div role="alert">
        <h3 className={css.title}>
          <CircleX size={15} aria-hidden="true" />
          {t('scenario.bad.title', { name: visible(bad.name) })}
        </h3>
        <p className={css.quiet}>{t('scenario.bad.count', { count: bad.errors.length })}</p>
      </div>
      <div className={css.controls}>
        <Button small data-main onClick={open}>
          <FolderOpen size={13} aria-hidden="true" />
          {t('scenario.panel.open')}
        </Button>
        <Button small onClick={() => store.dismissBad()}>
          {state.opened
            ? t('scenario.bad.back', { title: titleOf(t, state.opened) })
            : t('scenario.bad.close')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls, by keyboard, too */}
      <ol className={css.errors} aria-label={t('scenario.bad.list')} tabIndex={0}>
        {bad.errors.map((error, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the errors of a file never change
          <Finding key={index} error={error} />
        ))}
      </ol>
    </div>
  )
}

function Finding({ error }: { error: LabError }) {
  const { t } = useTranslation()
  const { step, field, message } = placeOf(error)
  const place =
    step === undefined
      ? field === undefined
        ? t('scenario.bad.file')
        : t('scenario.bad.field', { field: visible(field) })
      : field === undefined
        ? t('scenario.bad.atStep', { step })
        : t('scenario.bad.atField', { step, field: visible(field) })
  const remedy = explained(t, error)?.remedy
  return (
    <li className={css.error}>
      <p className={css.place}>{place}</p>
      <p lang="en">{visible(message)}</p>
      {remedy !== undefined && <p className={css.quiet}>{remedy}</p>}
    </li>
  )
}
