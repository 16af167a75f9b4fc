import { execFileSync } from 'node:child_process'

/** Runs a part of this program in a process of its own, and gives what it prints, as JSON. */
export function apart<Measured>(part: string, ...args: string[]): Measured {
  const words = ['--expose-gc', process.argv[1] as string, part, ...args]
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  return JSON.parse(
    execFileSync(process.execPath, words, { encoding: 'utf8', stdio: [...stdio] }),
  ) as Measured
}
