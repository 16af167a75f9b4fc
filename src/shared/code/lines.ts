import { visible } from '../bytes'
import type { CodeLine } from './program'

/** Writes a program line by line. */
export class Lines {
  readonly lines: CodeLine[] = []
  #depth = 0

  /** `indent`: what one level of it is; `comment`: what begins a comment. */
  constructor(
    private readonly indent: string,
    private readonly commentMark: string,
  ) {}

  /** A line, and the events that it caused. */
  put(text: string, seqs: readonly number[] = []): void {
    this.lines.push({
      text: text === '' ? '' : this.indent.repeat(this.#depth) + text,
      seqs: [...seqs].sort((a, b) => a - b),
    })
  }

  /** A line in front of one that was put before, as deep as now. */
  insert(index: number, text: string, seqs: readonly number[] = []): void {
    this.put(text, seqs)
    this.lines.splice(index, 0, ...this.lines.splice(-1))
  }

  /** Whatever is in it, it stays one line and a comment. */
  comment(text: string, seqs?: readonly number[]): void {
    this.put(`${this.commentMark} ${visible(text)}`.trimEnd(), seqs)
  }

  /** What comes behind code on its line. */
  remark(text: string): string {
    return `  ${this.commentMark} ${visible(text)}`
  }

  blank(count = 1): void {
    for (let i = 0; i < count; i++) this.put('')
  }

  /** A line, and below it what belongs to it; `close` ends it. */
  block(head: string, seqs: readonly number[], body: () => void, close?: string): void {
    this.put(head, seqs)
    this.inside(body)
    if (close !== undefined) this.put(close)
  }

  inside(body: () => void): void {
    this.#depth++
    body()
    this.#depth--
  }
}
