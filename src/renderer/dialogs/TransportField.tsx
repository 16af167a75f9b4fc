import { useTranslation } from 'react-i18next'
import { Segmented } from '../ui/Segmented'
import css from './Dialogs.module.css'
import { TRANSPORTS, type Transport } from './forms'

interface Props {
  value: Transport
  onChange: (transport: Transport) => void
}

/** The same in every language. */
const NAMES: Record<Transport, string> = { tcp: 'TCP', udp: 'UDP', unix: 'Unix' }

/** What carries the bytes. */
export function TransportField({ value, onChange }: Props) {
  const { t } = useTranslation()
  const name = t('dialogs.transport')
  return (
    <div className={css.transport}>
      <span aria-hidden="true">{name}</span>
      <Segmented
        name={name}
        choices={TRANSPORTS.map((each) => ({ value: each, label: NAMES[each] }))}
        value={value}
        onChange={onChange}
      />
    </div>
  )
}
