import { encodeUtf8 } from '../../../shared/bytes'
import type { Output } from '../../../shared/events'

/** One `output` has so many characters at most. */
export const MAX_OUTPUT = 8192
/** Lines that come within this time of the ones before are told together, ms. */
const TOGETHER_MS = 20
/** What ends without an end of line, as a prompt does, is told when nothing has followed for so long, ms. */
const PROMPT_MS = 40
/** So many bytes a second are told of one program, and so many at once after a while of silence. */
const BYTES_PER_SECOND = 128 * 1024
const BYTES_AT_ONCE = 256 * 1024
/** How often it is told that something is left out, ms. */
const OMITTED_MS = 500

/** What one program may write before some of it is left out: its output must not flood the log. */
export class Allowance {
  #bytes = BYTES_AT_ONCE
  #at: number

  constructor(private readonly now: () => number) {
    this.#at = now()
  }

  /** Whether so many bytes may be told now. */
  take(bytes: number): boolean {
    const now = this.now()
    this.#bytes = Math.min(BYTES_AT_ONCE, this.#bytes + ((now - this.#at) / 1000) * BYTES_PER_SECOND)
    this.#at = now
    if (this.#bytes < bytes) return false
    this.#bytes -= bytes
    return true
  }
}

export interface OutputOptions {
  allowance: Allowance
  /** ms of any monotonic clock. */
  now: () => number
  /** What there is to tell: `text` of MAX_OUTPUT characters at most, and how many bytes before it were left out. */
  tell: (told: Pick<Output, 'text' | 'omitted'>) => void
}

/** Makes lines of what a program writes to one of its streams, as it comes. */
export class OutputLines {
  readonly #options: OutputOptions
  #decoder = new TextDecoder()
  /** Decoded, and not told yet. */
  #text = ''
  /** Bytes left out since the last time something was told. */
  #omitted = 0
  /** What was left out ended within a line: the rest of that is left out, too. */
  #isWithinLine = false
  #toldAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(options: OutputOptions) {
    this.#options = options
  }

  /** False if `chunk` was left out: who goes on reading at full speed has nothing of it. */
  push(chunk: Uint8Array): boolean {
    if (!this.#options.allowance.take(chunk.length)) {
      this.#tell(this.#text.slice(0, this.#lines()))
      // The line that goes on in what is left out.
      this.#leaveOut(encodeUtf8(this.#text).length + chunk.length)
      this.#text = ''
      this.#isWithinLine = chunk.at(-1) !== NEWLINE
      return false
    }
    let rest = chunk
    if (this.#isWithinLine) {
      const end = chunk.indexOf(NEWLINE) + 1
      this.#leaveOut(end === 0 ? chunk.length : end)
      if (end === 0) return true
      this.#isWithinLine = false
      rest = chunk.subarray(end)
    }
    this.#text += this.#decoder.decode(rest, { stream: true })
    this.#tellLines()
    return true
  }

  /** There is no more: tells what is left. */
  end(): void {
    clearTimeout(this.#timer)
    this.#text += this.#decoder.decode()
    if (this.#text !== '' || this.#omitted > 0) this.#tell(this.#text)
  }

  #leaveOut(bytes: number): void {
    // What was cut off here goes on nowhere.
    this.#decoder = new TextDecoder()
    this.#omitted += bytes
    this.#later(OMITTED_MS)
  }

  #tellLines(): void {
    const due = this.#toldAt + TOGETHER_MS - this.#options.now()
    const isLong = this.#text.length >= MAX_OUTPUT
    const lines = this.#lines()
    if (lines > 0 && (due <= 0 || isLong)) this.#tell(this.#text.slice(0, lines))
    else if (isLong) this.#tell(this.#text)
    if (this.#text === '') return
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#later(this.#lines() > 0 ? due : PROMPT_MS)
  }

  /** How many characters of the text are whole lines. */
  #lines(): number {
    return this.#text.lastIndexOf('\n') + 1
  }

  /** Tells the lines that there are by then, or else what has no end of line. */
  #later(ms: number): void {
    this.#timer ??= setTimeout(
      () => {
        this.#tell(this.#text.slice(0, this.#lines() || this.#text.length))
        if (this.#text !== '') this.#later(PROMPT_MS)
      },
      Math.max(1, Math.ceil(ms)),
    )
  }

  /** `text`: the beginning of what is to be told. */
  #tell(text: string): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#text = this.#text.slice(text.length)
    const omitted = this.#omitted
    this.#omitted = 0
    if (text === '' && omitted === 0) return
    this.#toldAt = this.#options.now()
    const [first = '', ...others] = pieces(text)
    this.#options.tell({ text: first, ...(omitted > 0 && { omitted }) })
    for (const piece of others) this.#options.tell({ text: piece })
  }
}

const NEWLINE = 0x0a

/** Cuts a text into pieces of MAX_OUTPUT characters at most, at ends of lines where there are any. */
function pieces(text: string): string[] {
  const cut: string[] = []
  let rest = text
  while (rest.length > MAX_OUTPUT) {
    const line = rest.lastIndexOf('\n', MAX_OUTPUT - 1) + 1
    let end = line > 0 ? line : MAX_OUTPUT
    // Both halves of a surrogate pair, or none.
    if (line === 0 && /[\ud800-\udbff]/.test(rest.charAt(end - 1))) end--
    cut.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  if (rest !== '' || cut.length === 0) cut.push(rest)
  return cut
}
