import { useTranslation } from 'react-i18next'
import { CheckField } from '../ui/CheckField'
import { Segmented } from '../ui/Segmented'
import { Select } from '../ui/Select'
import { TextField } from '../ui/TextField'
import { ANSWERS, type Answer, type AnswerForm, answers } from './answer'
import css from './Dialogs.module.css'
import type { FormState } from './useForm'

/** How a server answers. `rules`: it has some, so they are a choice, too. */
export function AnswerFields<F extends AnswerForm>({
  state,
  rules,
}: {
  state: FormState<F>
  rules: boolean
}) {
  const { t } = useTranslation()
  const { errorAt } = state
  const form: AnswerForm = state.form
  // The fields are the same ones, whatever else the form has.
  const set = state.set as FormState<AnswerForm>['set']
  const choices: readonly Answer[] = rules ? [...ANSWERS, 'rules'] : ANSWERS
  return (
    <>
      <div className={css.columns}>
        <div className={css.wide}>
          <Select
            label={t('dialogs.answer.label')}
            choices={choices.map((value) => ({ value, label: t(`dialogs.answer.name.${value}`) }))}
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

/** Whether a connection ends after its answer. */
export function ThenCloseField<F extends AnswerForm>({ state }: { state: FormState<F> }) {
  const { t } = useTranslation()
  const form: AnswerForm = state.form
  const set = state.set as FormState<AnswerForm>['set']
  const sends = answers(form.answer)
  return (
    <CheckField
      label={t('dialogs.answer.thenClose')}
      hint={sends ? undefined : t('dialogs.answer.noAnswer')}
      disabled={!sends}
      checked={sends && form.thenClose}
      onChange={(value) => set('thenClose', value)}
    />
  )
}
