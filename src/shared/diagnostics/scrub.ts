/**
 * Takes out of the program's own log what is nobody's business: paths, names of files, addresses other than loopback, names of
 * hosts and people, and whatever was quoted, since that may be a message. Rather too much than too little: of a line that can't be
 * understood nothing is kept.
 */

/** What identifies the person and the machine, literally. */
export interface Private {
  /** The person's folder. */
  home: string
  /** The program's own folder: what is in there is the same everywhere. */
  app: string
  user: string
  host: string
}

/** Longest line, characters. */
const LONGEST = 240
/** How an entry of the log begins: `[2026-01-31 12:34:56.789] [error]`. */
const ENTRY = /^(\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\] \[\w+\])\s*/
/** A line of a stack: `at Feed.show (file:///…/index.js:12:3)`, `at async file:///…/index.js:12:3`. */
const FRAME =
  /^\s*at (?:(?:async |new )*([\w$.<>#]+(?: \[as [\w$.<>#]+\])?) )?(?:async )?\(?([^()]+:\d+|<anonymous>|native)\)?$/
/** What Node adds to an error, of which only these say nothing of anybody. */
const DETAIL = /^\s*(?:errno: -?\d+|code: '[A-Z][A-Z0-9_]+'|syscall: '[a-z]+'),?$/

/** The newest `count` lines of a log, without what is private. */
export function scrubLog(text: string, count: number, known: Private): string[] {
  const lines: string[] = []
  let left = 0
  const say = (line: string | undefined) => {
    if (line === undefined) {
      left++
      return
    }
    if (left > 0) lines.push(`    … (${left})`)
    left = 0
    lines.push(line)
  }
  for (const line of text.split(/\r?\n/)) if (line.trim() !== '') say(scrubLine(line, known))
  say('')
  lines.pop()
  return lines.slice(-count)
}

/** One line; undefined where nothing of it can be kept. */
export function scrubLine(line: string, known: Private): string | undefined {
  const [head = '', stamp] = ENTRY.exec(line) ?? []
  if (stamp !== undefined) return `${stamp} ${scrubText(line.slice(head.length), known)}`.slice(0, LONGEST)
  const frame = FRAME.exec(line)
  if (frame) return ['    at', frame[1], place(frame[2] ?? '', known)].filter(Boolean).join(' ')
  // Whatever else goes on over lines is an error's message, or what somebody has dumped.
  return DETAIL.test(line) ? line.trimEnd() : undefined
}

/** A sentence that the program, Node or the system has said. */
export function scrubText(text: string, known: Private): string {
  let said = text.slice(0, 4 * LONGEST)
  said = said
    .replace(/<Buffer[^>]*>?/g, '<bytes>')
    .replace(/"(?:[^"\\]|\\.)*"?/g, '"…"')
    .replace(/[“”„‘`«][^“”’`»]*[”’`»]?/g, '“…”')
    .replace(/(^|[\s([=:,])'(?:[^'\\]|\\.|'(?=\w))*'?/g, "$1'…'")
  said = literally(said, known.app, '<app>')
  said = literally(said, known.home, '~')
  said = said
    .replace(/\bapp:\/\/lab\//g, '<window>/')
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S*/gi, '<url>')
    // To the end of the clause: names of folders have spaces in them.
    .replace(/<(?:app|window)>[\\/]([\w./\\@-]*)/g, (_whole, inside) => `<app>/${inside}`)
    .replace(/~[\\/][^:;,()<>|"]*/g, '~/<path> ')
    .replace(/(?<![\w>~/\\])(?:[a-z]:|\\)?[\\/](?=[^\s\\/])[^:;,()<>|"]*/gi, '<path> ')
    .replace(/\S+@\S+/g, '<name>')
    .replace(/\b(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)\s+[^\s<]\S*/g, '$1 <host>')
  said = withoutAddresses(said)
  said = word(word(said, known.host, '<host>'), known.user, '<user>')
  return said
    .replace(/(?<![\w<./-])(?:[\p{L}\d_-]+\.)+\p{L}{2,}(?![\w/])/giu, '<host>')
    .replace(/\b[0-9a-f]{12,}\b/gi, '<hex>')
    .replace(/[^\P{C}\t]/gu, '·')
    .trimEnd()
}

/** Where in the program's own files, or in Node's, a stack's line is; of other files only that they are there. */
function place(text: string, { app }: Private): string {
  const inside = /^(?:node:[\w/.-]+|<anonymous>|native)(?::\d+)*$/.exec(text)?.[0]
  if (inside !== undefined) return `(${inside})`
  const plain = decoded(text)
    .replace(/^file:\/+(?=[a-z]:)/i, '')
    .replace(/^file:\/\//, '')
  const own = literally(plain.replace(/^app:\/\/lab\//, '<app>/'), app, '<app>').replaceAll('\\', '/')
  if (/^<app>\/[\w./@-]+(?::\d+)*$/.test(own)) return `(${own})`
  return `(<path>${/(?::\d+){1,2}$/.exec(text)?.[0] ?? ''})`
}

function decoded(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

/** Loopback and wildcard addresses say nothing of anybody; IPv6 with a zone, IPv4 within IPv6, and MAC addresses among the others. */
export function withoutAddresses(text: string): string {
  return text
    .replace(/(?<![\w:.])[0-9a-f:]*:(?:\d+\.\d+\.\d+\.\d+|[0-9a-f]*)(?:%[\w.-]+)?(?![\w])/gi, (found) => {
      const colons = found.split(':').length - 1
      const isAddress = found.includes('::') ? /[0-9a-f]|^::$/i.test(found) : colons === 7 || colons === 5
      return isAddress && !isHarmless6(found) ? '<address>' : found
    })
    .replace(/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)/g, (found) =>
      found.startsWith('127.') || found === '0.0.0.0' ? found : '<address>',
    )
}

function isHarmless6(text: string): boolean {
  // With a port, as Node writes it.
  return /^::1?(?::\d+)?$|^::ffff:(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0)$/i.test(text)
}

/** Every `what`, with either kind of slash and in either case. */
function literally(text: string, what: string, instead: string): string {
  if (what.length < 2) return text
  const source = what
    .replace(/[\\/]+$/, '')
    .split(/[\\/]/)
    .map((part) => part.replace(/[.*+?^${}()|[\]]/g, '\\$&'))
    .join('[\\\\/]+')
  return text.replace(new RegExp(`${source}(?![\\w-])`, 'gi'), instead)
}

/** A name as a word of its own. */
function word(text: string, name: string, instead: string): string {
  if (name.length < 2) return text
  const source = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  return text.replace(new RegExp(`(?<![\\p{L}\\d<])${source}(?![\\p{L}\\d>])`, 'giu'), instead)
}
