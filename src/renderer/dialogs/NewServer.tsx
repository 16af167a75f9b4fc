import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabEvent } from '../../shared/events'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { outcomeOf } from '../lab/outcome'
import { CheckField } from '../ui/CheckField'
import { ErrorText } from '../ui/ErrorText'
import { Select } from '../ui/Select'
import { TextField } from '../ui/TextField'
import css from './Dialogs.module.css'
import { ANSWERS, answers, emptyServer, isAllInterfaces, LOOPBACK, readServer } from './forms'
import { Modal } from './Modal'
import { useForm } from './useForm'

/** A listener is there, or has failed, within this time on any machine that is not stuck. ms */
const PATIENCE = 3000

export function NewServer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { execute, select, notices } = useUi()
  const { form, set, errorAt, refused, setRefused, setProblems, busy, setBusy } = useForm(emptyServer)
  const firstField = useRef<HTMLInputElement>(null)

  const submit = async () => {
    const read = readServer(form)
    if ('problems' in read) return setProblems(read.problems)
    setBusy(true)
    setRefused(undefined)
    const reply = await execute(read.command, 'quiet')
    if (!reply.ok) {
      setBusy(false)
      return setRefused(reply.error)
    }
    const { seq, made } = reply.value
    const name = made[0]
    const listens = (event: LabEvent) => event.kind === 'listening' && event.socket === name
    const failure = await outcomeOf(lab, seq, listens, PATIENCE)
    setBusy(false)
    if (failure) {
      notices.claim(seq, failure)
      return setRefused(failure)
    }
    if (name !== undefined) select(name)
    onClose()
  }

  return (
    <Modal
      title={t('dialogs.server.title')}
      intro={t('dialogs.server.intro')}
      submit={t('dialogs.server.submit')}
      busy={busy}
      firstField={firstField}
      onSubmit={() => void submit()}
      onClose={onClose}
      problem={refused && <ErrorText error={refused} />}
    >
      <TextField
        label={t('dialogs.name')}
        placeholder={t('dialogs.nameHint')}
        value={form.name}
        onChange={(value) => set('name', value)}
        error={errorAt('name')}
        inputRef={firstField}
      />
      <div className={css.hostAndPort}>
        <TextField
          label={t('dialogs.host')}
          value={form.host}
          onChange={(value) => set('host', value)}
          error={errorAt('host')}
          hint={form.host.trim() === LOOPBACK ? t('dialogs.server.hostHint') : undefined}
          warning={
            isAllInterfaces(form.host) ? t('dialogs.server.hostAll', { host: form.host.trim() }) : undefined
          }
        />
        <TextField
          label={t('dialogs.port')}
          numeric
          value={form.port}
          onChange={(value) => set('port', value)}
          error={errorAt('port')}
          hint={t('dialogs.server.portHint')}
        />
      </div>
      <div>
        <Select
          label={t('dialogs.server.respond')}
          choices={ANSWERS.map((value) => ({ value, label: t(`dialogs.server.respondName.${value}`) }))}
          value={form.answer}
          onChange={(value) => set('answer', value)}
        />
      </div>
      {form.answer === 'reply' && (
        <TextField
          label={t('dialogs.server.replyText')}
          value={form.reply}
          onChange={(value) => set('reply', value)}
          error={errorAt('reply')}
        />
      )}
      {answers(form.answer) && (
        <div className={css.delay}>
          <TextField
            label={t('dialogs.server.delay')}
            numeric
            value={form.delay}
            onChange={(value) => set('delay', value)}
            error={errorAt('delay')}
          />
          <CheckField
            label={t('dialogs.server.thenClose')}
            checked={form.thenClose}
            onChange={(value) => set('thenClose', value)}
          />
        </div>
      )}
      <CheckField
        label={t('dialogs.allowHalfOpen')}
        hint={t('dialogs.server.allowHalfOpenHint')}
        checked={form.allowHalfOpen}
        onChange={(value) => set('allowHalfOpen', value)}
      />
      <TextField
        label={t('dialogs.server.backlog')}
        numeric
        value={form.backlog}
        onChange={(value) => set('backlog', value)}
        error={errorAt('backlog')}
        hint={t('dialogs.server.backlogHint')}
      />
    </Modal>
  )
}
