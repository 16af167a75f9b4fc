import type { BindCommand, ConfigureCommand } from '../commands'

/** What can't be changed of the sockets that these commands have made, and why. */
const UNCHANGEABLE = {
  listen: { faults: 'answers by itself: only a proxy has faults' },
  proxy: {
    respond: 'is a proxy: its server answers',
    framing: 'is a proxy: it passes on bytes, not messages',
  },
  bind: {
    maxConnections: 'is a UDP socket: it has no connections to be limited',
    framing: 'is a UDP socket: each datagram is a message by itself',
    faults: 'is a UDP socket: only a proxy has faults',
  },
} as const satisfies Record<string, Partial<Record<keyof ConfigureCommand, string>>>

export interface Unfit {
  /** Path of the field of the command, such as `respond.rules.0.then`. */
  field: string
  /** Behind the socket's name: `is a proxy: its server answers`. */
  why: string
}

/** What a `configure` can't change of a socket that was made by this command. */
export function unchangeable(maker: keyof typeof UNCHANGEABLE, command: ConfigureCommand): Unfit[] {
  const fields = Object.entries(UNCHANGEABLE[maker]).flatMap(([field, why]) =>
    command[field as keyof ConfigureCommand] === undefined ? [] : [{ field, why }],
  )
  return maker === 'bind' ? [...fields, ...resettingRules(command)] : fields
}

/** The rules of a datagram socket that would reset a connection. */
export function resettingRules({ respond }: Pick<BindCommand, 'respond'>): Unfit[] {
  return (respond?.rules ?? []).flatMap(({ then }, index) =>
    then === 'reset'
      ? [
          {
            field: `respond.rules.${index}.then`,
            why: 'is a UDP socket: UDP has no RST, so no rule can reset',
          },
        ]
      : [],
  )
}
