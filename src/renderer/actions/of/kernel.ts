import type { SourceName } from '../../../shared/ipc'
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

async function unwatch({ ui }: Env, watch: string): Promise<void> {
  const reply = await ui.execute({ do: 'unwatch', socket: watch })
  // What is in no list is not selected either.
  if (reply.ok && ui.selected === watch) ui.selectMany([])
}

function toggle({ ui, lab }: Env, source: SourceName): Offered {
  const isOn = () => lab.model.sources[source].phase === 'on'
  const run = async () => {
    const reply = await ui.bridge.request('setSource', { source, on: !isOn() })
    if (reply.ok) return
    if (source === 'capture') ui.openDialog({ name: 'captureHelp' })
    else ui.notices.addRefusal(reply.error)
  }
  return { ...can(() => void run()), checked: isOn() }
}
