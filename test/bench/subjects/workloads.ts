import type net from 'node:net'

/** What is measured, the same for plain Node and for the lab. */
export interface Workload {
  name: string
  unit: string
}

export const WORKLOADS = {
  echo64k: { name: '64 KiB echo', unit: 'MB/s' },
  pingpong: { name: '64 B ping-pong', unit: 'messages/s' },
  deep: { name: '64 B, 64 deep', unit: 'messages/s' },
  openclose: { name: 'open and close', unit: 'connections/s' },
} as const satisfies Record<string, Workload>

export type WorkloadName = keyof typeof WORKLOADS

/** How many messages are on their way at once. */
export const IN_FLIGHT: Record<'echo64k' | 'pingpong' | 'deep', { bytes: number; window: number }> = {
  echo64k: { bytes: 64 * 1024, window: 4 },
  pingpong: { bytes: 64, window: 1 },
  deep: { bytes: 64, window: 64 },
}

/** How many connections are opened and closed side by side. */
export const OPENERS = 8

/** A subject under test: plain Node, or the lab. */
export interface Subject {
  /** Sends messages as `IN_FLIGHT` says to an echo server until `ms` are over; how many bytes came back, per second. */
  echo(size: { bytes: number; window: number }, ms: number): Promise<number>
  /** Opens connections and closes them from the client's side until `ms` are over; how many, per second. */
  openClose(ms: number): Promise<number>
  dispose(): Promise<void>
}

/**
 * Keeps `window` messages on their way and counts what comes back.
 * `send` sends one message; the returned function is to be called with the size of each chunk that has come back.
 */
export function pump(
  { bytes, window }: { bytes: number; window: number },
  ms: number,
  send: () => void,
  done: (bytesPerSecond: number) => void,
): (received: number) => void {
  const start = performance.now()
  let total = 0
  let answered = 0
  for (let i = 0; i < window; i++) send()
  return (received) => {
    total += received
    if (performance.now() - start >= ms) {
      done(total / ((performance.now() - start) / 1000))
      done = () => {}
      return
    }
    for (; answered < Math.floor(total / bytes); answered++) send()
  }
}

/** Runs `one` again and again, `OPENERS` side by side, until `ms` are over; how many times a second. */
export async function repeat(ms: number, one: () => Promise<void>): Promise<number> {
  const start = performance.now()
  let count = 0
  const opener = async () => {
    while (performance.now() - start < ms) {
      await one()
      count++
    }
  }
  await Promise.all(Array.from({ length: OPENERS }, opener))
  return count / ((performance.now() - start) / 1000)
}

export function closed(socket: net.Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()))
}
