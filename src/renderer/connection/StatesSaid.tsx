import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { TcpState } from '../../shared/tcp/states'
import { useLab, useSocket } from '../lab/hooks'
import { shownName } from '../lab/names'
import { useSeldom } from '../ui/useSeldom'

/** How often is said what both ends are in, ms. */
const SAID_MS = 1000

/**
 * Has it read out when an end of the connection is in another state, whichever view is shown; one of its own for each
 * connection, since who selects another one hears of it there.
 */
export function StatesSaid({ client, server }: { client: string | undefined; server: string | undefined }) {
  const { t } = useTranslation()
  const lab = useLab()
  const ends = [useSocket(client), useSocket(server)].flatMap((socket) =>
    // What is no TCP has no states.
    socket && socket.transport === undefined ? [socket] : [],
  )
  // Not each state that it passes on its way.
  const seldom = useSeldom(ends.map(({ name, state }) => `${name} ${state}`).join('\n'), SAID_MS)
  const before = useRef<ReadonlyMap<string, TcpState>>(undefined)
  const [text, setText] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sockets are changed in place; `seldom` tells when
  useEffect(() => {
    const was = before.current
    before.current = new Map(ends.map(({ name, state }) => [name, state]))
    const changed = was ? ends.filter(({ name, state }) => was.get(name) !== state) : []
    if (changed.length === 0) return
    const words = changed.map(({ name, state }) =>
      t('end.nowIn', { name: visible(shownName(lab.model, name)), state }),
    )
    setText(words.join(t('scenario.words.comma')))
  }, [seldom])
  return (
    <output className="visually-hidden" aria-live="polite">
      {text}
    </output>
  )
}
