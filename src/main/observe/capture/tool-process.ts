import { type ChildProcess, spawn } from 'node:child_process'
import { type Guard, guard } from '../../guard'
import type { ToolName } from './tools'

export interface ToolEvents {
  data(chunk: Uint8Array): void
  /** It has ended: `trouble` says what it complained of last. */
  ended(trouble: string): void
  /** It has said something on its standard error. */
  said(): void
  /** It says that the kernel has dropped so many packets so far. */
  dropped(packets: number): void
}

/** Most of what a tool says on its standard error that is kept, characters. */
const KEPT_TEXT = 4000
/** How long a tool may take to end when it is asked to, ms. */
const PATIENCE_MS = 2000

/** A capture tool that runs. */
export class ToolProcess {
  readonly #child: ChildProcess
  readonly #tool: ToolName
  #said = ''
  #lastWords: NodeJS.Timeout | undefined
  #guard: Guard | undefined
  #ended = false

  constructor(tool: { name: ToolName; path: string }, args: readonly string[], events: ToolEvents) {
    this.#tool = tool.name
    this.#child = spawn(tool.path, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
      windowsHide: true,
    })
    const end = () => {
      if (this.#ended) return
      this.#ended = true
      clearTimeout(this.#lastWords)
      void this.#guard?.dismiss()
      events.ended(lastLine(this.#said))
    }
    this.#child.stdout?.on('data', (chunk: Buffer) => events.data(chunk))
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-KEPT_TEXT)
      const packets = droppedPackets(this.#said)
      if (packets !== undefined) events.dropped(packets)
      events.said()
    })
    this.#child.on('error', (error) => {
      this.#said += `\n${error.message}\n`
      // One that could not be started has no streams that would close.
      if (this.#child.pid === undefined) end()
    })
    this.#child.on('close', end)
    // With nobody to write to, it would notice only at its next packet, which may never come.
    if (this.#child.pid !== undefined) this.#guard = guard(`${this.#child.pid}`)
  }

  /**
   * True once it says that it captures. tcpdump writes the header of its output before it gives up its privileges, which can
   * still fail.
   */
  get says(): boolean {
    return this.#tool === 'dumpcap' || this.#said.includes('listening on')
  }

  /** Asks for its count of dropped packets, where it can be asked. */
  askForDrops(): void {
    if (this.#tool !== 'tcpdump' || this.#ended) return
    if (process.platform === 'linux') this.#child.kill('SIGUSR1')
    else if (process.platform === 'darwin') this.#child.kill('SIGINFO')
  }

  /** Lets it write what it still has, and end. */
  stop(): void {
    if (this.#ended || this.#lastWords) return
    this.#child.kill('SIGINT')
    this.#lastWords = setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE_MS)
  }
}

/** What a tool said last of packets that never came to it. */
export function droppedPackets(said: string): number | undefined {
  const counts = [
    ...said.matchAll(/(\d+) packets? dropped by kernel/g),
    ...said.matchAll(/received\/dropped on interface .*: \d+\/(\d+)/g),
  ]
  const newest = counts.at(-1)?.[1]
  return newest === undefined ? undefined : Number(newest)
}

/** The line that tells what went wrong, without the counts that a tool ends with. */
function lastLine(said: string): string {
  const lines = said.split(/[\r\n]+/).map((line) => line.trim())
  const telling = lines.filter(
    (line) =>
      line !== '' &&
      !/^\d+ packets? |^Packets |^File: |^Capturing on|listening on |data link type/.test(line),
  )
  return (telling[0] ?? '').replace(/^(tcpdump|dumpcap): /, '')
}
