import { FolderOpen, History, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import type { LabError } from '../../shared/errors'
import { DEFAULT_LIMITS, type RecordingState } from '../../shared/session'
import { useUi } from '../app/ui'
import { Modal } from '../dialogs/Modal'
import { type FormState, useForm } from '../dialogs/useForm'
import { Button } from '../ui/Button'
import { HowItGoes } from './HowItGoes'
import { LimitField } from './LimitField'
import { inUnit, type LimitsForm, limitsFormOf, readLimits } from './limits'
import css from './RecordingDialog.module.css'

const AT_FIRST = limitsFormOf(DEFAULT_LIMITS)

/** How recording goes, where sessions are kept, and within which limits. */
export function RecordingDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { bridge, say, changeSettings } = useUi()
  const [state, setState] = useState<RecordingState>()
  const [unknown, setUnknown] = useState<LabError>()
  const [looks, setLooks] = useState(1)
  const form = useForm<LimitsForm>(AT_FIRST)
  // What had been typed before the page came back stays.
  const [untouched] = useState(() => form.form === AT_FIRST)
  const firstField = useRef<HTMLInputElement>(null)
  const filledIn = useRef(form.set)
  filledIn.current = form.set

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of `looks` asks anew
  useEffect(() => {
    let wanted = true
    setUnknown(undefined)
    void bridge.request('recording', {}).then((reply) => {
      if (!wanted) return
      if (!reply.ok) return setUnknown(reply.error)
      setState(reply.value)
      if (untouched) fill(filledIn.current, limitsFormOf(reply.value.limits))
    })
    return () => {
      wanted = false
    }
  }, [bridge, untouched, looks])

  const submit = () =>
    form.submit(readLimits(form.form), async (recording) => {
      const reply = await changeSettings({ recording })
      if (!reply.ok) return reply.error
      say(t('recording.saved'))
      onClose()
    })

  const problem = form.refused ?? unknown
  return (
    <Modal
      title={t('recording.title')}
      intro={t('recording.intro')}
      submit={t('recording.submit')}
      busy={form.busy || !state}
      firstField={firstField}
      onSubmit={() => void submit()}
      onClose={onClose}
      refused={problem}
      remedy={
        problem === unknown && (
          <Button small onClick={() => setLooks((before) => before + 1)}>
            {t('sessions.lookAgain')}
          </Button>
        )
      }
    >
      <HowItGoes />
      <Place state={state} isUnknown={unknown !== undefined} />
      <Limits state={form} firstField={firstField} />
    </Modal>
  )
}

/** Where sessions are kept, and how much there is. */
function Place({ state, isUnknown }: { state: RecordingState | undefined; isUnknown: boolean }) {
  const { t } = useTranslation()
  const { bridge, notices, openDialog } = useUi()
  const show = async () => {
    const reply = await bridge.request('showSession', {})
    if (!reply.ok) notices.addRefusal(reply.error)
  }
  return (
    <section className={css.place} aria-labelledby="recording-folder">
      <div className={css.words}>
        <h3 id="recording-folder" className={css.label}>
          {t('recording.folder')}
        </h3>
        <p className={css.folder} translate="no">
          {state ? visible(state.folder) : t(isUnknown ? 'recording.unknown' : 'recording.looking')}
        </p>
        <p className={css.amount}>
          {state && t('recording.amount', { count: state.sessions, size: formatBytes(state.bytes) })}
        </p>
      </div>
      <div className={css.buttons}>
        <Button small onClick={() => void show()}>
          <FolderOpen size={13} aria-hidden="true" />
          {t('recording.show')}
        </Button>
        <Button small onClick={() => openDialog({ name: 'sessions' })}>
          <History size={13} aria-hidden="true" />
          {t('recording.sessions')}
        </Button>
      </div>
    </section>
  )
}

function Limits({
  state,
  firstField,
}: {
  state: FormState<LimitsForm>
  firstField: React.RefObject<HTMLInputElement | null>
}) {
  const { t } = useTranslation()
  const { form, set, text } = state
  return (
    <section className={css.limits} aria-labelledby="recording-limits">
      <header className={css.head}>
        <h3 id="recording-limits" className={css.heading}>
          {t('recording.limits')}
        </h3>
        <Button small look="quiet" onClick={() => fill(set, limitsFormOf(DEFAULT_LIMITS))}>
          <RotateCcw size={13} aria-hidden="true" />
          {t('recording.defaults')}
        </Button>
      </header>
      <p className={css.intro}>{t('recording.limitsIntro')}</p>
      <div className={css.fields}>
        <LimitField limit="messageBytes" inputRef={firstField} {...text('message')} />
        <LimitField
          limit="sessionBytes"
          {...text('session')}
          unit={form.unit}
          onUnit={(unit) => fill(set, inUnit(form, unit))}
        />
        <LimitField limit="sessions" {...text('sessions')} />
      </div>
    </section>
  )
}

function fill(set: FormState<LimitsForm>['set'], form: LimitsForm): void {
  set('message', form.message)
  set('session', form.session)
  set('unit', form.unit)
  set('sessions', form.sessions)
}
