import type { TFunction } from 'i18next'
import { formatBytes } from '../../shared/bytes'
import type { LoadCourse, LoadPlan } from '../../shared/load'
import { isRunning, type LoadModel, perSecond, sendingMs } from '../../shared/model/loads'
import { duration, grouped } from '../ui/format'

/** What a load's view and its report say, in the window's language. */

/** A line over the course of a load; null where there is nothing. */
export type Line = (number | null)[]

/** The course of a load, a value for each sample. */
export interface Course {
  seconds: number[]
  calling: Line
  open: Line
  closed: Line
  failed: Line
  sent: Line
  answered: Line
  out: Line
  in: Line
  p50: Line
  p99: Line
}

const MB = 1e6

export function courseOf({ samples }: LoadModel): Course {
  const rate = (field: Parameters<typeof perSecond>[2], unit = 1) =>
    samples.map((_, index) => perSecond(samples, index, field) / unit)
  return {
    seconds: samples.map(({ ms }) => ms / 1000),
    calling: samples.map(({ calling }) => calling),
    open: samples.map(({ open }) => open),
    closed: samples.map(({ closed }) => closed),
    failed: samples.map(({ failed }) => failed),
    sent: rate('sent'),
    answered: rate('answered'),
    out: rate('sentBytes', MB),
    in: rate('receivedBytes', MB),
    p50: samples.map(({ p50 = null }) => p50),
    p99: samples.map(({ p99 = null }) => p99),
  }
}

/** Messages, and MB, a second: now, or over all in the end. */
export function ratesOf(load: LoadModel, course: Course): Record<'sent' | 'answered' | 'out' | 'in', number> {
  if (isRunning(load)) {
    const now = (line: Line) => line.at(-1) ?? 0
    return {
      sent: now(course.sent),
      answered: now(course.answered),
      out: now(course.out),
      in: now(course.in),
    }
  }
  const { sent, answered, sentBytes, receivedBytes } = load.newest
  const seconds = sendingMs(load) / 1000
  const mean = (value: number) => (seconds === 0 ? 0 : value / seconds)
  return {
    sent: mean(sent),
    answered: mean(answered),
    out: mean(sentBytes / MB),
    in: mean(receivedBytes / MB),
  }
}

/** A rate with as many digits as matter: `0.073`, `1.4`, `2,310`. */
export function shownRate(value: number): string {
  const digits = value === 0 ? 0 : value < 1 ? 3 : value < 100 ? 1 : 0
  return grouped(value, digits)
}

/** How it stands: the key of a word below `load.phase`. */
export function phaseOf({ newest }: LoadModel) {
  if (newest.phase === 'ended') return newest.by ?? 'time'
  return newest.finishing ? 'finishing' : 'running'
}

/** A time that was asked for, as it was: `100 ms`, `5 s`. */
export function plannedSpan(ms: number): string {
  return ms >= 1000 && ms < 60_000 && ms % 100 === 0
    ? `${ms / 1000} s`
    : ms < 1000
      ? `${ms} ms`
      : duration(ms)
}

export function planWords(t: TFunction, plan: LoadPlan): string[] {
  const size = formatBytes(plan.bytes)
  return [
    t('load.plan', { count: plan.clients, target: plan.target }),
    ...(plan.rate > 0 ? [t('load.rate', { rate: plan.rate })] : []),
    plan.everyMs === 0
      ? t('load.messageInTurn', { size })
      : t('load.message', { size, span: plannedSpan(plan.everyMs) }),
    t('load.duration', { span: plannedSpan(plan.forMs) }),
    ...(plan.keep ? [t('load.keeps')] : []),
  ]
}

/** What is measured, and from when. */
export function measuredWords(t: TFunction, { measured, everyMs }: LoadPlan): string {
  const what = t(`load.measured.${measured}`)
  if (measured === 'none') return what
  return [what, t(everyMs === 0 ? 'load.sinceWrite' : 'load.sinceDue')].join(t('scenario.words.comma'))
}

/** The report, a line for each thing: what it is about, and what it says. */
export function reportRows(t: TFunction, load: LoadModel): [label: string, words: string][] {
  const { plan, newest } = load
  const seconds = sendingMs(load) / 1000
  const rate = (value: number) => (seconds === 0 ? 0 : value / seconds)
  const comma = t('scenario.words.comma')
  const done =
    plan.measured === 'answer' ? t('load.answeredRow', { ...newest }) : t('load.readRow', { ...newest })
  const messages = t('load.messagesRow', { sent: newest.sent, rate: Math.round(rate(newest.sent)) })
  return [
    [t('load.row.load'), load.name],
    [t('load.row.plan'), planWords(t, plan).join(comma)],
    [t('load.row.ending'), t(`load.phase.${phaseOf(load)}`)],
    [t('load.row.clients'), t('load.clientsRow', { ...newest })],
    [t('load.row.messages'), plan.measured === 'none' ? messages : [messages, done].join(comma)],
    [
      t('load.row.bytes'),
      t('load.bytesRow', {
        sent: formatBytes(newest.sentBytes),
        received: formatBytes(newest.receivedBytes),
        out: shownRate(rate(newest.sentBytes) / MB),
        in: shownRate(rate(newest.receivedBytes) / MB),
      }),
    ],
    ...(newest.blockings > 0
      ? [[t('load.row.heldBack'), t('load.heldBackRow', { count: newest.blockings })] as [string, string]]
      : []),
  ]
}

export function reportText(t: TFunction, load: LoadModel): string {
  const { latency, errors } = load.newest
  const rows = [
    ...reportRows(t, load),
    [t('load.row.latency'), latency ? latencyWords(latency) : t('load.latencyNone')],
    [t('load.row.errors'), errorWords(t, errors)],
  ]
  return rows.map(([label, words]) => `${label}${t('scenario.words.colon')}${words}`).join('\n')
}

function latencyWords({ min, mean, p50, p90, p99, p999, max }: NonNullable<LoadCourse['latency']>): string {
  return Object.entries({ min, mean, p50, p90, p99, 'p99.9': p999, max })
    .map(([name, ms]) => `${name} ${duration(ms)}`)
    .join('  ')
}

function errorWords(t: TFunction, errors: Record<string, number>): string {
  const all = Object.entries(errors)
  if (all.length === 0) return t('load.noErrors')
  return all.map(([code, count]) => `${code} × ${count}`).join(t('scenario.words.comma'))
}

/** Messages that are written so late say that the lab itself is the limit, ms. */
const LATE_MS = 50

export function isBehind(load: LoadModel): boolean {
  return isRunning(load) && load.newest.behind > Math.max(LATE_MS, load.plan.everyMs)
}
