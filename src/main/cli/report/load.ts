import { formatBytes } from '../../../shared/bytes'
import type { Latency, Measured } from '../../../shared/load'
import { isRunning, type LoadModel, sendingMs } from '../../../shared/model/loads'

const LABEL_WIDTH = 13

/** What came of a load, a line each. */
export function loadReport(load: LoadModel): string[] {
  const { plan, newest } = load
  const { opened, open, closed, failed, sent, answered, unanswered, sentBytes, receivedBytes } = newest
  const seconds = sendingMs(load) / 1000
  const perSecond = (value: number) => (seconds === 0 ? 0 : value / seconds)
  const called = opened + newest.calling + failed
  const rows: [label: string, words: string][] = [
    [
      'clients',
      `${count(plan.clients)}: ${count(opened)} connected, ${count(closed)} closed, ${count(failed)} failed${open > 0 ? `, ${count(open)} open` : ''}${called < plan.clients ? `, ${count(plan.clients - called)} never called` : ''}`,
    ],
    [
      'messages',
      `${count(sent)} sent (${count(perSecond(sent))}/s)${plan.measured === 'none' ? '' : `, ${count(answered)} ${DONE[plan.measured]}, ${count(unanswered)} not`}`,
    ],
    [
      'bytes',
      `${formatBytes(sentBytes)} sent (${megabytes(perSecond(sentBytes))} MB/s), ${formatBytes(receivedBytes)} received (${megabytes(perSecond(receivedBytes))} MB/s)`,
    ],
    ['latency', newest.latency ? latencyWords(newest.latency, plan.measured) : NOT_MEASURED[plan.measured]],
    ['errors', errorWords(newest.errors)],
  ]
  if (newest.blockings > 0)
    rows.push([
      'held back',
      `${count(newest.blockings)} times a client had to wait for the kernel to take more`,
    ])
  if (isRunning(load)) rows.push(['', 'it had not ended'])
  return rows.map(([label, words]) => `${label.padEnd(LABEL_WIDTH)}${words}`)
}

const DONE: Record<Measured, string> = { answer: 'answered', read: 'read by the server', none: '' }
const NOT_MEASURED: Record<Measured, string> = {
  answer: 'no answer came',
  read: 'the server read none',
  none: 'not measured: nobody knows what answers which message there',
}
const FROM_TO: Record<Measured, string> = {
  answer: 'to the last byte of the answer',
  read: 'to the last byte read by the server',
  none: '',
}

function latencyWords({ min, mean, p50, p90, p99, p999, max }: Latency, measured: Measured): string {
  const values = { min, mean, p50, p90, p99, 'p99.9': p999, max }
  const told = Object.entries(values).map(([name, ms]) => `${name} ${milliseconds(ms)}`)
  return `${told.join('  ')} ms, ${FROM_TO[measured]}`
}

function errorWords(errors: Record<string, number>): string {
  const told = Object.entries(errors).map(([code, of]) => `${code} × ${count(of)}`)
  return told.length === 0 ? 'none' : told.join(', ')
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1)
}

function milliseconds(ms: number): string {
  return ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)
}
