import { PacketClock } from './clock'
import { Flows } from './flows'
import { Frames } from './frames'
import { Merger, type Sighting } from './merge'
import { decodePacket, LINK_TYPES } from './packet'
import { PcapError, PcapReader } from './pcap'
import type { Order, ReaderOptions, Report, TimedSegment } from './protocol'
import { ToolProcess } from './tool-process'
import { LATENCY_MS, type Tool } from './tools'

/** Segments a second that carry nothing but data or an ACK: more than that, nobody can look at. */
const PER_SECOND = 10_000
/** Their number is kept within bounds in stretches of this, ms. */
const STRETCH_MS = 100
/** How often a tool is asked what the kernel has dropped, ms, while packets come. */
const ASK_MS = 1000
/** A tool that has begun its output and doesn't say that it captures is taken to do so after this, ms. */
const SILENT_MS = 1000
/** How long a tool may take to begin its output, ms. */
const PATIENCE_MS = 5000

interface Running {
  id: number
  tool: Tool
  process: ToolProcess
  pcap: PcapReader
  ready: boolean
  /** It was asked to end: that it does is no failure. */
  leaving: boolean
  /** Until it is ready: how long that may take. */
  silence?: NodeJS.Timeout
  dropped: number
}

/** Runs capture tools and makes segments of what they write. Lives in a thread of its own (worker.ts). */
export class PacketSource {
  readonly #post: (report: Report) => void
  readonly #clock: PacketClock
  readonly #flows = new Flows()
  readonly #perStretch: number
  readonly #running = new Map<number, Running>()
  #out: TimedSegment[] = []
  readonly #frames = new Frames()
  #scheduled = false
  readonly #merger = new Merger()
  /** While two tools see the same: theirs, to be put in order. */
  #held: Sighting[] = []
  #stretch = 0
  #plain = 0
  /** Left out by the limit, and dropped by tools that have ended. */
  #leftOut = 0
  #malformed = 0
  #droppedBefore = 0
  #lost = 0
  #active = false
  #asking: NodeJS.Timeout | undefined
  #finishing = false

  constructor(options: ReaderOptions, post: (report: Report) => void) {
    this.#post = post
    this.#clock = new PacketClock(options.origin)
    this.#perStretch = ((options.perSecond ?? PER_SECOND) * STRETCH_MS) / 1000
  }

  order(order: Order): void {
    if (order.type === 'open') this.#open(order.id, order.tool, order.args)
    else this.#finish(order.now)
  }

  #open(id: number, tool: Tool, args: readonly string[]): void {
    const running = { id, tool, pcap: new PcapReader(), ready: false, leaving: false, dropped: 0 } as Running
    running.process = new ToolProcess(tool, args, {
      data: (chunk) => this.#data(running, chunk),
      said: () => this.#checkReady(running),
      ended: (trouble) => this.#ended(running, trouble),
      dropped: (packets) => {
        running.dropped = packets
        this.#count()
      },
    })
    this.#running.set(id, running)
    running.silence = setTimeout(() => this.#tooLate(running), PATIENCE_MS)
    this.#asking ??= setInterval(() => this.#ask(), ASK_MS)
  }

