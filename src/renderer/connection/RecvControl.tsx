import { Toolbar } from '@base-ui/react/toolbar'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { MAX_RECV } from '../../shared/recv-limits'
import { useUi } from '../app/ui'
import { usePast } from '../lab/usePast'
import { useShownName } from '../lab/useShownName'
import { buttonClass } from '../ui/Button'
import { Hint } from '../ui/Hint'
import css from './Acts.module.css'

/** The call, as every language writes it. */
const CALL = 'recv'

/** Reads by hand at an end that is paused: so many bytes, or all that are there. */
export function RecvControl({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const { execute } = useUi()
  const name = useShownName(socket.name)
  const isPast = usePast() !== undefined
  const [typed, setTyped] = useState('')
  const bytes = readBytes(typed)
  const why = isPast
    ? t('acts.reason.past')
    : bytes === 'bad'
      ? t('recv.bad', { max: MAX_RECV })
      : t('recv.effect')
  const possible = !isPast && bytes !== 'bad'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!possible) return
    void execute({ do: 'recv', socket: socket.name, ...(bytes !== undefined && { bytes }) })
  }
  return (
    <form className={css.recv} aria-label={t('recv.label', { name })} onSubmit={submit}>
      <Hint text={why} side="bottom">
        <Toolbar.Button
          type="submit"
          className={buttonClass('normal', true)}
          disabled={!possible}
          aria-description={why}
          data-point="recv"
          data-point-of={socket.name}
        >
          <span translate="no">{CALL}</span>
        </Toolbar.Button>
      </Hint>
      <Toolbar.Input
        className={css.bytes}
        aria-label={t('recv.bytes')}
        aria-invalid={bytes === 'bad' || undefined}
        placeholder={t('recv.all')}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </form>
  )
}

/** undefined: all there is. */
function readBytes(typed: string): number | undefined | 'bad' {
  const text = typed.trim()
  if (text === '') return undefined
  const bytes = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  return bytes >= 1 && bytes <= MAX_RECV ? bytes : 'bad'
}
