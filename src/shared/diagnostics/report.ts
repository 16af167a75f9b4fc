import { newestLoad } from '../model/loads'
import type { Model } from '../model/model'
import type { RecordingLimits } from '../session'
import { type Private, scrubLog } from './scrub'

/**
 * What helps to understand a fault of the program: its versions, its surroundings, and how much of what there is. Nothing that was
 * sent, no names of files, hosts or people, and no addresses: the person is to give it to strangers.
 */
export interface Diagnosis {
  version: string
  versions: Record<string, string>
  machine: Machine
  window: WindowFacts
  /** What is remembered, as the file has it. */
  settings: Readonly<Record<string, unknown>>
  /** What holds where nothing is remembered. */
  defaults: Readonly<Record<string, unknown>>
  model: Model
  recording: { sessions: number; bytes: number; limits: RecordingLimits } | undefined
  capture: { allowed: boolean; tool?: string | undefined; missing?: string | undefined } | undefined
  /** The end of the program's own log. */
  log: string
  known: Private
}

/** What the program runs on. */
export interface Machine {
  platform: string
  /** Of the kernel. */
  release: string
  arch: string
  /** The system's language. */
  locale: string
  /** `x11` or `wayland`. */
  session?: string
  /** What the program was started from. */
  from: 'package' | 'sources'
  /** The Electron that an npm package carries, for development. */
  carried: boolean
  sandboxed: boolean
  /** px, without the scale; the one with the window is the first. */
  displays: { width: number; height: number; scale: number }[]
  /** Of this process, bytes. */
  memory: number
  /** Since its start, ms. */
  uptime: number
}

/** What only the window knows. */
export interface WindowFacts {
  language: string
  dark: boolean
  /** CSS px. */
  width: number
  height: number
  reducedMotion: boolean
  moreContrast: boolean
  zoom: number
}

/** How much of the log is told, lines. */
export const LOG_LINES = 50
const COLUMN = 26
/** Settings whose words say nothing of the person; others' are never shown. */
const PLAIN_WORDS = new Set(['theme'])

