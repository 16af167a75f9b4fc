import { parentPort, workerData } from 'node:worker_threads'
import { LAB_CODES, labError } from '../../../shared/errors'
import { untold } from '../../processes'
import { Cadence } from './cadence'
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
/** What main has spent on the last readings, ms: it counts as their cost. */
let handled = 0

const say = (message: FromReader) => parentPort?.postMessage(message)

attempt(() => {
  const tables = openTables(platform, folder)
  const finder = new Finder(tables.by === 'netstat' ? { socketsOf: untold } : {})
  const tracker = new Tracker(tables, finder)
  // Whether they can be read at all is said before anybody relies on it.
  tables.read(true, () => {})
  say({ type: 'ready', by: tables.by })
  parentPort?.on('message', (message: ToReader) =>
    attempt(() => {
      if (message.type === 'listeners') {
        say({ type: 'listeners', token: message.token, listeners: listeners(tables) })
      } else {
        take(tracker, message)
        plan(tracker)
      }
    }),
  )
})

function take(tracker: Tracker, message: Exclude<ToReader, { type: 'listeners' }>): void {
  switch (message.type) {
    case 'track':
      tracker.track(message.ends)
      cadence.stir(now())
      return
    case 'release':
      tracker.release(message.ids)
      return
    case 'drop':
      tracker.drop(message.ids)
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
      handled += message.ms
      return
    case 'look':
      tokens.push(message.token)
      look(tracker)
      return
  }
}

/** Sees to it that the next reading comes when it should: never, while there is nothing to look for. */
function plan(tracker: Tracker): void {
  clearTimeout(timer)
  if (!tracker.isNeeded) return
  const due = began + cadence.period(now())
  timer = setTimeout(() => attempt(() => look(tracker)), Math.max(0, due - now()))
}

function look(tracker: Tracker): void {
  clearTimeout(timer)
  began = now()
  const { found, seen, gone, watches, change } = tracker.read()
  if (found.length + seen.length + gone.length > 0) say({ type: 'reading', found, seen, gone })
  for (const news of watches) say(news)
  for (const token of tokens) say({ type: 'looked', token })
  tokens = []
  const end = now()
  cadence.took(end - began + handled)
  handled = 0
  if (change === 'state') cadence.stir(end)
  else if (change === 'flow') cadence.flow(end)
  plan(tracker)
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
