import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { outputFolder } from '../../scripts/build/parts.mjs'
import { checksum } from '../../src/main/journal/format/line'
import { SessionReader } from '../../src/main/journal/read/session-reader'
import { chance } from '../support/chance'
import { STALL_NUMBERS, TRUTH_NUMBERS } from './programs/truth'
import { bytesOf, gaps, readJournal, temporaryFolder } from './support'

/** What may be missing at most, ms of the log's own time; and as much more as the machine kept it waiting. */
const AT_RISK_MS = 100
/** The program is killed at some moment of this time after it has begun to work, ms. */
const LONGEST_MS = 1200

/** What became of one killing. */
export interface Killing {
  seed: number
  /** How long it had worked, ms. */
  after: number
  /** Events that it had logged, and that are in its journal. */
  logged: number
  kept: number
  /** From the first event that is missing to the last one, ms; 0 if none is. */
  missingMs: number
  /** How long a thread of it was kept waiting by the machine, ms of the last two seconds. */
  stallMs: number
}

/** Kills a lab under load (SIGKILL) at a moment by chance, and looks at what it has left. */
export async function kill(seed: number): Promise<Killing> {
  const place = temporaryFolder()
  const [folder = '', truth = '', stalls = ''] = ['session', 'truth', 'stalls'].map((name) =>
    path.join(place, name),
  )
  const program = path.join(outputFolder('programs'), 'recorded-lab.js')
  const child = spawn(process.execPath, [program, folder, truth, stalls, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), ended])
  const after = chance(seed).below(LONGEST_MS)
  await sleep(after)
  const killedAt = Date.now()
  child.kill('SIGKILL')
  const [, signal] = await ended
  expect(signal, `seed ${seed}: it was to be killed, and has ended by itself`).toBe('SIGKILL')

  const times = timesOf(truth)
  const kept = await expectReadable(folder, seed)
  const missing = times.slice(kept)
  const missingMs = missing.length === 0 ? 0 : (missing.at(-1) as number) - (missing[0] as number)
  const stallMs = stallOf(stalls, killedAt)
  const killing = { seed, after, logged: times.length, kept, missingMs, stallMs }
  rmSync(place, { recursive: true })
  return killing
}

/** Every line but a torn last one is what was written, none is missing between them, and all bytes are there. */
async function expectReadable(folder: string, seed: number): Promise<number> {
  const journal = readJournal(folder)
  expect(gaps(journal), `seed ${seed}`).toEqual([])
  for (const line of journal.lines) {
    if (line.place) expect(checksum(bytesOf(journal, line) as Buffer), `seed ${seed}`).toBe(line.place.sum)
  }
  const reader = await SessionReader.open(folder)
  expect(
    reader.damage.filter(({ kind }) => kind !== 'tornLine'),
    `seed ${seed}`,
  ).toEqual([])
  const { first, head } = await reader.reach()
  expect([first, head], `seed ${seed}`).toEqual([1, journal.lines.length])
  const { model, events } = await reader.moment(head)
  expect(events.at(-1)?.seq ?? model.seq, `seed ${seed}`).toBe(head)
  await reader.dispose()
  return head
}

/** When each event was logged. */
function timesOf(truth: string): number[] {
  const numbers = numbersOf(truth)
  return Array.from({ length: Math.floor(numbers.length / TRUTH_NUMBERS) }, (_, i) => {
    expect(numbers[i * TRUTH_NUMBERS]).toBe(i + 1)
    return numbers[i * TRUTH_NUMBERS + 1] as number
  })
}

function stallOf(stalls: string, killedAt: number): number {
  const [ranAt = killedAt, late = 0] = numbersOf(stalls).subarray(0, STALL_NUMBERS)
  return Math.max(late, killedAt - ranAt)
}

function numbersOf(file: string): Float64Array {
  const bytes = readFileSync(file)
  return new Float64Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / 8))
}

/** Fails if one has lost more than it may. */
export function expectLittleLost(killings: readonly Killing[]): void {
  const sorted = (values: number[]) => values.sort((a, b) => a - b)
  const missing = sorted(killings.map(({ missingMs }) => missingMs))
  const stalls = sorted(killings.map(({ stallMs }) => stallMs))
  const events = sorted(killings.map(({ logged, kept }) => Math.max(0, logged - kept)))
  const figures = (values: number[], unit: string) => {
    const [median = 0, most = 0] = [values[Math.floor(values.length / 2)], values.at(-1)]
    return `median ${median.toFixed(1)}, most ${most.toFixed(1)} ${unit}`
  }
  console.log(
    [
      `${killings.length} kills of a lab under load:`,
      `  missing     ${figures(missing, 'ms')} (at most ${AT_RISK_MS})`,
      `              ${figures(events, 'events')}`,
      `  kept waiting by the machine: ${figures(stalls, 'ms')}`,
    ].join('\n'),
  )
  const lost = killings.filter(({ missingMs, stallMs }) => missingMs > AT_RISK_MS + stallMs)
  expect(lost).toEqual([])
}
