import type { Act } from '../../shared/lessons/lesson'

/** The socket that an act is done to, by its role; undefined for one that makes something. */
export function socketOf({ commands, of }: Pick<Act, 'commands' | 'of'>): string | undefined {
  if (of !== undefined) return of
  const command = commands.find(({ do: what }) => what !== 'wait')
  if (!command) return undefined
  const reference = 'socket' in command ? command.socket : 'from' in command ? command.from : undefined
  return typeof reference === 'string' ? reference : undefined
}
