import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { RulesEditor } from '../rules/RulesEditor'
import { CheckField } from '../ui/CheckField'
import { Segmented } from '../ui/Segmented'
import { Select } from '../ui/Select'
import { TextField } from '../ui/TextField'
import { ANSWERS, type Answer, type AnswerForm, answers } from './answer'
import css from './Dialogs.module.css'
import type { Transport } from './forms'
import type { FormState } from './useForm'

/** How a server answers. */
export function AnswerFields<F extends AnswerForm>({
  state,
  transport = 'tcp',
}: {
  state: FormState<F>
  transport?: Transport
}) {
  const { t } = useTranslation()
  const { errorAt } = state
  const form: AnswerForm = state.form
  // The fields are the same ones, whatever else the form has.
  const set = state.set as FormState<AnswerForm>['set']
  return (
    <>
      <div className={css.columns}>
        <div className={css.wide}>
          <Select
            label={t('dialogs.answer.label')}
            choices={ANSWERS.map((value) => ({ value, label: nameOf(value, transport, t) }))}
            value={form.answer}
            onChange={(value) => set('answer', value)}
          />
        </div>
        <TextField
          label={t('dialogs.answer.delay')}
          numeric
          disabled={!answers(form.answer)}
          value={answers(form.answer) ? form.delay : ''}
          onChange={(value) => set('delay', value)}
          error={answers(form.answer) ? errorAt('delay') : undefined}
        />
      </div>
      {form.answer === 'rules' && (
        <RulesEditor
          rules={form.rules}
          onChange={(rules) => set('rules', rules)}
          error={errorAt('rules')}
          connections={transport === 'tcp'}
        />
      )}
      {form.answer === 'reply' && (
        <div className={css.reply}>
          <TextField
            label={t('dialogs.answer.reply')}
            value={form.reply}
            onChange={(value) => set('reply', value)}
            error={errorAt('reply')}
            hint={t(form.replyAs === 'text' ? 'dialogs.answer.textHint' : 'dialogs.answer.hexHint')}
          />
          <Segmented
            name={t('dialogs.answer.replyAs')}
            choices={[
              { value: 'text', label: t('dialogs.answer.text') },
              { value: 'hex', label: t('dialogs.answer.hex') },
            ]}
            value={form.replyAs}
            onChange={(value) => set('replyAs', value)}
          />
        </div>
      )}
    </>
  )
}

function nameOf(answer: Answer, transport: Transport, t: TFunction): string {
  // Of these, what is done is another thing where there are no connections.
  if (transport === 'udp' && answer === 'broadcast') return t('dialogs.answer.broadcastUdp')
  return t(`dialogs.answer.name.${answer}`)
}

/** Whether a connection ends after its answer; of a bound UDP socket, it itself. */
export function ThenCloseField<F extends AnswerForm>({
  state,
  transport = 'tcp',
}: {
  state: FormState<F>
  transport?: Transport
}) {
  const { t } = useTranslation()
  const form: AnswerForm = state.form
  const set = state.set as FormState<AnswerForm>['set']
  const sends = answers(form.answer)
  return (
    <CheckField
      label={t(transport === 'udp' ? 'dialogs.answer.thenCloseUdp' : 'dialogs.answer.thenClose')}
      hint={sends ? undefined : t('dialogs.answer.noAnswer')}
      disabled={!sends}
      checked={sends && form.thenClose}
      onChange={(value) => set('thenClose', value)}
    />
  )
}
