import type { TFunction } from 'i18next'
import type { Side } from '../../shared/tcp/segments'
import type { TcpState } from '../../shared/tcp/states'
import type { Ladder } from '../ladder/ladder'
import type { Cell, Row } from '../ladder/rows'
import { callText, type EndNames, nameOf, numbersOf } from '../ladder/words'
import { textWidth } from './parts'

export interface LadderSource {
  ladder: Ladder
  /** Of the ends of each leg: one leg, unless proxies make several connections one. */
  names: readonly EndNames[]
  /** Of the proxies between the legs. */
  proxies: readonly string[]
  /** When a row was. */
  time: (row: Row) => string
  /** What the ends of each leg are in now. */
  states: readonly Partial<Record<Side, TcpState>>[]
  language: string
}

export const PAD = 20
export const SIZE = 11
/** Beside a lifeline at least and at most, and between them. */
const BESIDE = { least: 110, most: 430 }
const LANE = { least: 340, most: 520 }

/** Where things stand from left to right. */
export interface Columns {
  time: number
  /** Of each leg: its lifelines. */
  legs: readonly Lines[]
  beside: number
  width: number
}

export type Lines = Record<Side, number>

export const SIDES = ['client', 'server'] as const

/** The lines of a row's leg. */
export function linesOf({ leg = 0 }: Row, { legs }: Columns): Lines {
  return legs[leg] as Lines
}

/** Between all that is drawn. */
export function middleOf({ legs }: Columns): number {
  return ((legs[0] as Lines).client + (legs.at(-1) as Lines).server) / 2
}

export function columnsOf(
  t: TFunction,
  { ladder, names, time, states }: LadderSource,
  shown: readonly number[],
): Columns {
  let times = 0
  let beside = BESIDE.least
  let lane = LANE.least
  for (const index of shown) {
    const row = ladder.rows[index] as Row
    times = Math.max(times, textWidth(time(row), 10))
    for (const side of SIDES) beside = Math.max(beside, cellWidth(t, row[side]))
    if (row.segment) lane = Math.max(lane, textWidth(laneText(t, row), SIZE) + 40)
  }
  const name = Math.max(
    ...names.flatMap(({ client, server }) => [textWidth(client, 12), textWidth(server, 12)]),
  )
  beside = Math.min(BESIDE.most, Math.max(beside, name / 2 + 8))
  const legs: Lines[] = []
  for (let client = PAD + times + 12 + beside + 10; legs.length < names.length; ) {
    const server = client + Math.min(LANE.most, lane)
    legs.push({ client, server })
    const [here, there] = [states[legs.length - 1]?.server, states[legs.length]?.client]
    client = server + Math.max(beside + 20, stateWidth(here) + stateWidth(there) + 8)
  }
  return { time: PAD, legs, beside, width: (legs.at(-1) as Lines).server + 10 + beside + PAD }
}

/** What stands above the lines: both ends, and the proxies between. */
export function headsOf({ names, proxies }: LadderSource, { legs }: Columns) {
  const [first, last] = [legs[0] as Lines, legs.at(-1) as Lines]
  return [
    { at: first.client, name: (names[0] as EndNames).client, fill: 'client' as const },
    ...proxies.map((name, index) => ({
      at: ((legs[index] as Lines).server + (legs[index + 1] as Lines).client) / 2,
      name,
      fill: 'text' as const,
    })),
    { at: last.server, name: (names.at(-1) as EndNames).server, fill: 'server' as const },
  ]
}

/** From a lifeline to the word below it that says what the end is in now. */
export const TO_STATE = 30

function stateWidth(state: TcpState | undefined): number {
  return state === undefined ? 0 : TO_STATE + textWidth(state, SIZE)
}

function laneText(t: TFunction, { segment }: Row): string {
  if (!segment) return ''
  return `${nameOf(t, segment)}? ${numbersOf(segment)} ${segment.again ? `↻ ${t('ladder.again')}` : ''}`
}

export const callsText = (t: TFunction, { calls }: Cell) => calls.map((call) => callText(t, call)).join(' · ')
/** A glyph and the space behind it; only the last state is named. */
export const GLYPH = 17

function cellWidth(t: TFunction, cell: Cell): number {
  const { states } = cell
  const last = states.at(-1)
  const named = last ? textWidth(last.to, SIZE) + 12 : 0
  return textWidth(callsText(t, cell), SIZE) + states.length * GLYPH + named + 12
}
