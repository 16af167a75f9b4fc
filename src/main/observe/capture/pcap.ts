/**
 * The classic pcap format as a stream: a file header, then records (draft-ietf-opsawg-pcap). Either byte order, µs or ns.
 */

/** A packet as the tool wrote it. */
export interface PcapRecord {
  /** Seconds since the epoch, and the ns of the second. */
  seconds: number
  nanoseconds: number
  /** Its length on the wire; `data` may be cut to the snap length. */
  length: number
  /** Valid until the next chunk comes. */
  data: Uint8Array
}

/** What came is no pcap stream, or no longer one: nothing after it can be trusted. */
export class PcapError extends Error {}

const FILE_HEADER = 24
const RECORD_HEADER = 16
const MICRO = 0xa1b2c3d4
const NANO = 0xa1b23c4d
const PCAPNG = 0x0a0d0d0a
/** What a snap length of 0 means to libpcap, and the most that it lets be asked for. */
const MAX_SNAP = 262_144

/** Takes a stream apart, however it is cut into chunks. */
export class PcapReader {
  #rest: Uint8Array = new Uint8Array(0)
  #big = false
  #perUnit = 1000
  #snap = MAX_SNAP
  #link: number | undefined

  /** The link type of all records; undefined until the file header has come. */
  get link(): number | undefined {
    return this.#link
  }

  /** Hands each record that is whole to `take`. Throws PcapError. */
  push(chunk: Uint8Array, take: (record: PcapRecord) => void): void {
    const bytes = this.#rest.length === 0 ? chunk : concat(this.#rest, chunk)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let at = 0
    if (this.#link === undefined) {
      this.#checkMagic(view)
      if (bytes.length < FILE_HEADER) {
        this.#rest = bytes.slice()
        return
      }
      this.#readHeader(view)
      at = FILE_HEADER
    }
    while (bytes.length - at >= RECORD_HEADER) {
      const captured = this.#u32(view, at + 8)
      const length = this.#u32(view, at + 12)
      this.#check(captured, length)
      const end = at + RECORD_HEADER + captured
      if (end > bytes.length) break
      take({
        seconds: this.#u32(view, at),
        nanoseconds: this.#u32(view, at + 4) * this.#perUnit,
        length,
        data: bytes.subarray(at + RECORD_HEADER, end),
      })
      at = end
    }
    // A copy: the chunk's memory is not ours to keep.
    this.#rest = bytes.slice(at)
  }

  /** The stream has ended. Throws PcapError if that was in the middle of a record. */
  end(): void {
    if (this.#rest.length > 0) throw new PcapError(`it ended in the middle of a packet`)
  }

  /** Told from the first bytes that come, so that garbage isn't waited on. */
  #checkMagic(view: DataView): void {
    if (view.byteLength < 4) return
    const magic = view.getUint32(0)
    const swapped = view.getUint32(0, true)
    if (magic === PCAPNG) throw new PcapError('pcapng came where pcap was asked for')
    if (![magic, swapped].some((one) => one === MICRO || one === NANO)) {
      throw new PcapError(`0x${magic.toString(16).padStart(8, '0')} begins no packet capture`)
    }
    this.#big = magic === MICRO || magic === NANO
    this.#perUnit = magic === NANO || swapped === NANO ? 1 : 1000
  }

  #readHeader(view: DataView): void {
    const major = view.getUint16(4, !this.#big)
    if (major !== 2) throw new PcapError(`version ${major} of the capture format is not known`)
    const snap = this.#u32(view, 16)
    this.#snap = snap === 0 || snap > MAX_SNAP ? MAX_SNAP : snap
    // The upper bits tell of a frame check sequence.
    this.#link = this.#u32(view, 20) & 0xffff
  }

  #check(captured: number, length: number): void {
    if (captured > this.#snap) {
      throw new PcapError(`a packet of ${captured} bytes where at most ${this.#snap} were asked for`)
    }
    if (captured > length) throw new PcapError(`a packet of ${length} bytes with ${captured} captured`)
    if (captured < length && captured < this.#snap) {
      throw new PcapError(`a truncated packet: ${captured} of ${length} bytes`)
    }
  }

  #u32(view: DataView, at: number): number {
    return view.getUint32(at, !this.#big)
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
