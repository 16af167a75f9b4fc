import type { KernelRow, SocketModel } from '../model'
import { fromNumber, numbers, toNumber, type Words, WordWriter, wordReader } from './columns'
import { type PackedSteps, packSteps, unpackSteps } from './steps'

/** Fields that are names, addresses or one of a few words. */
const OPTIONAL_WORDS = [
  'label',
  'transport',
  'local',
  'remote',
  'peer',
  'listener',
  'side',
  'watch',
  'process',
  'respond',
  'serve',
  'relay',
] as const
const WORDS = ['name', 'role', 'state', 'descriptor', 'fin', ...OPTIONAL_WORDS] as const
const OPTIONAL_NUMBERS = [
  'pid',
  'uid',
  'closedAt',
  'backlog',
  'queueLimit',
  'maxConnections',
  'readAhead',
  'mode',
] as const
const NUMBERS = [
  'queued',
  'contradictions',
  'openedSeq',
  'openedAt',
  'changedAt',
  'accepted',
  'dropped',
  ...OPTIONAL_NUMBERS,
] as const
/** Two bits for each: whether it is there, and above those of all, whether it is true. */
const FLAGS = { paused: 0, closing: 1, ended: 2, frozen: 3, allowHalfOpen: 4 } as const
const FLAG_FIELDS = Object.keys(FLAGS) as FlagField[]
/** What few sockets have, by the number of the socket. */
const RARE = [
  'repeating',
  'error',
  'heard',
  'layers',
  'proxy',
  'disturbed',
  'queues',
  'attempts',
  'lookedUp',
] as const

const KERNEL_NUMBERS = ['seq', 't', 'sendQueue', 'receiveQueue', 'uid', 'inode', 'stateSince'] as const
const KERNEL_WORDS = ['by', 'state'] as const

type WordField = (typeof WORDS)[number]
type NumberField = (typeof NUMBERS)[number]
type RareField = (typeof RARE)[number]
type FlagField = keyof typeof FLAGS

/** Rows of the kernel's tables, of the sockets whose numbers are `of`. */
type PackedKernel = { of: Uint32Array; timer: Map<number, KernelRow['timer']> } & Record<
  (typeof KERNEL_NUMBERS)[number],
  Float64Array
> &
  Record<(typeof KERNEL_WORDS)[number], Words>

export type PackedSockets = Record<WordField, Words> &
  Record<NumberField, Float64Array> & { [F in RareField]: Map<number, SocketModel[F]> } & {
    flags: Uint16Array
    /** `count` and `bytes` of messages sent, then of those received. */
    totals: Float64Array
    kernel: PackedKernel
    /** How many steps the path of each has. */
    lengths: Uint32Array
    path: PackedSteps
  }

// Fails to compile if a field has no column.
type Missing =
  | Exclude<keyof SocketModel, keyof PackedSockets | FlagField | 'sent' | 'received'>
  | Exclude<keyof KernelRow, keyof PackedKernel>
export const SOCKETS_COMPLETE: [Missing] extends [never] ? true : Missing = true

export function packSockets(sockets: readonly SocketModel[]): PackedSockets {
  const count = sockets.length
  const totals = numbers(4 * count)
  const flags = new Uint16Array(count)
  const rare = Object.fromEntries(RARE.map((field) => [field, new Map()])) as Record<
    RareField,
    Map<number, unknown>
  >
  for (let i = 0; i < count; i++) {
    const socket = sockets[i] as SocketModel
    totals[4 * i] = socket.sent.count
    totals[4 * i + 1] = socket.sent.bytes
    totals[4 * i + 2] = socket.received.count
    totals[4 * i + 3] = socket.received.bytes
    flags[i] = flagsOf(socket)
    if (socket.repeating.length > 0) rare.repeating.set(i, socket.repeating)
    if (socket.error) rare.error.set(i, socket.error)
    if (socket.heard) rare.heard.set(i, socket.heard)
    if (socket.layers) rare.layers.set(i, socket.layers)
    if (socket.proxy) rare.proxy.set(i, socket.proxy)
    if (socket.disturbed) rare.disturbed.set(i, socket.disturbed)
    if (socket.queues) rare.queues.set(i, socket.queues)
    if (socket.attempts) rare.attempts.set(i, socket.attempts)
    if (socket.lookedUp) rare.lookedUp.set(i, socket.lookedUp)
  }
  return {
    ...packFields(sockets, WORDS, NUMBERS),
    ...rare,
    flags,
    totals,
    kernel: packKernel(sockets),
    lengths: Uint32Array.from(sockets, ({ path }) => path.length),
    path: packSteps(sockets.flatMap(({ path }) => path)),
  } as PackedSockets
}

