import { visible } from '../bytes'
import { Lines } from './lines'
import type { CodeLine, CodeLocale, Language, Program } from './program'
import type { AnyStory, StoryNote } from './story/story'
import { type Note, type Words, wordsOf } from './words'

/** What differs between languages in how a program is put together. */
export interface Style {
  language: Language
  ending: string
  indent: string
  comment: string
  /** How it is started, with the name of its file and its argument. */
  run: (file: string, argument: string) => string
  /** What stands above all comments. */
  first?: string
}

/** A program while it is written: what it needs is known only when it is. */
export class Draft {
  readonly words: Words
  readonly body: Lines
  readonly imports = new Set<string>()
  readonly helpers = new Set<string>()
  readonly #notes = new Set<string>()
  readonly #intro: string[] = []

  constructor(
    readonly style: Style,
    readonly story: AnyStory,
    locale: CodeLocale,
  ) {
    this.words = wordsOf(locale)
    this.body = new Lines(style.indent, style.comment)
    for (const note of story.notes) this.leave(note)
  }

  /** Says at its head what can't be told there. */
  leave(note: Note | StoryNote): void {
    this.#notes.add(this.words.notes[note])
  }

  /** Is said at its head. */
  intro(text: string): void {
    this.#intro.push(text)
  }

  /** Says how to make a certificate, unless it is in a file. */
  certificate(cert: string | undefined): void {
    if (cert !== undefined && !cert.includes('-----BEGIN')) return
    this.intro(this.words.certificate)
    this.intro('    openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 30 \\')
    this.intro('      -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1')
  }

  /** Another piece of text in the same style. */
  lines(): Lines {
    return new Lines(this.style.indent, this.style.comment)
  }

  /** All of it: a head, then `parts` in their order. */
  program(...parts: readonly Lines[]): Program {
    const { style, words } = this
    const file = `${fileName(this.story)}${style.ending}`
    const head = this.lines()
    if (style.first !== undefined) head.put(style.first)
    for (const text of this.#intro) head.comment(text)
    head.comment(words.madeBy)
    head.comment('')
    head.comment(`    ${style.run(file, 'path' in this.story.address ? 'PATH' : 'PORT')}`)
    const notes = [...this.#notes].map(visible)
    if (notes.length > 0) {
      head.comment('')
      head.comment(words.leftOut)
      for (const note of notes) head.comment(`- ${note}`)
    }
    const lines: CodeLine[] = []
    for (const part of [head, ...parts]) {
      if (part.lines.length === 0) continue
      if (lines.length > 0) lines.push({ text: '', seqs: [] })
      lines.push(...part.lines)
    }
    return { language: style.language, file, lines, notes }
  }
}

/** Of letters that every file system and shell takes as they are. */
function fileName({ label, kind }: AnyStory): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/^[_-]+|[_-]+$/g, '')
    .slice(0, 40)
  return plain === '' ? kind : plain
}
