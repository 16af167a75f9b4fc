import { FileJson, FolderOpen, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { OpenedScenario } from '../../shared/ipc'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { CheckField } from '../ui/CheckField'
import { EmptyState } from '../ui/EmptyState'
import { ErrorText } from '../ui/ErrorText'
import { Hint } from '../ui/Hint'
import { BadScenario } from './BadScenario'
import { useScenario, useScenarioStore } from './context'
import { Needs } from './Needs'
import { QuestionBox } from './QuestionBox'
import { RunControls } from './RunControls'
import css from './ScenarioPanel.module.css'
import { StandingLine } from './StandingLine'
import { StepList } from './StepList'
import { titleOf } from './titleOf'

/** The scenario that is open: its steps, and what becomes of them. */
export function ScenarioPanel() {
  const { t } = useTranslation()
  const ui = useUi()
  const { state, open } = useScenario()
  const { opened, bad, question } = state
  const panel = useRef<HTMLElement>(null)
  const focusMain = () => {
    panel.current?.querySelector<HTMLElement>('[data-main]')?.focus()
  }
  useSignal(ui.signals, 'scenario.focus', focusMain)
  // Whoever opened a file wants to run it next; but nobody's focus is taken away.
  const shown = bad ?? opened
  useEffect(() => {
    if (shown && document.activeElement === document.body) {
      panel.current?.querySelector<HTMLElement>('[data-main]')?.focus()
    }
  }, [shown])

  return (
    <section ref={panel} className={css.panel} aria-label={t('scenario.panel.title')}>
      <header className={css.head}>
        <h2>{t('scenario.panel.title')}</h2>
        <span className={css.buttons}>
          <Hint text={t('scenario.panel.open')} side="bottom">
            <Button small look="quiet" aria-label={t('scenario.panel.open')} onClick={open}>
              <FolderOpen size={14} aria-hidden="true" />
            </Button>
          </Hint>
          <Hint text={t('scenario.panel.hide')} side="bottom">
            <Button
              small
              look="quiet"
              aria-label={t('scenario.panel.hide')}
              onClick={() => ui.showScenario(false)}
            >
              <X size={14} aria-hidden="true" />
            </Button>
          </Hint>
        </span>
      </header>
      {question && <QuestionBox question={question} />}
      {bad ? <BadScenario bad={bad} /> : opened ? <Opened opened={opened} /> : <Nothing onOpen={open} />}
    </section>
  )
}

function Nothing({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={css.nothing}>
      <EmptyState icon={FileJson}>{t('scenario.panel.empty')}</EmptyState>
      <Button data-main onClick={onOpen}>
        <FolderOpen size={14} aria-hidden="true" />
        {t('scenario.panel.open')}
      </Button>
    </div>
  )
}

function Opened({ opened }: { opened: OpenedScenario }) {
  const { t } = useTranslation()
  const { store } = useScenarioStore()
  const { state } = useScenario()
  const { steps, needs, description } = opened
  return (
    <>
      <div className={css.about}>
        <h3 className={css.title}>{titleOf(t, opened)}</h3>
        {description !== undefined && (
          <p className={css.description} tabIndex={description.length > 300 ? 0 : undefined}>
            {description.split(/\r\n|\n|\r/).map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never change
              <span key={index}>{visible(line)}</span>
            ))}
          </p>
        )}
        {needs.length > 0 && <Needs needs={needs} />}
        <RunControls />
        {state.refused && !state.question && (
          <div role="alert" className={css.refused}>
            <ErrorText error={state.refused} />
          </div>
        )}
        <StandingLine />
        <CheckField
          label={t('scenario.panel.follow')}
          checked={state.follow}
          onChange={(follow) => store.follow(follow)}
        />
      </div>
      {steps.length === 0 ? (
        <EmptyState icon={FileJson}>{t('scenario.panel.noSteps')}</EmptyState>
      ) : (
        <StepList steps={steps} />
      )}
    </>
  )
}
