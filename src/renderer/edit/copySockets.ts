import type { TFunction } from 'i18next'
import type { MakingCommand } from '../../shared/commands'
import { splitMember } from '../../shared/ids'
import type { Model, SocketModel } from '../../shared/model/model'
import type { Ui } from '../app/ui'
import type { LabStore } from '../lab/lab'
import { shownName } from '../lab/names'
import { another, makerOf } from '../making/again'
import { copyText } from '../ui/copyText'
import { MOST_STEPS, stepsText } from './steps'

/** What made one socket, or several members of a group. */
export interface CopiedMaker {
  socket: SocketModel
  /** Of a group: its name, and how many of its members are meant. */
  group?: { name: string; count: number }
}

/** Puts the steps that make the selected sockets on the clipboard, as a scenario file has them. */
export async function copySockets(ui: Ui, lab: LabStore, t: TFunction): Promise<void> {
  const makers = [...makersAmong(lab.model, ui.selection).values()]
  const asked = await Promise.all(
    makers.slice(0, MOST_STEPS).map(async (maker) => {
      const reply = await ui.bridge.request('madeBy', { socket: maker.socket.name })
      return reply.ok ? { ...maker, command: reply.value } : undefined
    }),
  )
  const made = asked.filter((each) => each !== undefined)
  if (made.length === 0) return ui.say(t('edit.notCopied'))
  const steps = stepsFor(lab.model, made)
  if (!(await copyText(stepsText(steps)))) return ui.say(t('messages.copyFailed'))
  const left = makers.length - made.length
  const copied = t('edit.copied', { count: made.length })
  ui.say(left === 0 ? copied : `${copied} ${t('edit.copiedLess', { count: left })}`)
}

/**
 * What made these sockets, each once, what others go to first. An accepted end stands for its client; what nobody here has made is
 * left out.
 */
export function makersAmong(model: Model, names: readonly string[]): ReadonlyMap<string, CopiedMaker> {
  const sockets = new Set<SocketModel>()
  for (const name of names) {
    const maker = makerOf(model, name)
    if (maker) sockets.add(maker)
  }
  const makers = new Map<string, CopiedMaker>()
  for (const socket of [...sockets].sort((a, b) => rank(a) - rank(b) || a.openedSeq - b.openedSeq)) {
    const group = splitMember(socket.name)?.group
    const earlier = group === undefined ? undefined : makers.get(group)
    if (earlier?.group) earlier.group.count++
    else if (group === undefined) makers.set(socket.name, { socket })
    else makers.set(group, { socket, group: { name: group, count: 1 } })
  }
  return makers
}

/** Servers before proxies, which go to them, before clients, which go to either. */
function rank({ role, proxy, remote }: SocketModel): number {
  if (role === 'listener') return proxy ? 1 : 0
  return role === 'datagram' && remote === undefined ? 0 : 2
}

/** The steps, each with a name that no other one has, and with the names that the others have. */
export function stepsFor(
  model: Model,
  made: readonly (CopiedMaker & { command: MakingCommand })[],
): MakingCommand[] {
  const names = new Map<string, string>()
  const used = new Set<string>()
  for (const { socket, group } of made) {
    const shown = shownName(model, socket.name)
    const member = group?.count === 1 ? splitMember(shown) : undefined
    const wanted = member ? `${member.group}-${member.index}` : group && group.count > 1 ? group.name : shown
    let name = wanted
    for (let index = 2; used.has(name); index++) name = `${wanted}-${index}`
    used.add(name)
    names.set(socket.name, name)
  }
  return made.map(({ socket, group, command }) => {
    // Whoever is not copied along is called by the address: the text has to do for another lab, and for a file.
    const again = renamed(
      another(model, command, socket, (name) => names.has(name)),
      names,
    )
    const { do: act, as: _as, ...options } = again
    const count = group && group.count > 1 ? { count: group.count } : {}
    return { do: act, as: names.get(socket.name), ...options, ...count } as MakingCommand
  })
}

/** The command with what it calls by these names called by the others. */
export function renamed<C extends MakingCommand>(command: C, names: ReadonlyMap<string, string>): C {
  const to = 'to' in command && command.to !== undefined ? (names.get(command.to) ?? command.to) : undefined
  const ca = command.do === 'connect' ? command.tls?.ca : undefined
  const of = typeof ca === 'object' && ca !== null && 'of' in ca ? (names.get(ca.of) ?? ca.of) : undefined
  return {
    ...command,
    ...(to !== undefined && { to }),
    ...(of !== undefined && command.do === 'connect' && { tls: { ...command.tls, ca: { of } } }),
  }
}
