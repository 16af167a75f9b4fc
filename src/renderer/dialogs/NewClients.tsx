import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectCommand } from '../../shared/commands'
import { listeners } from '../../shared/model/selectors'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { CheckField } from '../ui/CheckField'
import { Disclosure } from '../ui/Disclosure'
import { ErrorText } from '../ui/ErrorText'
import { Select } from '../ui/Select'
import { TextField } from '../ui/TextField'
import { AddressField } from './AddressField'
import { listenChoices, ownChoices, useAddresses } from './addresses'
import css from './Dialogs.module.css'
import { type ClientsForm, clientsFormOf, emptyClients, readClients, takesSourcePort } from './forms'
import { Modal } from './Modal'
import { hasOptions, OptionsFields } from './OptionsFields'
import { useForm } from './useForm'

/** What stands for "host and port" among the names of servers; no name looks like it. */
const ELSEWHERE = '@'
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
  const servers = listeners(lab.model).filter((server) => server.descriptor === 'open')
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
          <Select
            label={t('dialogs.clients.target')}
            choices={[
              ...servers.map(({ name, local }) => ({
                value: name,
                label: [shownName(lab.model, name), local].filter(Boolean).join(' · '),
              })),
              { value: ELSEWHERE, label: t('dialogs.clients.elsewhere') },
            ]}
            value={form.to === '' ? ELSEWHERE : form.to}
            onChange={(value) => set('to', value === ELSEWHERE ? '' : value)}
          />
        </div>
      </div>
      {servers.length === 0 && <p className={css.hint}>{t('dialogs.clients.noServer')}</p>}
      {form.to === '' && (
        <div className={css.columns}>
          <div className={css.wide}>
            <AddressField
              label={t('dialogs.host')}
              {...text('host')}
              choices={listenChoices(own, t).filter(({ value }) => value !== '0.0.0.0' && value !== '::')}
            />
          </div>
          <TextField label={t('dialogs.port')} numeric {...text('port')} />
        </div>
      )}
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
