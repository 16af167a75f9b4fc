import type { ConnectCommand, ListenCommand, Respond } from '../../shared/commands'
import { NAME_PATTERN } from '../../shared/ids'

/** What the dialogs hold while they are filled in, and how it becomes a command. */

export const ANSWERS = ['none', 'echo', 'upper', 'reply', 'broadcast', 'discard'] as const
export type Answer = (typeof ANSWERS)[number]

export interface ServerForm {
  name: string
  host: string
  port: string
  answer: Answer
  reply: string
  delay: string
  thenClose: boolean
  allowHalfOpen: boolean
  backlog: string
}

export interface ClientsForm {
  count: string
  /** Name of a listener, or '' for host and port. */
  to: string
  host: string
  port: string
  name: string
  allowHalfOpen: boolean
}

export const LOOPBACK = '127.0.0.1'
/** Node's own, and so the engine's. */
export const DEFAULT_BACKLOG = '511'
/** Most clients that one dialog makes; scenarios may make more. */
const MAX_CLIENTS = 1000
const HOUR_MS = 3_600_000

export const emptyServer: ServerForm = {
  name: '',
  host: LOOPBACK,
  port: '0',
  answer: 'echo',
  reply: '',
  delay: '0',
  thenClose: false,
  allowHalfOpen: false,
  backlog: DEFAULT_BACKLOG,
}

export const emptyClients = (to: string): ClientsForm => ({
  count: '1',
  to,
  host: LOOPBACK,
  port: '',
  name: '',
  allowHalfOpen: false,
})

/** Why a field cannot be taken as it is: a key below `dialogs.invalid`, and what goes into it. */
export type Problem = { key: 'name' | 'host' | 'required' } | { key: 'integer'; min: number; max: number }
export type Problems<F> = Partial<Record<keyof F, Problem>>

type Read<F, C> = { command: C } | { problems: Problems<F> }

/** True if the answer sends something, so that a delay and an end make sense. */
export function answers(answer: Answer): boolean {
  return answer !== 'none' && answer !== 'discard'
}

export function readServer(form: ServerForm): Read<ServerForm, ListenCommand> {
  const problems: Problems<ServerForm> = {}
  const name = readName(form.name, problems)
  const host = readHost(form.host, problems)
  const port = readInteger(form, 'port', 0, 65_535, problems)
  const backlog = readInteger(form, 'backlog', 1, 65_535, problems)
  const delayMs = answers(form.answer) ? readInteger(form, 'delay', 0, HOUR_MS, problems) : 0
  if (form.answer === 'reply' && form.reply === '') problems.reply = { key: 'required' }
  if (Object.keys(problems).length > 0) return { problems }
  const respond: Respond = {
    with: form.answer,
    ...(form.answer === 'reply' && { text: form.reply }),
    ...(delayMs > 0 && { delayMs }),
    ...(answers(form.answer) && form.thenClose && { thenClose: true }),
  }
  return {
    command: {
      do: 'listen',
      ...(name !== '' && { as: name }),
      host,
      port,
      respond,
      backlog,
      ...(form.allowHalfOpen && { allowHalfOpen: true }),
    },
  }
}

export function readClients(form: ClientsForm): Read<ClientsForm, ConnectCommand> {
  const problems: Problems<ClientsForm> = {}
  const name = readName(form.name, problems)
  const count = readInteger(form, 'count', 1, MAX_CLIENTS, problems)
  const target =
    form.to !== ''
      ? { to: form.to }
      : { host: readHost(form.host, problems), port: readInteger(form, 'port', 1, 65_535, problems) }
  if (Object.keys(problems).length > 0) return { problems }
  return {
    command: {
      do: 'connect',
      ...(name !== '' && { as: name }),
      ...target,
      ...(count > 1 && { count }),
      ...(form.allowHalfOpen && { allowHalfOpen: true }),
    },
  }
}

/** True for an address that means every interface of the machine. */
export function isAllInterfaces(host: string): boolean {
  return /^(?:0(?:\.0){0,3}|\[?(?:::|(?:0+:){7}0+)\]?)$/.test(host.trim())
}

/** The field of a dialog that the gate's `error.field` means; undefined if it is none of them. */
export function fieldOf<F>(form: F, field: string | undefined): keyof F | undefined {
  const path = field?.replace(/^(?:params\.)?(?:command\.)?/, '')
  const key = path === undefined ? undefined : (ALIASES[path] ?? path)
  return key !== undefined && key in (form as object) ? (key as keyof F) : undefined
}

const ALIASES: Record<string, string> = {
  as: 'name',
  'respond.with': 'answer',
  'respond.text': 'reply',
  'respond.delayMs': 'delay',
  'respond.thenClose': 'thenClose',
}

function readName<F extends { name: string }>(text: string, problems: Problems<F>): string {
  const name = text.trim()
  if (name !== '' && !NAME_PATTERN.test(name)) problems.name = { key: 'name' }
  return name
}

function readHost<F extends { host: string }>(text: string, problems: Problems<F>): string {
  const host = text.trim()
  if (host === '') problems.host = { key: 'required' }
  else if (host.length > 255 || /[\s\p{C}/]/u.test(host)) problems.host = { key: 'host' }
  return host
}

function readInteger<F, K extends keyof F & string>(
  form: F,
  field: K,
  min: number,
  max: number,
  problems: Problems<F>,
): number {
  const text = String(form[field]).trim()
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  problems[field] = text === '' ? { key: 'required' } : { key: 'integer', min, max }
  return min
}
