import type { Act } from '../../shared/lessons/lesson'

/** The socket that an act is done to, by its role; undefined for one that makes something. */
export function socketOf({ commands: [command], of }: Pick<Act, 'commands' | 'of'>): string | undefined {
  if (of !== undefined) return of
  if (!command) return undefined
  const reference = 'socket' in command ? command.socket : 'from' in command ? command.from : undefined
  return typeof reference === 'string' ? reference : undefined
}
