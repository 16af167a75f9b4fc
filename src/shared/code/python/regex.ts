/**
 * A regular expression of JavaScript's (flags u and s) as one of Python's re (flags re.ASCII and re.DOTALL) that finds the same;
 * undefined where there is none.
 */
export function pythonRegex(source: string): string | undefined {
  let out = ''
  let inClass = false
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at)
    const found = ESCAPE.exec(rest)
    const { piece, length, opens }: Translated = found ? translated(found, inClass) : plain(rest, inClass)
    if (piece === undefined) return undefined
    out += piece
    at += length
    inClass = opens ?? inClass
  }
  return out
}

const ESCAPE =
  /^\\(?:u\{(?<point>[\da-fA-F]+)\}|u(?<high>[dD][89abAB][\da-fA-F]{2})\\u(?<low>[dD][c-fC-F][\da-fA-F]{2})|u(?<unit>[\da-fA-F]{4})|x(?<byte>[\da-fA-F]{2})|c(?<control>[A-Za-z])|(?<nul>0)(?!\d)|(?<other>[\s\S]))/

interface Translated {
  /** Undefined if Python has nothing like it. */
  piece: string | undefined
  /** Of what it stands for. */
  length: number
  /** A class of characters begins, or ends. */
  opens?: boolean
}

function translated(found: RegExpExecArray, inClass: boolean): Translated {
  const { point, high, low, unit, byte, control, nul, other = '' } = found.groups ?? {}
  const digits = point ?? unit ?? byte
  const { length } = found[0]
  if (high !== undefined && low !== undefined) {
    const code = (Number.parseInt(high, 16) - 0xd800) * 0x400 + Number.parseInt(low, 16) - 0xdc00 + 0x10000
    return { piece: character(code), length }
  }
  if (digits !== undefined) return { piece: character(Number.parseInt(digits, 16)), length }
  if (control !== undefined) return { piece: character(control.charCodeAt(0) % 32), length }
  return { piece: nul !== undefined ? character(0) : escaped(other, inClass), length }
}

/** What is no escape. */
function plain(rest: string, inClass: boolean): Translated {
  const char = String.fromCodePoint(rest.codePointAt(0) ?? 0)
  const { length } = char
  if (inClass) {
    if (char === ']') return { piece: ']', length, opens: false }
    // Python warns of what may come to mean sets.
    return { piece: '[&~|'.includes(char) ? `\\${char}` : char, length }
  }
  if (rest.startsWith('[^]')) return { piece: '[\\x00-\\U0010ffff]', length: 3 }
  if (rest.startsWith('[]')) return { piece: '(?!)', length: 2 }
  if (rest.startsWith('[^')) return { piece: '[^', length: 2, opens: true }
  if (char === '[') return { piece: '[', length, opens: true }
  // In Python, $ is found before a last line end, too.
  if (char === '$') return { piece: '\\Z', length }
  if (!rest.startsWith('(?')) return { piece: char, length }
  const named = /^\(\?<([A-Za-z_][A-Za-z0-9_]*)>/.exec(rest)
  if (named) return { piece: `(?P<${named[1]}>`, length: named[0].length }
  // Python's look-behind wants a fixed width, and has other names and modes.
  return { piece: /^\(\?[:=!]/.test(rest) ? char : undefined, length }
}

/** What \s means in JavaScript: white space and line ends of Unicode. */
const SPACES = '\\t\\n\\x0b\\x0c\\r \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff'

function escaped(char: string, inClass: boolean): string | undefined {
  if ('dDwWnrtfv'.includes(char)) return `\\${char}`
  if (char === 's') return inClass ? SPACES : `[${SPACES}]`
  if (char === 'S') return inClass ? undefined : `[^${SPACES}]`
  if (char === 'b') return inClass ? '\\x08' : '\\b'
  if (char === 'B') return inClass ? undefined : '\\B'
  // References to groups mean something else where those took no part; properties of characters are not there at all.
  if (/[A-Za-z0-9]/.test(char)) return undefined
  return `\\${char}`
}

function character(code: number): string {
  const digits = code.toString(16)
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}
