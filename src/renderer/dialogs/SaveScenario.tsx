import { Check, Copy, MousePointerClick } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { LabError } from '../../shared/errors'
import type { RecordedScenario } from '../../shared/ipc'
import { hasPrivateKey } from '../../shared/pem'
import type { Step } from '../../shared/scenario'
import { useUi } from '../app/ui'
import { StepText } from '../scenario/StepText'
import { Button } from '../ui/Button'
import { CheckField } from '../ui/CheckField'
import { copyText } from '../ui/copyText'
import { EmptyState } from '../ui/EmptyState'
import { TextField } from '../ui/TextField'
import { Modal } from './Modal'
import css from './SaveScenario.module.css'

/** More steps than this are not previewed: the file has them all. */
const PREVIEWED = 300
const LONGEST_TITLE = 200

/** Saves what was done by hand so far as a scenario file. */
export function SaveScenario({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { bridge, say } = useUi()
  const [title, setTitle] = useState(() => t('scenario.save.untitled'))
  const [expectations, setExpectations] = useState(true)
  const [recorded, setRecorded] = useState<RecordedScenario>()
  const [refused, setRefused] = useState<LabError>()
  const [busy, setBusy] = useState(false)
  const [copied, setCopied] = useState(false)
  const firstField = useRef<HTMLInputElement>(null)
  const empty = recorded?.scenario.steps.length === 0
  const named = title.trim().slice(0, LONGEST_TITLE)

  useEffect(() => {
    let wanted = true
    void bridge.request('recorded', { title: '', expectations }).then((reply) => {
      if (!wanted) return
      if (reply.ok) setRecorded(reply.value)
      else setRefused(reply.error)
    })
    return () => {
      wanted = false
    }
  }, [bridge, expectations])

  const save = async () => {
    setBusy(true)
    setRefused(undefined)
    const reply = await bridge.request('saveScenario', { title: named, expectations })
    setBusy(false)
    if (!reply.ok) return setRefused(reply.error)
    // The person has changed their mind about the place, not about saving.
    if (reply.value === null) return
    say(t('scenario.save.saved', { file: visible(reply.value.file) }))
    onClose()
  }

  const copy = async () => {
    const reply = await bridge.request('recorded', { title: named, expectations })
    if (!reply.ok) return setRefused(reply.error)
    setCopied(await copyText(`${JSON.stringify(reply.value.scenario, null, 2)}\n`))
  }

  return (
    <Modal
      title={t('scenario.save.title')}
      intro={t('scenario.save.intro')}
      submit={t('scenario.save.submit')}
      busy={busy || recorded === undefined || empty}
      firstField={firstField}
      onSubmit={() => void save()}
      onClose={onClose}
      refused={refused}
    >
      {empty ? (
        <EmptyState icon={MousePointerClick}>{t('scenario.save.empty')}</EmptyState>
      ) : (
        <>
          <TextField
            label={t('scenario.save.name')}
            value={title}
            onChange={setTitle}
            inputRef={firstField}
          />
          <CheckField
            label={t('scenario.save.expectations')}
            hint={t('scenario.save.expectationsHint')}
            checked={expectations}
            onChange={setExpectations}
          />
          {recorded && <Preview recorded={recorded} />}
          <div>
            <Button small onClick={() => void copy()} onBlur={() => setCopied(false)}>
              {copied ? <Check size={13} aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
              {copied ? t('scenario.save.copied') : t('scenario.save.copy')}
            </Button>
          </div>
        </>
      )}
    </Modal>
  )
}

/** A key that was pasted stands in the file, for whoever gets it. */
function givesKey(step: Step): boolean {
  return !('expect' in step) && step.do === 'listen' && hasPrivateKey(step.tls)
}

function Preview({ recorded: { scenario, left } }: { recorded: RecordedScenario }) {
  const { t } = useTranslation()
  const more = scenario.steps.length - PREVIEWED
  return (
    <>
      <div>
        <h3 className={css.label} id="save-steps">
          {t('scenario.save.preview')}
        </h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls, by keyboard, too */}
        <ol className={css.steps} aria-labelledby="save-steps" tabIndex={0}>
          {scenario.steps.slice(0, PREVIEWED).map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its number
            <li key={index} data-wanted={'expect' in step || undefined}>
              <span className={css.number}>{index + 1}</span>
              <StepText step={step} />
            </li>
          ))}
          {more > 0 && (
            <li>
              <span className={css.number} />
              {t('scenario.needs.more', { count: more })}
            </li>
          )}
        </ol>
      </div>
      {scenario.steps.some(givesKey) && <p className={css.note}>{t('scenario.save.hasKey')}</p>}
      {left.length > 0 && (
        <div className={css.note}>
          <h3 className={css.label}>{t('scenario.save.left')}</h3>
          <ul lang="en">
            {left.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines are shown as they came
              <li key={index}>{visible(line)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
