import type { SocketModel } from '../../../shared/model/model'
import { connectionOf } from '../../../shared/model/selectors'
import { timeText, timeView } from '../../connection/timeView'
import { stepText } from '../../diagram/useStepText'
import { shownName } from '../../lab/names'
import { SCALES, type Scale, USUAL_SCALE } from '../../ladder/layout'
import { legNames, legsOf, proxiesOf, startOfLegs } from '../../ladder/legs'
import { callsBeside } from '../../ladder/preference'
import { WholeFeed } from '../../ladder/useLadder'
import { diagramPicture } from '../../pictures/diagramPicture'
import { ladderPicture } from '../../pictures/ladderPicture'
import { can, cannot, type Definitions, type Env, type Offered } from '../env'

/** The selected connection, as a file. */
export const exportActions: Definitions = {
  exportConnection: (env) =>
    onConnection(env, ({ socket }) =>
      can(
        () => env.desk.export({ to: 'markdown', socket }).outOfSight(),
        env.t('actions.effect.exportConnection'),
      ),
    ),
  exportLadder: (env) =>
    onConnection(env, (ends) =>
      can(
        () => void save(env, 'exportLadder', ends, ladderOf(env, ends)),
        env.t('actions.effect.exportLadder'),
      ),
    ),
  exportDiagram: (env) =>
    onConnection(env, (ends) =>
      can(
        () => void save(env, 'exportDiagram', ends, diagramOf(env, ends)),
        env.t('actions.effect.exportDiagram'),
      ),
    ),
}

interface Ends {
  /** The selected one. */
  socket: string
  client: SocketModel | undefined
  server: SocketModel | undefined
}

function onConnection(env: Env, offered: (ends: Ends) => Offered): Offered {
  const { lab, ui } = env
  if (ui.selection.length > 1) return cannot(env, 'severalSelected')
  const connection = ui.selected === undefined ? undefined : connectionOf(lab.model, ui.selected)
  if (!connection || ui.selected === undefined) return cannot(env, 'noEnd')
  const { client, server } = connection
  return offered({ socket: ui.selected, client, server })
}

function startOf({ client, server }: Ends): number {
  return Math.min(...[client, server].flatMap((end) => (end ? [end.openedAt] : [])))
}

function ladderOf({ lab, t, language }: Env, ends: Ends): string {
  const scale = SCALES[USUAL_SCALE] as Scale
  const legs = legsOf(lab.model, ends.client?.name, ends.server?.name)
  const { ladder, selves } = new WholeFeed(lab, legs).refresh(scale, callsBeside.get())
  const start = startOfLegs(lab.model, legs)
  const view = timeView.get()
  return ladderPicture(t, {
    ladder,
    names: legNames(t, lab.model, legs, selves),
    proxies: proxiesOf(lab.model, legs),
    time: (row) => timeText(view, lab.wallOf(row.t), row.t, start),
    states: legs.map((leg) =>
      Object.fromEntries(
        (['client', 'server'] as const).flatMap((side) => {
          const socket = lab.model.sockets.get(leg[side] ?? '')
          return socket ? [[side, socket.state]] : []
        }),
      ),
    ),
    language,
  })
}

function diagramOf({ lab, t, language }: Env, ends: Ends): string {
  const shown = (['client', 'server'] as const).flatMap((side) => {
    const socket = ends[side]
    return socket ? [{ side, socket, name: shownName(lab.model, socket.name) }] : []
  })
  return diagramPicture(t, { ends: shown, says: stepText(t, lab), start: startOf(ends), language })
}

async function save(
  { ui, lab, t }: Env,
  what: 'exportLadder' | 'exportDiagram',
  { client, server }: Ends,
  text: string,
): Promise<void> {
  const of = shownName(lab.model, (client ?? server)?.name ?? '')
  // No system takes all of these in a file's name.
  const name = `${t(`actions.fileName.${what}`)} ${of}`
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, '_')
    .slice(0, 200)
  const reply = await ui.bridge.request('saveText', { name, kind: 'svg', text })
  if (!reply.ok) ui.notices.addRefusal(reply.error)
  else if (reply.value) ui.say(t('scenario.save.saved', { file: reply.value.file }))
}
