import { BatchEncoder } from '../../../shared/codec'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import { isMessage } from '../../../shared/events'
import type { History, Method, Params, Payload } from '../../../shared/ipc'
import type { Past } from '../../../shared/session'
import type { Handlers } from '../gate'
import type { Travels } from './travels'

const NOT_YET = [
  'sessions',
  'openSession',
  'deleteSessions',
  'showSession',
  'recording',
  'setRecording',
  'exportSession',
  'saveText',
  'note',
] as const satisfies readonly Method[]

export interface PastHandlerOptions<Caller, Page> {
  travels: Travels<Page>
  pageOf: (caller: Caller) => Page
}

const METHODS = ['goTo', 'goToTime', 'step', 'play', 'goLive', 'overview', 'history', 'payload'] as const

/** What has to do with recorded sessions and moments of the past. */
export type PastHandlers<Caller> = Pick<Handlers<Caller>, (typeof METHODS)[number] | (typeof NOT_YET)[number]>

export function createPastHandlers<Caller, Page>({
  travels,
  pageOf,
}: PastHandlerOptions<Caller, Page>): PastHandlers<Caller> {
  const pastOf = (caller: Caller) => travels.subjectOf(pageOf(caller)).past
  const refuse = () => {
    throw new LabFailure(labError(LAB_CODES.notYet, 'that is not available yet'))
  }
  return {
    goTo: ({ seq }, caller) => travels.lead(pageOf(caller), (one) => one.go({ to: 'seq', seq })),
    goToTime: ({ t }, caller) => travels.lead(pageOf(caller), (one) => one.go({ to: 'time', t })),
    step: (params, caller) => travels.lead(pageOf(caller), (one) => one.step(params)),
    play: (params, caller) => travels.lead(pageOf(caller), (one) => one.play(params)),
    goLive: (_params, caller) => {
      travels.goLive(pageOf(caller))
      return null
    },
    overview: ({ buckets }, caller) => pastOf(caller).overview(buckets),
    history: (params, caller) => history(pastOf(caller), params),
    payload: ({ seq }, caller) => payload(pastOf(caller), seq),
    ...(Object.fromEntries(NOT_YET.map((method) => [method, refuse])) as Record<
      (typeof NOT_YET)[number],
      typeof refuse
    >),
  }
}

async function history(past: Past, { sockets, before, limit }: Params<'history'>): Promise<History> {
  // One more than is wanted tells whether there are older ones.
  const events = await past.history(sockets, before, limit + 1)
  const wanted = events.slice(-limit)
  const head = wanted.at(-1)?.seq ?? 0
  return { batch: new BatchEncoder().encode(wanted, head, 0), complete: events.length <= limit }
}

async function payload(past: Past, seq: number): Promise<Payload> {
  const event = await past.event(seq)
  if (event && isMessage(event) && event.data) {
    // A copy: what is kept can be a part of a larger buffer, which would be cloned with it.
    return { bytes: event.bytes, data: new Uint8Array(event.data) }
  }
  const why = event
    ? 'it has no bytes'
    : seq > (await past.reach()).head
      ? 'there is no such event yet'
      : 'it is not kept'
  throw new LabFailure(labError(LAB_CODES.notPossible, `event ${seq}: ${why}`, { field: 'seq' }))
}
