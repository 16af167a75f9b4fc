import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { Method } from '../../../shared/ipc'
import type { Handlers } from '../gate'

const METHODS = [
  'goTo',
  'goToTime',
  'step',
  'play',
  'goLive',
  'overview',
  'history',
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

/** What has to do with recorded sessions and moments of the past. */
export type PastHandlers<Caller> = Pick<Handlers<Caller>, (typeof METHODS)[number]>

export function createPastHandlers<Caller>(): PastHandlers<Caller> {
  const refuse = () => {
    throw new LabFailure(labError(LAB_CODES.notYet, 'that is not available yet'))
  }
  return Object.fromEntries(METHODS.map((method) => [method, refuse])) as never
}
