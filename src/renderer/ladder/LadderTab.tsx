import type { RowChoices } from '../messages/rowChoices'

interface Props {
  client: string | undefined
  server: string | undefined
  /** `t` at which the connection's first socket was opened, ms. */
  start: number
  choices: RowChoices
}

/** The segments of a connection, between the lifelines of its two ends. */
export function LadderTab(_props: Props) {
  return null
}