/** As text, in English: whoever reads reports of faults can. */
export function diagnosticsText(diagnosis: Diagnosis): string {
  const { version, log, known } = diagnosis
  const lines = scrubLog(log, LOG_LINES, known)
  const parts = [
    [
      `Socket Lab ${version}: diagnostics`,
      'No messages, file names, host names, addresses or user names are in here.',
    ],
    ['Program', ...rows(programFacts(diagnosis))],
    ['Window', ...rows(windowFacts(diagnosis))],
    ['Settings that differ from the defaults', ...rows(changed(diagnosis))],
    ['Lab', ...rows(labFacts(diagnosis.model))],
    ['Recording', ...rows(recordingFacts(diagnosis))],
    ['Kernel and packets', ...rows(sourceFacts(diagnosis))],
    [`The newest ${LOG_LINES} lines of the program’s log`, ...(lines.length === 0 ? ['  none'] : lines)],
  ]
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`
}

type Fact = readonly [string, string]

function rows(facts: Fact[]): string[] {
  if (facts.length === 0) return ['  none']
  return facts.map(([name, value]) => `  ${name.padEnd(COLUMN)}${value}`)
}

function programFacts({ versions, machine }: Diagnosis): Fact[] {
  const { electron = '?', chrome = '?', node = '?' } = versions
  const { platform, release, arch, session, from, carried, sandboxed, memory, uptime } = machine
  return [
    ['started from', from === 'package' ? 'a package' : 'its sources'],
    ['Electron', `${electron}${carried ? ' (carried by an npm package)' : ''}`],
    ['Chromium', chrome],
    ['Node', node],
    ['system', `${platform} ${release} ${arch}${session === undefined ? '' : `, ${session}`}`],
    ['sandbox', sandboxed ? 'on' : 'off'],
    ['memory', `${megabytes(memory)} in the main process`],
    ['runs for', `${Math.round(uptime / 1000)} s`],
  ]
}

function windowFacts({ window, machine, settings }: Diagnosis): Fact[] {
  const { language, dark, width, height, reducedMotion, moreContrast, zoom } = window
  const theme = PLAIN_WORDS.has('theme') && typeof settings.theme === 'string' ? settings.theme : 'system'
  const wishes = [...(reducedMotion ? ['reduced motion'] : []), ...(moreContrast ? ['more contrast'] : [])]
  return [
    ['language', `${language} (system: ${machine.locale})`],
    ['theme', `${theme}, ${dark ? 'dark' : 'light'} now`],
    ['size', `${width} × ${height}, zoom ${Math.round(zoom * 100)} %`],
    ...machine.displays.map(
      (display, index): Fact => [
        `display ${index + 1}`,
        `${display.width} × ${display.height}, scale ${display.scale}`,
      ],
    ),
    ...(wishes.length > 0 ? [['wishes', wishes.join(', ')] as const] : []),
  ]
}

/** Numbers and switches as they are; of words and folders only that there are some. */
function changed({ settings, defaults }: Diagnosis): Fact[] {
  return Object.entries(settings).flatMap(([key, value]): Fact[] => {
    if (JSON.stringify(value) === JSON.stringify(defaults[key])) return []
    if (typeof value === 'object' && value !== null) {
      const before = (defaults[key] ?? {}) as Record<string, unknown>
      return changed({ settings: value as Record<string, unknown>, defaults: before } as Diagnosis).map(
        ([name, text]) => [`${key}.${name}`, text],
      )
    }
    const isPlain = typeof value === 'number' || typeof value === 'boolean' || PLAIN_WORDS.has(key)
    return [[key, isPlain ? String(value) : '(set)']]
  })
}

function labFacts(model: Model): Fact[] {
  const kinds = new Map<string, Map<string, number>>()
  for (const { role, transport, state, descriptor } of model.sockets.values()) {
    const kind = transport === undefined ? role : `${role} (${transport})`
    const states = kinds.get(kind) ?? new Map<string, number>()
    kinds.set(kind, states)
    add(states, transport === undefined ? state : descriptor)
  }
  const codes = new Map<string, number>()
  for (const { code } of model.problems) add(codes, code)
  const load = newestLoad(model.loads)
  const { run, lesson } = model
  return [
    ['runs for', `${Math.round(model.t / 1000)} s`],
    ['events', String(model.seq)],
    ...[...kinds].map(([kind, states]): Fact => [kind, counted(states)]),
    ...(model.gone > 0 ? [['long closed', String(model.gone)] as const] : []),
    ['failures', `${model.failures}${codes.size > 0 ? `, the newest: ${counted(codes)}` : ''}`],
    ['contradictions', String(model.contradictions)],
    ['programs', String(model.programs.size)],
    ['watches', String(model.watches.size)],
    ['loads', `${model.loads.size}${load ? `, the newest: ${load.newest.phase}` : ''}`],
    ['scenario', run ? (run.ending ?? `step ${run.step} of ${run.steps}`) : 'none'],
    ['lesson', lesson ? (lesson.ending ?? 'open') : 'none'],
  ]
}

function recordingFacts({ model, recording }: Diagnosis): Fact[] {
  const { phase, error, missing } = model.kept
  return [
    ['now', `${phase}${error ? ` (${error.code})` : ''}${missing > 0 ? `, ${missing} events missing` : ''}`],
    ...(recording ? [['sessions', `${recording.sessions}, ${megabytes(recording.bytes)}`] as const] : []),
  ]
}

function sourceFacts({ model, capture }: Diagnosis): Fact[] {
  const { kernel, capture: packets } = model.sources
  const said = ({ phase, by, error }: typeof kernel) =>
    `${phase}${by === undefined ? '' : `, by ${by}`}${error ? ` (${error.code})` : ''}`
  const rights =
    capture === undefined
      ? 'unknown'
      : capture.allowed
        ? `allowed, ${capture.tool ?? '?'}`
        : `not allowed: no ${capture.missing ?? 'way'}${capture.tool === undefined ? '' : ` (${capture.tool})`}`
  return [
    ['kernel’s tables', said(kernel)],
    ['packets', said(packets)],
    ['capturing', rights],
  ]
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function counted(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([key, count]) => `${key} ${count}`).join(', ')
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`
}
