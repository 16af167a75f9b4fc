import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import { isMessage } from '../../shared/events'
import type { About, Outcome, OwnAddress, Params, Payload } from '../../shared/ipc'
import type { Lab } from '../engine/lab'
import type { Log } from '../engine/log'
import type { Handlers } from './gate'
import type { PickedFiles } from './picked-files'

export interface HandlerOptions<Caller> {
  labs: {
    readonly lab: Pick<Lab, 'execute' | 'log' | 'madeBy'>
    renew(): Promise<void>
  }
  picked: Pick<PickedFiles, 'pick'>
  attach: (caller: Caller) => void
  about: Omit<About, 'logCap'>
  addresses: () => OwnAddress[]
}

/** What the lab does for a window. */
export function createHandlers<Caller>(options: HandlerOptions<Caller>): Handlers<Caller> {
  const { labs, picked, attach, about, addresses } = options
  return {
    execute: ({ command }) => {
      const { seq, made, error } = labs.lab.execute(command)
      if (error) throw new LabFailure(error)
      return { seq, made }
    },
    executeAll: ({ commands }) => executeAll(labs.lab, commands),
    madeBy: ({ socket }) => madeBy(labs.lab, socket),
    attach: (_params, caller) => {
      attach(caller)
      return null
    },
    payload: ({ seq }) => payloadOf(labs.lab.log, seq),
    about: () => ({ ...about, logCap: labs.lab.log.cap }),
    addresses: () => addresses(),
    pickFile: ({ path }) => picked.pick(path),
    newLab: async () => {
      await labs.renew()
      return null
    },
    openScenario: notThereYet,
    runScenario: notThereYet,
    controlRun: notThereYet,
    currentRun: () => null,
    recorded: notThereYet,
    saveScenario: notThereYet,
    lastLab: () => null,
    setMenu: () => null,
    zoom: notThereYet,
    theme: notThereYet,
  }
}

function notThereYet(): never {
  throw new LabFailure(labError(LAB_CODES.notYet, 'not there yet'))
}

function executeAll(lab: Pick<Lab, 'execute'>, commands: Params<'executeAll'>['commands']): Outcome[] {
  return commands.map((command) => {
    const { seq, made, error } = lab.execute(command)
    return error ? { ok: false, error } : { ok: true, value: { seq, made } }
  })
}

function madeBy(lab: Pick<Lab, 'madeBy'>, socket: string) {
  const command = lab.madeBy(socket)
  if (command) return command
  const message = `no command of this lab made ${socket}: only listeners and clients are made by one`
  throw new LabFailure(labError(LAB_CODES.unknownSocket, message, { field: 'socket' }))
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