  #data(running: Running, chunk: Uint8Array): void {
    if (!this.#running.has(running.id)) return
    this.#clock.check()
    try {
      running.pcap.push(chunk, (record) => {
        const decoded = decodePacket(running.pcap.link as number, record.data, record.length)
        if (decoded === 'other') return
        if (decoded === 'malformed') {
          this.#malformed++
          return
        }
        this.#active = true
        const t = this.#clock.at(record.seconds, record.nanoseconds)
        const { length, data } = record
        const packet = { link: running.pcap.link as number, length, data }
        const sighting = { by: running.id, t, header: decoded, packet }
        if (!this.#merger.isNew(sighting, this.#running.size === 1)) return
        if (this.#overlaps) this.#held.push({ ...sighting, packet: { ...packet, data: data.slice() } })
        else this.#tell(sighting)
      })
    } catch (error) {
      if (!(error instanceof PcapError)) throw error
      this.#fail(running, `${running.tool.name} wrote what can't be read: ${error.message}`)
      return
    }
    this.#checkReady(running)
    this.#count()
  }

  #checkReady(running: Running): void {
    const { link } = running.pcap
    if (running.ready || link === undefined || !this.#running.has(running.id)) return
    if (!LINK_TYPES.includes(link)) {
      this.#fail(running, `${running.tool.name} writes packets of the unknown link type ${link}`)
      return
    }
    if (running.process.says) {
      this.#ready(running)
      return
    }
    clearTimeout(running.silence)
    running.silence = setTimeout(() => this.#ready(running), SILENT_MS)
  }

  #tooLate(running: Running): void {
    if (this.#running.has(running.id)) this.#fail(running, `${running.tool.name} does not begin to capture`)
  }

  #ready(running: Running): void {
    if (running.ready || !this.#running.has(running.id)) return
    clearTimeout(running.silence)
    running.ready = true
    this.#post({ type: 'ready', id: running.id })
    for (const older of this.#running.values()) {
      if (older.id < running.id) this.#letGo(older)
    }
    if (this.#finishing) this.#letGo(running)
  }

  /** Ends a tool as soon as it has written what it may still have. */
  #letGo(running: Running, wait = LATENCY_MS[running.tool.name]): void {
    if (running.leaving) return
    running.leaving = true
    setTimeout(() => running.process.stop(), running.ready ? wait : 0)
  }

  #ended(running: Running, trouble: string): void {
    if (!this.#running.has(running.id)) return
    if (!running.leaving) {
      const how = running.ready ? `has ended${midway(running.pcap)}` : 'could not capture'
      this.#fail(running, `${running.tool.name} ${how}${trouble === '' ? '' : `: ${trouble}`}`)
      return
    }
    this.#gone(running)
  }

  #fail(running: Running, trouble: string): void {
    running.leaving = true
    running.process.stop()
    this.#gone(running)
    this.#flush()
    this.#post({ type: 'failed', id: running.id, trouble })
  }

  #gone(running: Running): void {
    const overlapped = this.#overlaps
    this.#running.delete(running.id)
    clearTimeout(running.silence)
    this.#droppedBefore += running.dropped
    if (overlapped && !this.#overlaps) this.#release()
    this.#count()
    this.#finishIfDone()
  }

  /** True while more than one tool writes: what they see is told when one of them alone is left. */
  get #overlaps(): boolean {
    let writing = 0
    for (const { pcap } of this.#running.values()) if (pcap.link !== undefined) writing++
    return writing > 1
  }

  #release(): void {
    const held = this.#held
    this.#held = []
    for (const sighting of held.sort((a, b) => a.t - b.t)) this.#tell(sighting)
  }

  #tell({ t, header, packet: { link, length, data } }: Sighting): void {
    const segment = this.#flows.take(header)
    if (!segment.tells && !this.#hasRoom(t)) {
      this.#leftOut++
      return
    }
    const packet = {
      link,
      bytes: length,
      at: this.#frames.add(data),
      kept: data.length,
      headers: header.payloadAt,
    }
    this.#out.push({ ...segment, t, packet })
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => this.#flush())
  }

  #hasRoom(t: number): boolean {
    const stretch = Math.floor(t / STRETCH_MS)
    if (stretch !== this.#stretch) {
      this.#stretch = stretch
      this.#plain = 0
    }
    this.#plain++
    return this.#plain <= this.#perStretch
  }

  #flush(): void {
    this.#scheduled = false
    if (this.#out.length === 0) return
    const segments = this.#out
    this.#out = []
    this.#post({ type: 'segments', segments, frames: this.#frames.take() })
  }

  /** What the kernel dropped shows in the sequence numbers, too, as far as it was acknowledged. */
  #count(): void {
    let dropped = this.#droppedBefore
    for (const running of this.#running.values()) dropped += running.dropped
    const lost = Math.max(dropped, this.#flows.missing) + this.#leftOut + this.#malformed
    if (lost === this.#lost) return
    this.#lost = lost
    this.#post({ type: 'lost', segments: lost })
  }

  #ask(): void {
    if (!this.#active) return
    this.#active = false
    for (const { process, ready } of this.#running.values()) if (ready) process.askForDrops()
  }

  #finish(now: boolean): void {
    this.#finishing = true
    for (const running of this.#running.values()) {
      if (now) this.#letGo(running, 0)
      else if (running.ready) this.#letGo(running)
    }
    this.#finishIfDone()
  }

  #finishIfDone(): void {
    if (!this.#finishing || this.#running.size > 0) return
    clearInterval(this.#asking)
    this.#flush()
    this.#post({ type: 'finished' })
  }
}

function midway(pcap: PcapReader): string {
  try {
    pcap.end()
    return ' by itself'
  } catch {
    return ' in the middle of a packet'
  }
}
