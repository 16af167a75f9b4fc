import { Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OtherTransport } from '../../shared/events'
import type { ViewName } from '../app/ui'
import css from './NoStates.module.css'

/** What there is nothing of, where it isn't TCP. */
export const WITHOUT = {
  udp: ['segments', 'states'],
  unix: ['segments', 'states', 'kernel'],
} as const satisfies Record<OtherTransport, readonly ViewName[]>

type Props = { [T in OtherTransport]: { transport: T; of: (typeof WITHOUT)[T][number] } }[OtherTransport]

/** In the place of what a transport does not have: why, and what there is instead. */
export function NoStates(props: Props) {
  const { t } = useTranslation()
  const none =
    props.transport === 'udp' ? (`datagrams.none.${props.of}` as const) : (`unix.none.${props.of}` as const)
  return (
    <div className={css.text}>
      <Unplug size={20} aria-hidden="true" strokeWidth={1.6} />
      <h3>{t(`${none}.title`)}</h3>
      <p>{t(`${none}.why`)}</p>
      <p>{t(`${none}.instead`)}</p>
    </div>
  )
}
