import { Popover } from '@base-ui/react/popover'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { StateGlyph } from '../ui/StateGlyph'
import type { End } from './Figure'
import css from './Figure.module.css'
import { BOX, CENTRES, type Place, stateAt } from './places'
import { StateCard } from './StateCard'

interface Props {
  place: Place
  /** The ends that are in it. */
  here: readonly End[]
  /** One of the ends has been in it. */
  visited: boolean
  count: number | undefined
  tabbable: boolean
  onFocus: () => void
  box: (element: HTMLElement | null) => void
}

/** A state of the figure; it opens what there is to say about it. */
export function StateBox({ place, here, visited, count, tabbable, onFocus, box }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const popup = useRef<HTMLDivElement>(null)
  const state = stateAt(place)
  const [x, y] = CENTRES[place]
  const about = [
    t(`states.${state}`),
    ...here.map(({ socket }) => t('diagram.here', { name: shownName(lab.model, socket.name) })),
    ...(count === undefined ? [] : [t('diagram.count', { count })]),
  ]
  return (
    <Popover.Root>
      <Popover.Trigger
        ref={box}
        className={css.state}
        data-state={state}
        data-place={place}
        data-visited={visited || undefined}
        data-here={here.length > 0 || (count ?? 0) > 0 || undefined}
        style={{
          left: x - BOX.width / 2,
          top: y - BOX.height / 2,
          width: BOX.width,
          height: BOX.height,
        }}
        tabIndex={tabbable ? 0 : -1}
        aria-label={place === 'END' ? t('diagram.atTheEnd', { state }) : state}
        aria-description={about.join(' ')}
        onFocus={onFocus}
      >
        <StateGlyph state={state} />
        <span translate="no">{state}</span>
      </Popover.Trigger>
      {count !== undefined && (
        <span
          className={css.count}
          data-state={state}
          style={{ left: x + BOX.width / 2, top: y + BOX.height / 2 }}
          aria-hidden="true"
        >
          {count}
        </span>
      )}
      <Popover.Portal>
        <Popover.Positioner className={css.positioner} sideOffset={8} collisionPadding={8}>
          <Popover.Popup ref={popup} initialFocus={popup} className={css.popup}>
            <StateCard state={state} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
