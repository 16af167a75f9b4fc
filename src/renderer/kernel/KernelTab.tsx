import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useSocket } from '../lab/hooks'
import { EndPanel, NoPanel } from './EndPanel'
import css from './KernelTab.module.css'
import { SourceNote } from './SourceNote'
import { useKernelSource } from './source'

interface Props {
  client: string | undefined
  server: string | undefined
}

/** What the kernel's tables say of both ends of a connection. */
export function KernelTab({ client, server }: Props) {
  const { t } = useTranslation()
  const { signals } = useUi()
  const { phase } = useKernelSource()
  const ends = [useSocket(client), useSocket(server)] as const
  const scroller = useRef<HTMLElement>(null)
  useSignal(signals, 'views.focus', () => scroller.current?.focus())
  const looked = ends.some((end) => end?.kernel)
  if (phase !== 'on' && !looked) return <SourceNote whole />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section ref={scroller} className={css.view} tabIndex={0} aria-label={t('views.kernel')}>
      <SourceNote />
      <div className={css.ends}>
        {(['client', 'server'] as const).map((side, index) => {
          const [socket, peer] = index === 0 ? ends : [ends[1], ends[0]]
          return socket ? (
            <EndPanel key={side} side={side} socket={socket} peer={peer} />
          ) : (
            <NoPanel key={side} peer={peer} />
          )
        })}
      </div>
    </section>
  )
}
