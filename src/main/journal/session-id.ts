import { randomBytes } from 'node:crypto'

/** A name for a session, and for its folder: when it began (UTC), so that names sort by time, and something by chance. */
export function sessionId(startedAt: Date): string {
  const time = startedAt.toISOString().slice(0, 19).replaceAll(':', '-')
  return `${time}-${randomBytes(2).toString('hex')}`
}
