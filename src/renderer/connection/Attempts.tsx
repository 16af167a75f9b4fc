import { Check, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import { parseAddress } from '../../shared/ids'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { Hint } from '../ui/Hint'
import css from './Attempts.module.css'

/** Of a call by name: what was looked up, and what became of each address that was tried (Happy Eyeballs). */
export function Attempts({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const { pointAt } = useUi()
  const { lookedUp, attempts = [], local, remote } = socket
  if (!lookedUp || (lookedUp.addresses.length < 2 && attempts.length === 0)) return null
  const connected =
    local !== undefined && remote !== undefined && !attempts.some((one) => one.remote === remote)
  const hint = t(lookedUp.given ? 'end.attempts.given' : 'end.attempts.hint')
  return (
    <div className={css.attempts}>
      <Hint text={hint}>
        <button
          type="button"
          className={css.name}
          aria-description={hint}
          onClick={() => pointAt(lookedUp.seq)}
        >
          {visible(lookedUp.host)}
        </button>
      </Hint>
      <ol className={css.list} aria-label={t('end.attempts.label', { host: visible(lookedUp.host) })}>
        {attempts.map(({ seq, remote: called, code, timedOut }) => (
          <li key={seq} data-failed>
            <button type="button" className={css.attempt} onClick={() => pointAt(seq)}>
              <X size={12} aria-hidden="true" />
              {hostOf(called)} {timedOut ? t('end.attempts.timedOut') : code}
            </button>
          </li>
        ))}
        {connected && (
          <li>
            <Check size={12} aria-hidden="true" />
            {hostOf(remote)}
          </li>
        )}
      </ol>
    </div>
  )
}

const hostOf = (address: string) => parseAddress(address)?.host ?? address
