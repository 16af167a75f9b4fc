import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { boundSockets, listeners } from '../../shared/model/selectors'
import { useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { shownName } from '../lab/names'
import { Select } from '../ui/Select'
import { TextField } from '../ui/TextField'
import { AddressField } from './AddressField'
import { listenChoices, useAddresses } from './addresses'
import css from './Dialogs.module.css'
import type { Transport } from './forms'
import type { FormState } from './useForm'

/** What stands for "host and port" among the names of servers; no name looks like it. */
const ELSEWHERE = '@'

/** Where clients go, as dialogs hold it. */
export interface TargetForm {
  /** Name of a listener, or '' for host and port. */
  to: string
  host: string
  port: string
}

/** What of the lab can be called: listeners, or bound UDP sockets. */
export function openServers(lab: LabStore, transport: Transport = 'tcp'): SocketModel[] {
  const servers = transport === 'udp' ? boundSockets(lab.model) : listeners(lab.model)
  return servers.filter((server) => server.descriptor === 'open' && (server.transport ?? 'tcp') === transport)
}

interface Props {
  servers: readonly SocketModel[]
  to: string
  /** What stands for somewhere else. */
  elsewhere?: string
  onChange: (to: string) => void
}

/** One of the lab's servers, or somewhere else. */
export function TargetSelect({ servers, to, elsewhere, onChange }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  return (
    <Select
      label={t('dialogs.clients.target')}
      choices={[
        ...servers.map(({ name, local }) => ({
          value: name,
          label: [shownName(lab.model, name), local].filter(Boolean).join(' · '),
        })),
        { value: ELSEWHERE, label: elsewhere ?? t('dialogs.clients.elsewhere') },
      ]}
      value={to === '' ? ELSEWHERE : to}
      onChange={(value) => onChange(value === ELSEWHERE ? '' : value)}
    />
  )
}

/** Host and port of somewhere else. */
export function ElsewhereFields({ text }: Pick<FormState<TargetForm>, 'text'>) {
  const { t } = useTranslation()
  const own = useAddresses()
  return (
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
  )
}
