import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSocket } from '../lab/hooks'
import css from './DiagramTab.module.css'
import { type End, Figure } from './Figure'
import { StepList } from './StepList'
import { takenBy } from './ways'

interface Props {
  client: string | undefined
  server: string | undefined
  /** `t` at which the connection's first socket was opened, ms. */
  start: number
}

/** RFC 9293's state diagram with both ends of a connection on it, and beside it the way of each in words. */
export function DiagramTab({ client, server, start }: Props) {
  const { t } = useTranslation()
  const [lit, setLit] = useState<number>()
  const sockets = { client: useSocket(client), server: useSocket(server) }
  const ends = (['client', 'server'] as const).flatMap((side): End[] => {
    const socket = sockets[side]
    return socket ? [{ side, socket }] : []
  })
  const ways = ends.map((end) => ({ end, taken: takenBy(end.socket, end.side) }))
  return (
    <div className={css.tab}>
      <Figure ends={ends} taken={ways.flatMap(({ taken }) => taken)} lit={lit} onLit={setLit} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className={css.ways} aria-label={t('diagram.ways')} tabIndex={0}>
        {ways.map(({ end, taken }) => (
          <StepList key={end.side} end={end} taken={taken} start={start} lit={lit} onLit={setLit} />
        ))}
      </section>
    </div>
  )
}
