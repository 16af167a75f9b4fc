import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectCommand } from '../../shared/commands'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { CheckField } from '../ui/CheckField'
import { Disclosure } from '../ui/Disclosure'
import { ErrorText } from '../ui/ErrorText'
import { TextField } from '../ui/TextField'
import { AddressField } from './AddressField'
import { ownChoices, useAddresses } from './addresses'
import css from './Dialogs.module.css'
import { type ClientsForm, clientsFormOf, emptyClients, readClients, takesSourcePort } from './forms'
import { Modal } from './Modal'
import { hasOptions, OptionsFields } from './OptionsFields'
import { ElsewhereFields, openServers, TargetSelect } from './TargetFields'
import { useForm } from './useForm'

const INSIDE = ['localAddress', 'localPort', 'timeout', 'keepAliveDelay'] as const

interface Props {
  /** The server that is chosen to begin with. */
  target: string | undefined
  /** What it is filled in from. */
  like: ConnectCommand | undefined
  onClose: () => void
}

export function NewClients({ target, like, onClose }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { execute, select } = useUi()
  const servers = openServers(lab)
  const first = servers.find((server) => server.name === target) ?? servers.at(-1)
  const state = useForm<ClientsForm>(like ? clientsFormOf(like) : emptyClients(first?.name ?? ''))
  const { form, set, errorAt, text, check, refused, busy } = state
  const firstField = useRef<HTMLInputElement>(null)
  const own = useAddresses()
  const count = Number(form.count)
  const hasSource = takesSourcePort(form)

  const submit = () =>
    state.submit(readClients(form, like), async (command) => {
      const reply = await execute(command, 'quiet')
      if (!reply.ok) return reply.error
      const name = reply.value.made[0]
      if (name !== undefined) select(name)
      onClose()
    })

  return (
    <Modal
      title={t('dialogs.clients.title')}
      intro={t('dialogs.clients.intro')}
      submit={t('dialogs.clients.submit', { count: Number.isInteger(count) && count > 0 ? count : 1 })}
      busy={busy}
      firstField={firstField}
      onSubmit={() => void submit()}
      onClose={onClose}
      problem={refused && <ErrorText error={refused} />}
    >
      <div className={css.countAndTarget}>
        <TextField label={t('dialogs.clients.count')} numeric {...text('count')} inputRef={firstField} />
        <div>
          <TargetSelect servers={servers} to={form.to} onChange={(to) => set('to', to)} />
        </div>
      </div>
      {servers.length === 0 && <p className={css.hint}>{t('dialogs.clients.noServer')}</p>}
      {form.to === '' && <ElsewhereFields text={text} />}
      <TextField
        label={t('dialogs.name')}
        placeholder={t('dialogs.nameHint')}
        {...text('name')}
        hint={count > 1 ? t('dialogs.clients.groupHint') : undefined}
      />
      <CheckField
        label={t('dialogs.allowHalfOpen')}
        hint={t('dialogs.clients.allowHalfOpenHint')}
        {...check('allowHalfOpen')}
      />
      <Disclosure
        title={t('dialogs.advanced')}
        needed={INSIDE.some((field) => errorAt(field) !== undefined)}
        initiallyOpen={hasOptions(form) || form.localAddress !== '' || form.localPort !== ''}
      >
        <div className={css.halves}>
          <AddressField
            label={t('dialogs.clients.localAddress')}
            {...text('localAddress')}
            choices={ownChoices(own, t)}
            hint={t('dialogs.clients.localAddressHint')}
          />
          <TextField
            label={t('dialogs.clients.localPort')}
            numeric
            disabled={!hasSource}
            value={hasSource ? form.localPort : ''}
            onChange={(value) => set('localPort', value)}
            error={hasSource ? errorAt('localPort') : undefined}
            hint={t(hasSource ? 'dialogs.clients.localPortHint' : 'dialogs.clients.localPortMany')}
          />
        </div>
        <OptionsFields state={state} />
      </Disclosure>
    </Modal>
  )
}
