import type { TcpState } from '../../../shared/tcp/states'

type Paint = (text: string) => string

/** How things look; without colour, every function gives its text back. */
export interface Style {
  strong: Paint
  faint: Paint
  good: Paint
  bad: Paint
  step: Paint
  state(state: TcpState, text?: string): string
}

const STATE_COLOURS: Record<TcpState, number> = {
  LISTEN: 34,
  SYN_SENT: 36,
  SYN_RECEIVED: 36,
  ESTABLISHED: 32,
  FIN_WAIT_1: 33,
  FIN_WAIT_2: 33,
  CLOSE_WAIT: 35,
  CLOSING: 33,
  LAST_ACK: 35,
  TIME_WAIT: 33,
  CLOSED: 90,
}

export function style(colour: boolean): Style {
  const paint =
    (on: number, off: number): Paint =>
    (text) =>
      colour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text
  return {
    strong: paint(1, 22),
    faint: paint(2, 22),
    good: paint(32, 39),
    bad: paint(31, 39),
    step: paint(1, 22),
    state: (state, text = state) => paint(STATE_COLOURS[state], 39)(text),
  }
}

/** Colour when a person looks: a terminal, unless NO_COLOR says no or FORCE_COLOR decides. */
export function wantsColour(stream: { isTTY?: boolean }, env: Record<string, string | undefined>): boolean {
  const forced = env.FORCE_COLOR
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
}
