import { openSync, writeSync } from 'node:fs'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { Lab } from '../../../src/main/engine/lab'
import { JournalRecorder } from '../../../src/main/journal/recorder'
import { DEFAULT_LIMITS } from '../../../src/shared/session'
import { chance } from '../../support/chance'
import { STALL_NUMBERS, TRUTH_NUMBERS } from './truth'

/**
 * A lab under load that is recorded until somebody kills it: recorded-lab FOLDER TRUTH STALLS SEED. What it has logged, and
 * when, is written down beside that at once: a killed process loses nothing of what the kernel has taken.
 */

const [folder = '', truth = '', stalls = '', seed = ''] = process.argv.slice(2)
const dice = chance(Number(seed))

/**
 * What a machine with too much to do costs: a timer that is late, and the time for which one of our threads could have run and
 * had to wait for a processor (Linux tells), in the last two seconds.
 */
const METER = `
const { openSync, readdirSync, readFileSync, writeSync } = require('node:fs')
const fd = openSync(${JSON.stringify(stalls)}, 'w')
let due = performance.now() + 10
let seen = []
function waited() {
  const all = new Map()
  try {
    for (const id of readdirSync('/proc/self/task')) {
      all.set(id, Number(readFileSync('/proc/self/task/' + id + '/schedstat', 'latin1').split(' ')[1]) / 1e6)
    }
  } catch {}
  return all
}
setInterval(() => {
  const now = performance.now()
  const all = waited()
  seen.push({ now, late: now - due, all })
  due = now + 10
  seen = seen.filter((one) => one.now > now - 2000)
  const since = seen[0].all
  const worst = Math.max(...seen.map(({ late }) => late), ...[...all].map(([id, ms]) => ms - (since.get(id) ?? 0)))
  writeSync(fd, new Float64Array([Date.now(), worst]), 0, ${STALL_NUMBERS * 8}, 0)
}, 10)
`

const lab = new Lab()
const fd = openSync(truth, 'w')
const row = new Float64Array(TRUTH_NUMBERS)
function note(seq: number): void {
  row[0] = seq
  row[1] = lab.now()
  writeSync(fd, row, 0, row.byteLength, (seq - 1) * row.byteLength)
}
note(1)
lab.log.subscribe(({ seq }) => note(seq))
const recorder = new JournalRecorder(lab, { id: 'killed', folder, limits: DEFAULT_LIMITS, atOnce: true })
new Worker(METER, { eval: true })
// As in the program: its thread runs long before anybody does anything.
await recorder.flush()

await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
await lab.execute({ do: 'connect', as: 'talker', to: 'server', count: 4 }).done
await lab.execute({ do: 'listen', as: 'half', allowHalfOpen: true }).done
process.stdout.write('ready\n')
for (const act of [talk, talk, comeAndGo, comeAndGo, burst, stall]) void forEver(act)

async function forEver(act: () => Promise<unknown>): Promise<never> {
  for (;;) {
    await act()
    await (dice.happens(0.3) ? nextTurn() : sleep(dice.below(10)))
  }
}

/** Messages of all lengths, echoed. */
async function talk(): Promise<void> {
  const bytes = dice.one([1, 40, 1000, 5000, 60_000])
  lab.execute({ do: 'send', from: `talker.${dice.below(4) + 1}`, hex: 'fe'.repeat(bytes) })
}

async function comeAndGo(): Promise<void> {
  const { made, done } = lab.execute({ do: 'connect', to: dice.one(['server', 'half']) })
  const [socket] = made
  await done
  if (socket === undefined) return
  lab.execute({ do: 'send', from: socket, text: 'hello\u2028there' })
  lab.execute({ do: dice.one(['close', 'shutdown', 'destroy', 'reset'] as const), socket })
}

/** Much in one turn of the event loop. */
async function burst(): Promise<void> {
  const count = dice.one([10, 300, 3000])
  for (let i = 0; i < count; i++) lab.note({ kind: 'note', text: `burst ${i} of ${count}` })
  await sleep(dice.below(60))
}

/** The main thread is busy with something else. */
async function stall(): Promise<void> {
  const until = performance.now() + dice.below(80)
  while (performance.now() < until);
  await sleep(dice.below(300))
}
