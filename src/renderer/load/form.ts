import type { LoadCommand } from '../../shared/commands'
import { LOAD_DEFAULTS, LOAD_LIMITS, type LoadPlan } from '../../shared/load'
import {
  HOUR_MS,
  type Problems,
  plainHost,
  type Read,
  readInteger,
  readName,
  readOptional,
} from '../dialogs/fields'
import { given, LOOPBACK, readTarget } from '../dialogs/forms'
import type { TargetForm } from '../dialogs/TargetFields'

/** What the dialog for a load holds while it is filled in, and how it becomes a command. */
export interface LoadForm extends TargetForm {
  clients: string
  /** '' for as fast as they are accepted. */
  rate: string
  bytes: string
  everyMs: string
  seconds: string
  name: string
  keep: boolean
  echoes: boolean
  noDelay: boolean
}

export function emptyLoad(to: string): LoadForm {
  return {
    to,
    host: LOOPBACK,
    port: '',
    clients: '100',
    rate: '',
    bytes: String(LOAD_DEFAULTS.bytes),
    everyMs: '100',
    seconds: '10',
    name: '',
    keep: false,
    echoes: false,
    noDelay: false,
  }
}

/** The dialog filled in for another load like this one. */
export function loadFormOf(like: LoadCommand): LoadForm {
  return {
    ...emptyLoad(like.to ?? ''),
    host: like.host ?? LOOPBACK,
    port: like.port === undefined ? '' : String(like.port),
    clients: String(like.clients),
    rate: like.rate ? String(like.rate) : '',
    bytes: String(like.bytes ?? LOAD_DEFAULTS.bytes),
    everyMs: String(like.everyMs ?? LOAD_DEFAULTS.everyMs),
    seconds: String(Math.max(1, Math.round(like.forMs / 1000))),
    keep: like.keep ?? false,
    echoes: like.echoes ?? false,
    noDelay: like.noDelay ?? false,
  }
}

export function readLoad(form: LoadForm): Read<LoadForm, LoadCommand> {
  const problems: Problems<LoadForm> = {}
  const name = readName(form.name, problems)
  const target = readTarget(form, problems)
  const clients = readInteger(form, 'clients', 1, LOAD_LIMITS.clients, problems)
  const rate = readOptional(form, 'rate', 1, LOAD_LIMITS.rate, problems)
  const bytes = readInteger(form, 'bytes', 1, LOAD_LIMITS.bytes, problems)
  const everyMs = readInteger(form, 'everyMs', 0, HOUR_MS, problems)
  const seconds = readInteger(form, 'seconds', 1, HOUR_MS / 1000, problems)
  if (Object.keys(problems).length > 0) return { problems }
  return {
    command: {
      do: 'load',
      ...(name !== '' && { as: name }),
      ...target,
      clients,
      ...given({ rate }),
      bytes,
      everyMs,
      forMs: seconds * 1000,
      ...(form.keep && { keep: true }),
      ...(form.echoes && form.to === '' && { echoes: true }),
      ...(form.noDelay && { noDelay: true }),
    },
  }
}

/** The command that would begin another load like this one. */
export function commandOf({ target, measured, rate, ...rest }: LoadPlan): LoadCommand {
  const address = parseTarget(target)
  const { clients, bytes, everyMs, forMs, keep } = rest
  return {
    do: 'load',
    ...(address ? { ...address, echoes: measured === 'answer' } : { to: target }),
    clients,
    ...(rate > 0 && { rate }),
    bytes,
    everyMs,
    forMs,
    keep,
  }
}

/** Host and port of a target that is no listener's name: those have no colon. */
function parseTarget(target: string): { host: string; port: number } | undefined {
  const colon = target.lastIndexOf(':')
  if (colon < 0) return undefined
  return { host: plainHost(target.slice(0, colon)), port: Number(target.slice(colon + 1)) }
}
