import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import { isMessage } from '../../shared/events'
import type { About, Payload } from '../../shared/ipc'
import type { Lab } from '../engine/lab'
import type { Log } from '../engine/log'
import type { Handlers } from './gate'

export interface HandlerOptions<Caller> {
  lab: Pick<Lab, 'execute' | 'log'>
  attach: (caller: Caller) => void
  about: Omit<About, 'logCap'>
}

/** What the lab does for a window. */
export function createHandlers<Caller>({ lab, attach, about }: HandlerOptions<Caller>): Handlers<Caller> {
  return {
    execute: ({ command }) => {
      const { seq, made, error } = lab.execute(command)
      if (error) throw new LabFailure(error)
      return { seq, made }
    },
    attach: (_params, caller) => {
      attach(caller)
      return null
    },
    payload: ({ seq }) => payloadOf(lab.log, seq),
    about: () => ({ ...about, logCap: lab.log.cap }),
    executeAll: notThereYet,
    madeBy: notThereYet,
    addresses: notThereYet,
    pickFile: notThereYet,
    openScenario: notThereYet,
    runScenario: notThereYet,
    controlRun: notThereYet,
    currentRun: () => null,
    recorded: notThereYet,
    saveScenario: notThereYet,
    lastLab: () => null,
    newLab: notThereYet,
    setMenu: () => null,
    zoom: notThereYet,
    theme: notThereYet,
  }
}

function notThereYet(): never {
  throw new LabFailure(labError(LAB_CODES.notYet, 'not there yet'))
}

function payloadOf(log: Log, seq: number): Payload {
  const event = log.at(seq)
  if (!event) {
    const why = seq > log.head ? 'there is no such event yet' : 'it has left the log'
    throw new LabFailure(labError(LAB_CODES.notPossible, `event ${seq}: ${why}`, { field: 'seq' }))
  }
  if (!isMessage(event) || !event.data) {
    throw new LabFailure(labError(LAB_CODES.notPossible, `event ${seq} has no bytes`, { field: 'seq' }))
  }
  // A copy: what is kept can be a part of a larger buffer, which would be cloned with it.
  return { bytes: event.bytes, data: new Uint8Array(event.data) }
}

/** For the engine: what the window may send of the disk. Nothing, as long as nobody can pick a file there. */
export function refuseFile(file: string): never {
  throw new LabFailure(
    labError(LAB_CODES.notPossible, `${file} is not read: the window sends no files in this version`, {
      field: 'file',
      advice: 'Send text, hex or base64, or run a scenario file from the command line.',
    }),
  )
}
