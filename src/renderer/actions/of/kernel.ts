import { LAB_CODES } from '../../../shared/errors'
import type { SourceName } from '../../../shared/ipc'
import { shownName } from '../../lab/names'
import { seriesAfter, underFreeName } from '../../making/names'
import { can, cannot, type Definitions, type Env, type Offered } from '../env'

/** What the kernel, the wire and the resolver are asked, and the queue of a listener. */
export const kernelActions: Definitions = {
  watch: ({ ui, t }) => can(() => ui.openDialog({ name: 'watch' }), t('actions.effect.watch')),
  lookup: ({ ui, t }) => can(() => ui.openDialog({ name: 'lookup' }), t('actions.effect.lookup')),
  unwatch: (env) => {
    const { ui, lab, t } = env
    const socket = ui.selected === undefined ? undefined : lab.model.sockets.get(ui.selected)
    const watch = socket?.watch ?? ui.selected
    const { watches, programs } = lab.model
    if (watch === undefined || !watches.has(watch) || programs.has(watch)) return cannot(env, 'noWatch')
    return can(() => void unwatch(env, watch), t('actions.effect.unwatch'))
  },
  freezeOrThaw: (env) => {
    const { ui, lab, t } = env
    const socket = ui.selected === undefined ? undefined : lab.model.sockets.get(ui.selected)
    if (socket?.role !== 'listener') return cannot(env, 'noServer')
    if (socket.descriptor !== 'open') return cannot(env, 'notListening')
    const act = socket.frozen ? 'thaw' : 'freeze'
    return {
      ...can(() => void ui.execute({ do: act, socket: socket.name }), t(`actions.effect.${act}`)),
      ...(socket.frozen && { label: t('actions.name.thaw') }),
    }
  },
  toggleKernel: (env) => toggle(env, 'kernel'),
  toggleCapture: (env) => toggle(env, 'capture'),
}

async function unwatch(env: Env, watch: string): Promise<void> {
  const { ui, lab } = env
  const watched = lab.model.watches.get(watch)
  if (!(await stopWatching(env, watch)) || !watched) return
  const { port, host, pid } = watched
  const what = {
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(pid !== undefined && { pid }),
  }
  let current = watch
  ui.did({
    what: { kind: 'watch', name: shownName(lab.model, watch) },
    needsPresent: true,
    undo: async () => {
      const made = await underFreeName(lab.model, seriesAfter(lab.model, watch), (as) =>
        ui.execute({ do: 'watch', as, ...what }, 'quiet'),
      )
      if ('error' in made) {
        ui.notices.addRefusal(made.error)
        return false
      }
      current = made.name
      ui.select(current)
      return true
    },
    redo: () => stopWatching(env, current),
  })
}

async function stopWatching({ ui }: Env, watch: string): Promise<boolean> {
  const { ok } = await ui.execute({ do: 'unwatch', socket: watch })
  // What is in no list is not selected either.
  if (ok) ui.deselect([watch])
  return ok
}

function toggle({ ui, lab }: Env, source: SourceName): Offered {
  const isOn = () => lab.model.sources[source].phase === 'on'
  const run = async () => {
    const reply = await ui.bridge.request('setSource', { source, on: !isOn() })
    if (reply.ok) return
    // Who has said no needs no help with what is missing.
    if (source === 'capture' && reply.error.code !== LAB_CODES.refused) ui.openDialog({ name: 'captureHelp' })
    else ui.notices.addRefusal(reply.error)
  }
  return { ...can(() => void run()), checked: isOn() }
}
