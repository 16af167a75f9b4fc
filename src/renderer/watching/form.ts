import type { WatchCommand } from '../../shared/commands'
import { parseAddress } from '../../shared/ids'
import type { LocalListener } from '../../shared/ipc'
import type { Watched } from '../../shared/watched'
import { MAX_PORT, type Problems, type Read, readHost, readInteger, readName } from '../dialogs/fields'
import { hasTerms } from '../ui/terms'

/** The highest process number that Linux gives out (PID_MAX_LIMIT). */
const MAX_PID = 4_194_304

/** What the dialog holds while it is filled in. */
export interface WatchForm {
  by: 'port' | 'process'
  port: string
  /** '' for any address. */
  host: string
  pid: string
  name: string
}

export const emptyWatch: WatchForm = { by: 'port', port: '', host: '', pid: '', name: '' }

export function readWatch(form: WatchForm): Read<WatchForm, WatchCommand> {
  const problems: Problems<WatchForm> = {}
  const name = readName(form.name, problems)
  const byPort = form.by === 'port'
  const host = byPort ? readHost(form, 'host', problems, false) : ''
  const what = byPort
    ? { port: readInteger(form, 'port', 1, MAX_PORT, problems), ...(host !== '' && { host }) }
    : { pid: readInteger(form, 'pid', 1, MAX_PID, problems) }
  if (Object.keys(problems).length > 0) return { problems }
  return { command: { do: 'watch', ...(name !== '' && { as: name }), ...what } }
}

/** The form filled in from something that listens. */
export function chosen(form: WatchForm, listener: LocalListener): WatchForm {
  if (form.by === 'process') return { ...form, pid: String(listener.pid ?? '') }
  return { ...form, port: String(parseAddress(listener.local)?.port ?? ''), host: '' }
}

/** Whether the form means this listener. */
export function isChosen(form: WatchForm, { local, pid }: LocalListener): boolean {
  if (form.by === 'process') return pid !== undefined && form.pid.trim() === String(pid)
  const address = parseAddress(local)
  return form.port.trim() === String(address?.port) && ['', address?.host].includes(form.host.trim())
}

/** Those that can be chosen and have all of `terms` in their address or program, the lowest port first. */
export function offered(
  listeners: readonly LocalListener[],
  by: WatchForm['by'],
  terms: readonly string[],
): LocalListener[] {
  return listeners
    .filter(
      ({ local, pid, process }) =>
        (by === 'port' || pid !== undefined) && hasTerms([local, pid, process].join(' '), terms),
    )
    .sort((a, b) => portOf(a) - portOf(b))
}

const portOf = ({ local }: LocalListener) => parseAddress(local)?.port ?? 0

/** Whether one of these watches covers it already. */
export function isWatched({ local, pid }: LocalListener, watches: Iterable<Watched>): boolean {
  const address = parseAddress(local)
  for (const watch of watches) {
    if (watch.pid !== undefined && watch.pid === pid) return true
    if (watch.port === address?.port && [undefined, address?.host].includes(watch.host)) return true
  }
  return false
}
