import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type ExportOptions, exportTo } from '../../src/main/journal/export/export'
import type { LabEvent } from '../../src/shared/events'
import { flagLetters } from '../../src/shared/tcp/flags'
import { afterEachTest } from '../support/after-each'

/** What tshark, which nobody here wrote, reads in a capture. */
export interface Dissected {
  number: number
  link: string
  /** As events write addresses. */
  from: string
  to: string
  /** Empty for a datagram of UDP. */
  flags: string
  /** Relative to the first one that it saw. */
  sequence: number
  acknowledgement: number
  raw: { sequence: number; acknowledgement: number }
  bytes: number
  window: number
  /** Captured, and on the wire, bytes. */
  captured: number
  length: number
  /** Seconds since the epoch. */
  time: number
  comment: string
  /** Whatever it has to say of the packet, but for comments. */
  experts: { severity: 'chat' | 'note' | 'warning' | 'error'; message: string }[]
  checksums: string[]
  /** What was carried, as far as it was captured, in hex. */
  payload: string
}

const FIELDS = [
  'frame.number',
  'frame.interface_name',
  'ip.src',
  'ip.dst',
  'ipv6.src',
  'ipv6.dst',
  'tcp.srcport',
  'tcp.dstport',
  'tcp.flags',
  'tcp.seq',
  'tcp.ack',
  'tcp.seq_raw',
  'tcp.ack_raw',
  'tcp.len',
  'tcp.window_size',
  'frame.cap_len',
  'frame.len',
  'frame.time_epoch',
  'frame.comment',
  '_ws.expert.severity',
  '_ws.expert.message',
  'ip.checksum.status',
  'tcp.checksum.status',
  'tcp.payload',
  'udp.srcport',
  'udp.dstport',
  'udp.length',
  'udp.checksum.status',
  'udp.payload',
] as const
type Field = (typeof FIELDS)[number]

const SEVERITIES: Record<number, Dissected['experts'][number]['severity'] | 'comment'> = {
  1048576: 'comment',
  2097152: 'chat',
  4194304: 'note',
  6291456: 'warning',
  8388608: 'error',
}
/** A port by chance may be one that tshark knows a protocol for, which these bytes are not. */
const PLAIN_BYTES = ['-d', 'tcp.port==1-65535,data', '-d', 'udp.port==1-65535,data']
/** Bytes. */
const UDP_HEADER = 8
/** Between several values of a field. */
const BETWEEN = '^'

/**
 * The packets of a file. Throws if tshark can't read it to its end. `checked`: with their checksums, which packets that were
 * captured on a loopback interface have left to a device that never is.
 */
export function dissect(file: string, checked = true): Dissected[] {
  const checks = ['tcp', 'udp', 'ip'].flatMap((one) => [
    '-o',
    `${one}.check_checksum:${checked ? 'TRUE' : 'FALSE'}`,
  ])
  const output = execFileSync(
    'tshark',
    [
      ...['-r', file, '-n', '-T', 'fields', '-E', `aggregator=${BETWEEN}`, ...PLAIN_BYTES, ...checks],
      ...FIELDS.flatMap((field) => ['-e', field]),
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => dissected(line.split('\t')))
}

function dissected(values: string[]): Dissected {
  const text = (field: Field) => values[FIELDS.indexOf(field)] ?? ''
  const number = (field: Field) => Number(text(field).split(BETWEEN)[0])
  const isDatagram = text('udp.srcport') !== ''
  const transport = isDatagram ? 'udp' : 'tcp'
  const end = (direction: 'src' | 'dst') => {
    const port = text(`${transport}.${direction}port`)
    const address = text(`ip.${direction}`)
    return address === '' ? `[${text(`ipv6.${direction}`)}]:${port}` : `${address}:${port}`
  }
  const messages = text('_ws.expert.message').split(BETWEEN)
  const experts = text('_ws.expert.severity')
    .split(BETWEEN)
    .filter((one) => one !== '')
    .map((one, index) => ({ severity: SEVERITIES[Number(one)], message: messages[index] ?? '' }))
  return {
    number: number('frame.number'),
    link: text('frame.interface_name'),
    from: end('src'),
    to: end('dst'),
    flags: flagLetters(Number(text('tcp.flags')) & 0xff),
    sequence: number('tcp.seq'),
    acknowledgement: number('tcp.ack'),
    raw: { sequence: number('tcp.seq_raw'), acknowledgement: number('tcp.ack_raw') },
    bytes: isDatagram ? number('udp.length') - UDP_HEADER : number('tcp.len'),
    window: number('tcp.window_size'),
    captured: number('frame.cap_len'),
    length: number('frame.len'),
    time: number('frame.time_epoch'),
    comment: text('frame.comment'),
    experts: experts.filter((one) => one.severity !== 'comment') as Dissected['experts'],
    checksums: [text('ip.checksum.status'), text(`${transport}.checksum.status`)].filter((one) => one !== ''),
    payload: text(`${transport}.payload`),
  }
}

const folders: string[] = []

afterEachTest(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-export-'))
  folders.push(folder)
  return folder
}

/** The events as a file of that format, and what was left out of it. */
export async function exported(
  events: readonly LabEvent[],
  options: ExportOptions,
): Promise<{ file: string; left: string[] }> {
  return exportTo(() => events, options, path.join(temporaryFolder(), `log.${options.to}`))
}
