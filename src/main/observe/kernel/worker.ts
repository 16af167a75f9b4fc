import { parentPort, workerData } from 'node:worker_threads'
import { LAB_CODES, labError } from '../../../shared/errors'
import { untold } from '../../processes'
import { Cadence } from './cadence'
import { CostMeter } from './cost-meter'
import { DatagramQueues } from './datagram-queues'
import { Finder } from './finder'
import { listeners } from './listeners'
import type { FromReader, ReaderData, ToReader } from './messages'
import { openTables } from './open-tables'
import { TableTrouble } from './tables'
import { Tracker } from './tracker'

/** Reads the kernel's tables of TCP sockets, in a thread of its own: a reading of 10,000 rows takes tens of milliseconds. */

const { platform, folder } = workerData as ReaderData
const cadence = new Cadence()
const now = () => performance.now()
let timer: NodeJS.Timeout | undefined
/** When the last reading began. */
let began = Number.NEGATIVE_INFINITY
let tokens: number[] = []
/** To be added to the next cost that is known, ms: what main has spent on it. */
let besides = 0

interface Reader {
  tracker: Tracker
  datagrams: DatagramQueues
  finder: Finder
  meter: CostMeter
}

const say = (message: FromReader) => parentPort?.postMessage(message)

attempt(() => {
  const tables = openTables(platform, folder)
  const finder = new Finder(tables.by === 'netstat' ? { socketsOf: untold } : {})
  const reader = {
    tracker: new Tracker(tables, finder),
    datagrams: new DatagramQueues(tables),
    finder,
    meter: new CostMeter(tables.by === 'netstat'),
  }
  // Whether they can be read at all is said before anybody relies on it.
  tables.read(true, () => {})
  say({ type: 'ready', by: tables.by })
  parentPort?.on('message', (message: ToReader) =>
    attempt(() => {
      if (message.type === 'listeners') {
        say({ type: 'listeners', token: message.token, listeners: listeners(tables) })
      } else {
        take(reader, message)
        plan(reader)
      }
    }),
  )
})

function take(reader: Reader, message: Exclude<ToReader, { type: 'listeners' }>): void {
  const { tracker, datagrams } = reader
  switch (message.type) {
    case 'track':
      tracker.track(message.ends.filter((end) => !end.datagrams))
      for (const end of message.ends) if (end.datagrams) datagrams.track(end)
      cadence.stir(now())
      return
    case 'release':
      tracker.release(message.ids)
      return
    case 'drop':
      tracker.drop(message.ids)
      for (const id of message.ids) datagrams.drop(id)
      return
    case 'ignore':
      tracker.ignore(message.id)
      return
    case 'retell':
      tracker.retell(message.ids)
      return
    case 'watch':
      tracker.watch(message.sought)
      cadence.stir(now())
      return
    case 'unwatch':
      tracker.unwatch(message.name)
      return
    case 'stir':
      if (message.what === 'state') cadence.stir(now())
      else cadence.flow(now())
      return
    case 'handled':
      besides += message.ms
      return
    case 'look':
      tokens.push(message.token)
      look(reader)
      return
  }
}

/** Sees to it that the next reading comes when it should: never, while there is nothing to look for. */
function plan(reader: Reader): void {
  clearTimeout(timer)
  if (!reader.tracker.isNeeded && !reader.datagrams.isNeeded) return
  const due = began + cadence.period(now())
  timer = setTimeout(() => attempt(() => look(reader)), Math.max(0, due - now()))
}

function look(reader: Reader): void {
  const { tracker, datagrams, finder, meter } = reader
  clearTimeout(timer)
  began = now()
  took(meter.begin())
  const { watches, change, ...seen } = tracker.read()
  const news = { ...seen, measured: datagrams.read() }
  if (Object.values(news).some((list) => list.length > 0)) say({ type: 'reading', ...news })
  for (const news of watches) say(news)
  for (const token of tokens) say({ type: 'looked', token })
  tokens = []
  took(meter.end())
  // Looking for processes has a budget of its own.
  besides -= finder.takeCost()
  if (change === 'state') cadence.stir(now())
  else if (change === 'flow' || news.measured.length > 0) cadence.flow(now())
  plan(reader)
}

function took(cost: number | undefined): void {
  if (cost === undefined) return
  cadence.took(Math.max(0, cost + besides))
  besides = 0
}

/** What can't be read or understood ends the reading, and nothing else. */
function attempt(task: () => void): void {
  try {
    task()
  } catch (error) {
    clearTimeout(timer)
    parentPort?.removeAllListeners('message')
    const trouble =
      error instanceof TableTrouble
        ? error.error
        : labError(
            LAB_CODES.internal,
            `reading the kernel's tables: ${error instanceof Error ? error.message : String(error)}`,
          )
    say({ type: 'trouble', error: trouble })
  }
}