/** Takes `packed` over. */
export function unpackSockets(packed: PackedSockets): SocketModel[] {
  const words = Object.fromEntries(WORDS.map((field) => [field, wordReader(packed[field])])) as Record<
    WordField,
    (index: number) => string | undefined
  >
  const steps = unpackSteps(packed.path)
  const { totals, lengths, flags, contradictions, queued, openedSeq, openedAt, changedAt } = packed
  const sockets: SocketModel[] = []
  let end = 0
  for (let i = 0; i < lengths.length; i++) {
    const flag = flags[i] as number
    const path = steps.slice(end, end + (lengths[i] as number))
    end += path.length
    // All fields that each has, in one literal: the shape that those of a fold have.
    const socket: SocketModel = {
      name: words.name(i) as string,
      role: words.role(i) as SocketModel['role'],
      state: words.state(i) as SocketModel['state'],
      path,
      descriptor: words.descriptor(i) as SocketModel['descriptor'],
      paused: isTrue(flag, 'paused'),
      closing: isTrue(flag, 'closing'),
      fin: words.fin(i) as SocketModel['fin'],
      ended: isTrue(flag, 'ended'),
      sent: { count: totals[4 * i] as number, bytes: totals[4 * i + 1] as number },
      received: { count: totals[4 * i + 2] as number, bytes: totals[4 * i + 3] as number },
      queued: queued[i] as number,
      repeating: packed.repeating.get(i) ?? [],
      contradictions: contradictions[i] as number,
      frozen: isTrue(flag, 'frozen'),
      openedSeq: openedSeq[i] as number,
      openedAt: openedAt[i] as number,
      changedAt: changedAt[i] as number,
      accepted: packed.accepted[i] as number,
      dropped: packed.dropped[i] as number,
    }
    if (flag & (1 << FLAGS.allowHalfOpen)) socket.allowHalfOpen = isTrue(flag, 'allowHalfOpen')
    sockets.push(socket)
  }
  for (const field of OPTIONAL_WORDS) restore(sockets, field, words[field])
  for (const field of OPTIONAL_NUMBERS) restore(sockets, field, (i) => fromNumber(packed[field][i]))
  for (const [i, error] of packed.error) if (error) (sockets[i] as SocketModel).error = error
  for (const [i, heard] of packed.heard) if (heard) (sockets[i] as SocketModel).heard = heard
  for (const [i, layers] of packed.layers) if (layers) (sockets[i] as SocketModel).layers = layers
  for (const [i, proxy] of packed.proxy) if (proxy) (sockets[i] as SocketModel).proxy = proxy
  for (const [i, one] of packed.disturbed) if (one) (sockets[i] as SocketModel).disturbed = one
  for (const [i, queues] of packed.queues) if (queues) (sockets[i] as SocketModel).queues = queues
  for (const [i, attempts] of packed.attempts) if (attempts) (sockets[i] as SocketModel).attempts = attempts
  for (const [i, lookedUp] of packed.lookedUp) if (lookedUp) (sockets[i] as SocketModel).lookedUp = lookedUp
  unpackKernel(sockets, packed.kernel)
  return sockets
}

function restore<T extends object>(objects: T[], field: keyof T, value: (index: number) => unknown): void {
  for (let i = 0; i < objects.length; i++) {
    const found = value(i)
    if (found !== undefined) (objects[i] as Record<keyof T, unknown>)[field] = found
  }
}

/** A column for each of these fields. */
function packFields<T extends object>(
  objects: readonly T[],
  words: readonly (keyof T)[],
  numeric: readonly (keyof T)[],
): Record<string, Words | Float64Array> {
  const columns: Record<string, Words | Float64Array> = {}
  for (const field of words) {
    const writer = new WordWriter(objects.length)
    for (let i = 0; i < objects.length; i++) {
      writer.put(i, (objects[i] as T)[field] as string | undefined)
    }
    columns[field as string] = writer.words
  }
  for (const field of numeric) {
    const column = numbers(objects.length)
    for (let i = 0; i < objects.length; i++) {
      column[i] = toNumber((objects[i] as T)[field] as number | undefined)
    }
    columns[field as string] = column
  }
  return columns
}

function packKernel(sockets: readonly SocketModel[]): PackedKernel {
  const of: number[] = []
  const rows: KernelRow[] = []
  const timer: PackedKernel['timer'] = new Map()
  sockets.forEach(({ kernel }, i) => {
    if (!kernel) return
    if (kernel.timer) timer.set(i, kernel.timer)
    of.push(i)
    rows.push(kernel)
  })
  return {
    ...packFields(rows, KERNEL_WORDS, KERNEL_NUMBERS),
    of: Uint32Array.from(of),
    timer,
  } as unknown as PackedKernel
}

function unpackKernel(sockets: SocketModel[], packed: PackedKernel): void {
  const by = wordReader<KernelRow['by']>(packed.by)
  const state = wordReader<KernelRow['state']>(packed.state)
  packed.of.forEach((of, i) => {
    const timer = packed.timer.get(of)
    const uid = fromNumber(packed.uid[i])
    const inode = fromNumber(packed.inode[i])
    const row: KernelRow = {
      seq: packed.seq[i] as number,
      t: packed.t[i] as number,
      by: by(i) as KernelRow['by'],
      state: state(i) as KernelRow['state'],
      sendQueue: packed.sendQueue[i] as number,
      receiveQueue: packed.receiveQueue[i] as number,
      ...(timer && { timer }),
      ...(uid !== undefined && { uid }),
      ...(inode !== undefined && { inode }),
      stateSince: packed.stateSince[i] as number,
    }
    ;(sockets[of] as SocketModel).kernel = row
  })
}

function flagsOf(socket: SocketModel): number {
  let flags = 0
  for (const field of FLAG_FIELDS) {
    const value = socket[field]
    if (value !== undefined) flags |= 1 << FLAGS[field]
    if (value) flags |= 1 << (FLAGS[field] + FLAG_FIELDS.length)
  }
  return flags
}

function isTrue(flags: number, field: FlagField): boolean {
  return (flags & (1 << (FLAGS[field] + FLAG_FIELDS.length))) !== 0
}
