import type { TFunction } from 'i18next'
import { visible } from '../../shared/bytes'
import { isListener } from '../../shared/model/selectors'
import type { TcpState } from '../../shared/tcp/states'
import type { Occurrence } from '../../shared/tcp/transitions'
import type { End } from './Figure'
import { PLACES, type Place, stateAt } from './places'
import { waysOut } from './ways'

/** What the figure shows, for who does not see it. */

/** How a state is left. */
export function leaveText(t: TFunction, state: TcpState, on: Occurrence): string {
  // That timer is not the one of TIME_WAIT.
  return t(`diagram.leave.${state === 'FIN_WAIT_2' && on === 'timer-expires' ? 'orphan' : on}`)
}

/** Which state an end is in, by which way it has come there, and what may come next. `name`: what people call it. */
export function endText(t: TFunction, { side, socket }: End, name: string): string {
  const { state, path } = socket
  const [first] = path
  const way = first ? [first.from, ...path.map(({ to }) => to)] : []
  const next = waysOut(state).map(([to, occurrences]) =>
    t('diagram.said.leads', { to, how: occurrences.map((on) => leaveText(t, state, on)).join(' ') }),
  )
  return [
    t(`diagram.said.${isListener(socket) ? 'listener' : side}`, { name: visible(name), state }),
    t(`states.${state}`) + t('diagram.said.stop'),
    ...(way.length > 0 ? [t('diagram.said.way', { way: way.join(t('scenario.words.comma')) })] : []),
    // A connection that is over does not begin again.
    ...(state === 'CLOSED' && path.length > 0 ? [] : [t('diagram.said.next', { next: next.join(' ') })]),
  ].join(' ')
}

/** How many are in each state. */
export function countsText(t: TFunction, counts: ReadonlyMap<Place, number>): string {
  const some = PLACES.flatMap((place) => {
    const count = counts.get(place)
    if (count === undefined) return []
    const state = place === 'END' ? t('diagram.atTheEnd', { state: stateAt(place) }) : place
    return [t('diagram.said.count', { state, count })]
  })
  return some.length === 0 ? '' : t('diagram.said.counts', { counts: some.join(t('scenario.words.comma')) })
}
