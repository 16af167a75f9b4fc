import { type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { ArrowLines } from './ArrowLines'
import { ArrowWords } from './ArrowWords'
import { EndMark } from './EndMark'
import css from './Figure.module.css'
import { countsText, endText } from './figureText'
import { HEIGHT, neighbour, PLACES, type Place, WIDTH } from './places'
import { StateBox } from './StateBox'
import { useFit } from './useFit'
import { arrowsWith, placeOf, type Side, type Taken, visitedBy } from './ways'

/** An end of the connection that the figure shows. */
export interface End {
  side: Side
  socket: SocketModel
}

interface Props {
  ends: readonly End[]
  taken: readonly Taken[]
  /** How many of a server's connections are in each place. */
  counts?: ReadonlyMap<Place, number>
  /** `seq` of the step that the person points at with mouse or keyboard. */
  lit: number | undefined
  onLit: (seq: number | undefined) => void
}

/** RFC 9293's figure: its states, its arrows, and on them both ends and the ways that they have come. */
export function Figure({ ends, taken, counts, lit, onLit }: Props) {
  const { t } = useTranslation()
  const { signals, selected } = useUi()
  const lab = useLab()
  const room = useRef<HTMLDivElement>(null)
  const scale = useFit(room)
  const { boxes, active, setActive, focus } = useRoving(ends[0] ? placeOf(ends[0].socket) : 'LISTEN')
  useSignal(signals, 'views.focus', () => focus(active))

  const arrows = arrowsWith(taken)
  const visited = visitedBy(taken)
  return (
    <div ref={room} className={css.room}>
      <div className={css.frame} style={{ width: WIDTH * scale, height: HEIGHT * scale }}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
        <div
          role="group"
          aria-label={t('diagram.label')}
          aria-description={t('diagram.keys')}
          className={css.figure}
          style={{ width: WIDTH, height: HEIGHT, transform: `scale(${scale})` }}
          onKeyDown={(event) => {
            if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
            const to = neighbour(active, event.key)
            if (to === undefined) return
            event.preventDefault()
            focus(to)
          }}
        >
          <p className="visually-hidden">
            {[
              ...ends.map((end) => endText(t, end, shownName(lab.model, end.socket.name))),
              ...(counts ? [countsText(t, counts)] : []),
            ].join(' ')}
          </p>
          <ArrowLines arrows={arrows} lit={lit} onLit={onLit} />
          <ArrowWords arrows={arrows} lit={lit} onLit={onLit} />
          {PLACES.map((place) => (
            <StateBox
              key={place}
              place={place}
              here={ends.filter(({ socket }) => placeOf(socket) === place)}
              visited={visited.has(place)}
              count={counts?.get(place)}
              tabbable={place === active}
              onFocus={() => setActive(place)}
              box={(element) => {
                if (element) boxes.current.set(place, element)
              }}
            />
          ))}
          {ends.map(({ side, socket }) => (
            <EndMark key={socket.name} side={side} socket={socket} followed={socket.name === selected} />
          ))}
        </div>
      </div>
    </div>
  )
}

/** One of the states takes part in the order of Tab; arrow keys lead to the others. */
function useRoving(start: Place): {
  boxes: RefObject<Map<Place, HTMLElement>>
  active: Place
  setActive: (place: Place) => void
  focus: (place: Place) => void
} {
  const boxes = useRef(new Map<Place, HTMLElement>())
  const [active, setActive] = useState<Place>()
  return {
    boxes,
    active: active ?? start,
    setActive,
    focus: (place) => boxes.current.get(place)?.focus(),
  }
}
