import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import { useLab } from '../lab/hooks'
import { Button } from '../ui/Button'
import { useScenarioStore } from './context'
import css from './ScenarioPanel.module.css'
import type { Question } from './store'

/** So many names that are taken are told; the rest is counted. */
const TOLD = 5

/** What has to be decided before the scenario goes on. Escape says no. */
export function QuestionBox({ question }: { question: Question }) {
  const { t } = useTranslation()
  const { store } = useScenarioStore()
  const yes = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question wants the focus again
  useEffect(() => yes.current?.focus(), [question])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div
      role="group"
      className={css.question}
      aria-labelledby="scenario-question"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        store.decline()
      }}
    >
      <div id="scenario-question" role="alert">
        {question.ask === 'replace' ? (
          <p>{t('scenario.ask.replace', { name: visible(question.name) })}</p>
        ) : (
          <Clash names={question.names} />
        )}
      </div>
      <div className={css.controls}>
        <Button ref={yes} small look="primary" onClick={() => void store.agree()}>
          {question.ask === 'replace' ? t('scenario.ask.stopAndOpen') : t('scenario.ask.runFresh')}
        </Button>
        <Button small onClick={() => store.decline()}>
          {t('scenario.ask.cancel')}
        </Button>
      </div>
    </div>
  )
}

function Clash({ names }: { names: readonly string[] }) {
  const { t } = useTranslation()
  const lab = useLab()
  const open = [...lab.model.sockets.values()].filter(({ descriptor }) => descriptor === 'open').length
  const told = names.slice(0, TOLD).map(visible).join(t('scenario.words.comma'))
  const more = names.length - TOLD
  return (
    <>
      <p>
        {names.length > 0 &&
          t('scenario.ask.clash', {
            count: names.length,
            names: more > 0 ? t('scenario.ask.andMore', { names: told, more }) : told,
          })}{' '}
        {t('scenario.ask.fresh')}
      </p>
      <p>{t('scenario.ask.closes', { count: open })}</p>
    </>
  )
}
