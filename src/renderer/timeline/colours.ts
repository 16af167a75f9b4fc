import type { OtherTransport } from '../../shared/events'
import { TCP_STATES, type TcpState } from '../../shared/tcp/states'

/** What a canvas needs of the theme: it knows no variables of CSS. */
export interface Colours {
  states: Record<TcpState, string>
  surface: string
  sunken: string
  hover: string
  selected: string
  line: string
  lineStrong: string
  text: string
  text2: string
  text3: string
  accent: string
  danger: string
  warning: string
  past: string
  /** Of sockets that have no states. */
  lives: Record<OtherTransport, string>
  font: string
}

let colours: Colours | undefined
const dark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()
dark.addEventListener('change', () => {
  colours = undefined
  for (const listener of [...listeners]) listener()
})

/** Calls `listener` when the theme is another. Returns the way to stop. */
export function onColours(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The colours of the theme, from tokens.css. */
export function coloursNow(): Colours {
  colours ??= read()
  return colours
}

function read(): Colours {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    states: Object.fromEntries(TCP_STATES.map((state) => [state, token(`state-${state}`)])) as Record<
      TcpState,
      string
    >,
    surface: token('surface'),
    sunken: token('sunken'),
    hover: token('hover'),
    selected: token('selected'),
    line: token('line'),
    lineStrong: token('line-strong'),
    text: token('text'),
    text2: token('text-2'),
    text3: token('text-3'),
    accent: token('focus'),
    danger: token('danger'),
    warning: token('warning'),
    past: token('past'),
    lives: { udp: token('datagram'), unix: token('unix') },
    font: token('font-ui'),
  }
}
