/** Room for what is written without looking how much there is left, bytes: some numbers, and the words between them. */
const MARGIN = 1024
/** Integers up to this one are written digit by digit. */
const MAX_DIGITS = 2 ** 31 - 1
/** A quote, a backslash, and what is no printable ASCII stands for something else in JSON. */
const [FIRST, LAST, QUOTE, BACKSLASH] = [0x20, 0x7e, 0x22, 0x5c]
const [ZERO, DOT] = [0x30, 0x2e]
const HEX = Buffer.from('0123456789abcdef')

/**
 * Bytes that are put one behind the other until they are written, in memory that is used again. Text goes straight into it:
 * strings would have to be made, joined, looked through and converted, which takes several times as long.
 */
export class Filling {
  #buffer: Buffer
  #length = 0

  /** `size`: what it has room for without growing, bytes. */
  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafeSlow(size + MARGIN)
  }

  /** How many bytes there are. */
  get length(): number {
    return this.#length
  }

  /** All of them, or those from `start` on. Valid until the next ones are put. */
  bytes(start = 0): Buffer {
    return this.#buffer.subarray(start, this.#length)
  }

  put(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#buffer.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** Takes back all but the first `length`. */
  cut(length: number): void {
    this.#length = length
  }

  clear(): void {
    this.#length = 0
  }

  /** A few dozen bytes, one by one: that is quicker than to ask for them to be copied. */
  short(bytes: Uint8Array): void {
    const count = bytes.length
    this.#room(count)
    const buffer = this.#buffer
    const at = this.#length
    for (let i = 0; i < count; i++) buffer[at + i] = bytes[i] as number
    this.#length = at + count
  }

  text(text: string): void {
    // Three bytes of UTF-8 are the most that a UTF-16 unit takes.
    this.#room(3 * text.length)
    this.#length += this.#buffer.write(text, this.#length)
  }

  /** As JSON has it. */
  number(value: number): void {
    if (value >= 0 && value <= MAX_DIGITS) {
      const whole = Math.trunc(value)
      if (whole === value) {
        this.#digits(whole)
        return
      }
      // Times have three places.
      const thousandths = Math.round((value - whole) * 1000)
      if (thousandths < 1000 && whole + thousandths / 1000 === value) {
        this.#digits(whole)
        this.#places(thousandths)
        return
      }
    }
    this.text(String(value))
  }

  /** 8 hex digits. */
  hex(value: number): void {
    const buffer = this.#buffer
    let at = this.#length
    for (let shift = 28; shift >= 0; shift -= 4) buffer[at++] = HEX[(value >>> shift) & 15] as number
    this.#length = at
    this.#room(0)
  }

  /** Whether `bytes` are printable ASCII that needs no escapes; only then they are put, in quotes. */
  plain(bytes: Uint8Array): boolean {
    const count = bytes.length
    this.#room(count + 2)
    const buffer = this.#buffer
    let at = this.#length
    buffer[at++] = QUOTE
    for (let i = 0; i < count; i++) {
      const byte = bytes[i] as number
      if (byte < FIRST || byte > LAST || byte === QUOTE || byte === BACKSLASH) return false
      buffer[at++] = byte
    }
    buffer[at++] = QUOTE
    this.#length = at
    return true
  }

  #digits(value: number): void {
    const buffer = this.#buffer
    let count = 1
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) count++
    const start = this.#length
    for (let at = start + count - 1, rest = value; at >= start; at--) {
      const tenth = (rest / 10) | 0
      buffer[at] = ZERO + rest - 10 * tenth
      rest = tenth
    }
    this.#length = start + count
    this.#room(0)
  }

  /** Of a fraction, without the zeros at its end. */
  #places(thousandths: number): void {
    const buffer = this.#buffer
    const hundreds = (thousandths / 100) | 0
    const tens = ((thousandths / 10) | 0) - 10 * hundreds
    const ones = thousandths % 10
    buffer[this.#length++] = DOT
    buffer[this.#length++] = ZERO + hundreds
    if (tens === 0 && ones === 0) return
    buffer[this.#length++] = ZERO + tens
    if (ones !== 0) buffer[this.#length++] = ZERO + ones
  }

  /** Has room for `count` bytes, and the margin behind them. */
  #room(count: number): void {
    if (this.#length + count + MARGIN <= this.#buffer.length) return
    const larger = Buffer.allocUnsafeSlow(2 * (this.#length + count + MARGIN))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }
}
