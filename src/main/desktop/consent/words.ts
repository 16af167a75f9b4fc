import { visible } from '../../../shared/bytes'
import { isUnspecified } from '../../../shared/ip'
import { NEEDS } from '../../../shared/needs'
import type { Labels } from '../window/labels'
import type { Question } from './consents'
import type { Want } from './wants'

/** What the box says. */
export interface ConsentBox {
  message: string
  detail: string
  allow: string
  cancel: string
}

/** So many things of a kind are listed; the rest is counted. */
const LISTED = 6
/** So many characters of each are shown, of a longer one its beginning and its end. */
const SHOWN = 600

/** The kinds, in the order in which they are told: what can do most comes first, so that no length hides it. */
const KINDS = [...NEEDS, 'capture'] as const

const ASKS = {
  program: 'askProgram',
  relay: 'askRelay',
  listen: 'askListen',
  peer: 'askPeer',
  target: 'askTarget',
  call: 'askCall',
  lookup: 'askLookup',
  file: 'askFile',
  'socket-file': 'askFile',
  capture: 'askCapture',
} as const satisfies Record<Want['what'], keyof Labels>

const WANTS = {
  program: 'wantProgram',
  relay: 'wantRelay',
  listen: 'wantListen',
  peer: 'wantPeer',
  target: 'wantTarget',
  call: 'wantCall',
  lookup: 'wantLookup',
  file: 'wantFile',
  'socket-file': 'wantSocketFile',
  capture: 'wantCapture',
} as const satisfies Record<Want['what'], keyof Labels>

/** The question as the box asks it: what exactly would happen, each thing once. What comes from elsewhere can't look like our words. */
export function consentBox({ wants, scenario }: Question, labels: Labels): ConsentBox {
  const kinds = KINDS.filter((kind) => wants.some(({ what }) => what === kind))
  const [only] = kinds
  const message =
    scenario !== undefined
      ? fill(labels.askScenario, { title: cut(visible(scenario), labels, 80) })
      : only !== undefined && kinds.length === 1
        ? labels[ASKS[only]]
        : labels.askSeveral
  const parts = kinds.map((kind) => {
    const these = wants.filter(({ what }) => what === kind)
    return [labels[WANTS[kind]], ...listed(these, labels)].join('\n')
  })
  return {
    message,
    detail: [...parts, labels.consentHolds].join('\n\n'),
    allow: labels.allow,
    cancel: labels.cancel,
  }
}

function listed(wants: readonly Want[], labels: Labels): string[] {
  if (wants.every(({ what }) => what === 'capture')) return []
  const lines = wants.slice(0, LISTED).map((want) => `• ${lineOf(want, labels)}`)
  const more = wants.length - lines.length
  return more > 0 ? [...lines, `• ${fill(labels.andMore, { count: String(more) })}`] : lines
}

function lineOf({ what, value, host, folder, variables }: Want, labels: Labels): string {
  const shown = cut(visible(value), labels)
  if (what === 'listen' || what === 'relay') {
    const reach = isUnspecified(host ?? '') ? labels.reachAll : labels.reachOne
    return `${shown}\n   ${reach}`
  }
  const more = [
    ...(folder === undefined ? [] : [fill(labels.inFolder, { folder: cut(visible(folder), labels) })]),
    ...(variables === undefined
      ? []
      : [fill(labels.withVariables, { variables: cut(visible(variables), labels) })]),
  ]
  return [shown, ...more].join('\n   ')
}

/** The middle is left out, and how long it is is said. */
function cut(text: string, labels: Labels, most = SHOWN): string {
  if (text.length <= most) return text
  const half = most >> 1
  const count = String(text.length - 2 * half)
  return `${text.slice(0, half)} … ${fill(labels.leftOut, { count })} … ${text.slice(-half)}`
}

function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
