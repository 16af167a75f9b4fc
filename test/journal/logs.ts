import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Log } from '../../src/main/engine/log/log'
import type { EventDraft, LabEvent } from '../../src/shared/events'
import { emptyModel, type Model } from '../../src/shared/model/model'
import { unpackModel } from '../../src/shared/model/packed'
import { reduce } from '../../src/shared/model/reduce'
import type { Moment } from '../../src/shared/session'
import { Writer } from '../ipc/support/events'
import type { Chance } from '../support/chance'
import { event, events, openLab } from '../support/lab'

/** Logs to record, as they come: kept ones, invented ones, and one of real sockets. */

const GOLDEN = path.resolve(import.meta.dirname, '../golden')

export function goldenLogs(): [name: string, events: LabEvent[]][] {
  const files = readdirSync(GOLDEN).filter((file) => file.endsWith('.ndjson'))
  return files.map((file) => {
    const lines = readFileSync(path.join(GOLDEN, file), 'utf8').trim().split('\n').slice(1)
    return [file, lines.map((line) => JSON.parse(line) as LabEvent)]
  })
}

const SOCKETS = ['alice', 'bob', 'carol', 'alice@server', 'bob@server', 'carol@server']

/** A plausible history of `count` happenings. Of messages some are longer than what is kept of them. */
export function inventedLog(chance: Chance, count: number): LabEvent[] {
  const log = new Log({ maxEvents: 1000 })
  const writer = new Writer(log)
  writer.open(...SOCKETS)
  for (let i = 0; i < count; i++) {
    const socket = chance.one(SOCKETS)
    switch (chance.weighed({ message: 20, plain: 2, state: 0.4, segment: 3, failed: 0.4, note: 0.1 })) {
      case 'message': {
        const length = chance.happens(0.02) ? chance.below(6000) : chance.below(40)
        const data = Uint8Array.from({ length }, () => (chance.happens(0.5) ? 0x61 : chance.below(256)))
        writer.message(chance.one(['sent', 'received'] as const), socket, data)
        break
      }
      case 'plain':
        writer.plain(chance.one(['drained', 'paused', 'resumed', 'ended'] as const), socket)
        break
      case 'state':
        writer.state(socket)
        break
      case 'segment':
        writer.segment(socket, chance.one(['S', 'A', 'AP', 'AF']))
        break
      case 'failed':
        writer.failed(chance.happens(0.5) ? socket : undefined)
        break
      case 'note': {
        const note = { kind: 'note', t: i / 4, socket, text: `note ${i}`, topic: 'pinned' } as EventDraft
        writer.all.push(log.append(note))
      }
    }
  }
  return writer.all
}

/** What a lab with real sockets wrote: connections that open, talk, half-close and are reset. */
export async function realLog(): Promise<LabEvent[]> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 4 }).done
  lab.execute({ do: 'send', from: 'crowd.1', text: 'grüße\n', repeat: 20 })
  lab.execute({ do: 'send', from: 'crowd.2', hex: 'ff00fe' })
  lab.execute({ do: 'note', text: 'look at this', socket: 'crowd.2', about: 3 })
  await event(lab, 'received', 'crowd.2')
  lab.execute({ do: 'shutdown', socket: 'crowd.1' })
  lab.execute({ do: 'reset', socket: 'crowd.3' })
  await event(lab, 'closed', 'crowd.1')
  await event(lab, 'closed', 'crowd.3@server')
  return events(lab)
}

/** A model of its own, as `events` come to. */
export function folded(events: Iterable<LabEvent>, model = emptyModel()): Model {
  for (const each of events) reduce(model, each)
  return model
}

/** The model at a moment. */
export function modelOf({ model, events }: Moment): Model {
  return folded(structuredClone(events), unpackModel(structuredClone(model)))
}
