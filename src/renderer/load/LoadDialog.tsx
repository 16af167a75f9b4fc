import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoadCommand } from '../../shared/commands'
import type { LabError } from '../../shared/errors'
import css from '../dialogs/Dialogs.module.css'
import { Modal } from '../dialogs/Modal'
import { ElsewhereFields, openServers, TargetSelect } from '../dialogs/TargetFields'
import { type FormState, useForm } from '../dialogs/useForm'
import { useMaker } from '../dialogs/useMaker'
import { useLab } from '../lab/hooks'
import { CheckField } from '../ui/CheckField'
import { Disclosure } from '../ui/Disclosure'
import { TextField } from '../ui/TextField'
import { emptyLoad, type LoadForm, loadFormOf, readLoad } from './form'

interface Props {
  /** The server that is chosen to begin with. */
  target: string | undefined
  /** What it is filled in from. */
  like: LoadCommand | undefined
  onClose: () => void
}

/** Many clients that send. To somewhere else than a server of the lab's, once the person has allowed that: main asks them. */
export function LoadDialog({ target, like, onClose }: Props) {
  const lab = useLab()
  const make = useMaker(onClose)
  const servers = openServers(lab)
  const first =
    servers.find(({ name }) => name === (like?.to ?? target)) ?? (like ? undefined : servers.at(-1))
  const state = useForm<LoadForm>(
    like ? { ...loadFormOf(like), to: first?.name ?? '' } : emptyLoad(first?.name ?? ''),
  )
  return <LoadFields state={state} start={make} onClose={onClose} />
}

interface FieldsProps {
  state: FormState<LoadForm>
  start: (command: LoadCommand) => Promise<LabError | undefined>
  onClose: () => void
}

function LoadFields({ state, start, onClose }: FieldsProps) {
  const { t } = useTranslation()
  const { form, set, errorAt, text, check, refused, busy } = state
  const servers = openServers(useLab())
  const firstField = useRef<HTMLInputElement>(null)
  const count = Number(form.clients)
  return (
    <Modal
      title={t('load.dialog.title')}
      intro={t('load.dialog.intro')}
      submit={t('load.dialog.submit', { count: Number.isInteger(count) && count > 0 ? count : 1 })}
      busy={busy}
      firstField={firstField}
      onSubmit={() => void state.submit(readLoad(form), start)}
      onClose={onClose}
      refused={refused}
    >
      <div className={css.countAndTarget}>
        <TextField label={t('load.dialog.clients')} numeric {...text('clients')} inputRef={firstField} />
        <div>
          <TargetSelect servers={servers} to={form.to} onChange={(to) => set('to', to)} />
        </div>
      </div>
      {form.to === '' && (
        <>
          <ElsewhereFields text={text} />
          <p className={css.hint}>{t('load.dialog.elsewhereNote')}</p>
          <CheckField
            label={t('load.dialog.echoes')}
            hint={t('load.dialog.echoesHint')}
            {...check('echoes')}
          />
        </>
      )}
      <div className={css.halves}>
        <TextField
          label={t('load.dialog.everyMs')}
          numeric
          {...text('everyMs')}
          hint={t('load.dialog.everyHint')}
        />
        <TextField label={t('load.dialog.rate')} numeric {...text('rate')} hint={t('load.dialog.rateHint')} />
        <TextField label={t('load.dialog.bytes')} numeric {...text('bytes')} />
        <TextField label={t('load.dialog.seconds')} numeric {...text('seconds')} />
      </div>
      <CheckField label={t('load.dialog.keep')} hint={t('load.dialog.keepHint')} {...check('keep')} />
      <Disclosure
        title={t('dialogs.advanced')}
        needed={errorAt('name') !== undefined}
        initiallyOpen={form.name !== '' || form.noDelay}
      >
        <TextField
          label={t('dialogs.name')}
          placeholder={t('dialogs.nameHint')}
          {...text('name')}
          hint={t('dialogs.clients.groupHint')}
        />
        <CheckField label={t('dialogs.noDelay')} hint={t('load.dialog.noDelayHint')} {...check('noDelay')} />
      </Disclosure>
    </Modal>
  )
}
