import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readPcap, type WireSegment } from './pcap'

/** What tcpdump may hold back before it is asked to end, ms. */
const FLUSH_MS = 300

/** The packets of some ports of lo, written by the system's tcpdump. */
export class Dump {
  private constructor(
    private readonly folder: string,
    private readonly tool: ChildProcess,
  ) {}

  /** Resolves when packets are captured. Throws if this machine has no tcpdump, or no right to use it. */
  static async open(ports: readonly number[]): Promise<Dump> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-dump-'))
    const filter = `tcp and (${ports.map((port) => `port ${port}`).join(' or ')})`
    const options = ['-i', 'lo', '-n', '-U', '--immediate-mode', '-B', '65536', '-s', '128', '--nano']
    const tool = spawn('tcpdump', [...options, '-w', path.join(folder, 'dump'), filter], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    const failed = once(tool, 'error').then(([error]) => Promise.reject(error))
    const listening = new Promise<void>((resolve, reject) => {
      tool.stderr?.on('data', (chunk: Buffer) => {
        said += chunk
        if (said.includes('listening on')) resolve()
      })
      tool.once('exit', () => reject(new Error(`tcpdump has ended: ${said}`)))
    })
    await Promise.race([listening, failed])
    return new Dump(folder, tool)
  }

  /** Ends it, and gives what was captured. */
  async read(): Promise<WireSegment[]> {
    await sleep(FLUSH_MS)
    const ended = once(this.tool, 'exit')
    this.tool.kill('SIGINT')
    await ended
    const file = await readFile(path.join(this.folder, 'dump'))
    await rm(this.folder, { recursive: true })
    return readPcap(file)
  }
}
