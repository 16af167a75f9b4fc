import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A TCP segment as tcpdump prints it. Numbers are relative to the first one seen of their sender. */
export interface Seen {
  from: string
  to: string
  /** As of `Segment.flags`. */
  flags: string
  sequence: number
  acknowledgement?: number
  bytes: number
}

/** tcpdump's letters in the order of the header's bits, highest first. */
const LETTERS: Record<string, string> = { W: 'C', E: 'E', U: 'U', '.': 'A', P: 'P', R: 'R', S: 'S', F: 'F' }
const LINE =
  /(\S+) > (\S+): Flags \[([^\]]*)\](?:, cksum[^,]*)?(?:, seq (\d+)(?::\d+)?)?(?:, ack (\d+))?.*, length (\d+)/

/**
 * tcpdump on the loopback interface: what really was on the wire, told by a program that nobody here wrote. It is the
 * judge of what the lab concludes, and shares no code with it.
 */
export class WireWitness {
  readonly seen: Seen[] = []
  readonly #process: ChildProcess
  readonly #first = new Map<string, number>()
  #waiting: { holds: () => boolean; resolve: () => void }[] = []
  #marks = 0
  #marksSeen = 0

  private constructor(
    process: ChildProcess,
    private readonly markPort: number,
  ) {
    this.#process = process
    if (process.stdout) createInterface(process.stdout).on('line', (line) => this.#read(line))
  }

  /** Resolves when it sees everything from or to these TCP ports. */
  static async of(...ports: number[]): Promise<WireWitness> {
    const markPort = 9
    const filter = [`udp dst port ${markPort}`, ...ports.map((port) => `tcp port ${port}`)].join(' or ')
    const options = [
      '-i',
      'lo',
      '-nn',
      '-t',
      '-S',
      '-vv',
      '-l',
      '--immediate-mode',
      '-B',
      '65536',
      '-s',
      '160',
    ]
    const process = spawn('tcpdump', [...options, filter], { stdio: ['ignore', 'pipe', 'pipe'] })
    const said: string[] = []
    await new Promise<void>((resolve, reject) => {
      process.once('error', reject)
      process.once('exit', () => reject(new Error(`tcpdump: ${said.join('\n')}`)))
      if (process.stderr)
        createInterface(process.stderr).on('line', (line) => {
          said.push(line)
          if (line.includes('listening on')) resolve()
        })
    })
    return new WireWitness(process, markPort)
  }

  /** Resolves when what it has seen fits. */
  until(holds: (seen: readonly Seen[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ holds: () => holds(this.seen), resolve })
      this.#settle()
    })
  }

  /** Resolves when it has told everything that was on the wire before this call. */
  async caughtUp(): Promise<void> {
    const mark = ++this.#marks
    const socket = createSocket('udp4')
    socket.send('mark', this.markPort, '127.0.0.1', () => socket.close())
    await new Promise<void>((resolve) => {
      this.#waiting.push({ holds: () => this.#marksSeen >= mark, resolve })
      this.#settle()
    })
  }

  /** Begins anew: what comes next is the first that was seen. */
  forget(): void {
    this.seen.length = 0
    this.#first.clear()
  }

  async dispose(): Promise<void> {
    const exited = once(this.#process, 'exit')
    this.#process.kill('SIGTERM')
    await exited
  }

  #read(line: string): void {
    if (/ > \S+\.9: \[.*UDP|> \S+\.9: UDP/.test(line)) this.#marksSeen++
    const [, from, to, flags, sequence, acknowledgement, bytes] = LINE.exec(line) ?? []
    if (from !== undefined && to !== undefined && flags !== undefined) {
      const letters = [...flags].map((letter) => LETTERS[letter] ?? '?')
      const ordered = [...'CEUAPRSF'].filter((letter) => letters.includes(letter)).join('')
      this.seen.push({
        from,
        to,
        flags: ordered,
        sequence: this.#relative(from, Number(sequence)),
        ...(acknowledgement !== undefined && {
          acknowledgement: this.#relative(to, Number(acknowledgement)),
        }),
        bytes: Number(bytes),
      })
    }
    this.#settle()
  }

  #relative(sender: string, number: number): number {
    const first = this.#first.get(sender) ?? number
    this.#first.set(sender, first)
    return (number - first) >>> 0
  }

  #settle(): void {
    const ready = this.#waiting.filter(({ holds }) => holds())
    this.#waiting = this.#waiting.filter((one) => !ready.includes(one))
    for (const { resolve } of ready) resolve()
  }
}
