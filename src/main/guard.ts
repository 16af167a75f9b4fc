import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Guard {
  /** It is needed no more. Resolves when it has ended. */
  dismiss(): Promise<void>
}

/**
 * Ends another process when this one is gone, even if it was killed: what the guard reads from has no other end then. Its own
 * session keeps it from what a terminal sends to this process and all of its kind. On Windows there is none, and no need for
 * one: libuv puts what it starts into a job that ends with this process.
 * `how`: the words of kill(1) that end it, such as `-s KILL -- -1234` (dash takes no other form for a group).
 */
export function guard(...how: string[]): Guard | undefined {
  if (process.platform === 'win32') return undefined
  const child = spawn('/bin/sh', ['-c', 'read -r _; kill "$@"', 'guard', ...how], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  child.on('error', () => {})
  child.stdin?.on('error', () => {})
  return {
    async dismiss() {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      // Not by the end of its input: that is what it waits for.
      child.kill('SIGKILL')
      await ended
    },
  }
}
