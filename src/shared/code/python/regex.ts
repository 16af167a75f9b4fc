/**
 * A regular expression of JavaScript's (flags u and s) as one of Python's re (flags re.ASCII and re.DOTALL) that finds the same;
 * undefined where there is none.
 */
export function pythonRegex(source: string): string | undefined {
  let out = ''
  let inClass = false
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at)
    const escape = /^\\(?:u\{([0-9a-fA-F]+)\}|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|c([A-Za-z])|(0)(?!\d)|([\s\S]))/.exec(rest)
    if (escape) {
      const [whole, point, high, low, unit, byte, control, nul, other = ''] = escape
      const code =
        point !== undefined
          ? Number.parseInt(point, 16)
          : high !== undefined && low !== undefined
            ? (Number.parseInt(high, 16) - 0xd800) * 0x400 + Number.parseInt(low, 16) - 0xdc00 + 0x10000
            : unit !== undefined
              ? Number.parseInt(unit, 16)
              : byte !== undefined
                ? Number.parseInt(byte, 16)
                : control !== undefined
                  ? control.charCodeAt(0) % 32
                  : nul !== undefined
                    ? 0
                    : undefined
      const piece = code !== undefined ? character(code) : escaped(other, inClass)
      if (piece === undefined) return undefined
      out += piece
      at += whole.length
      continue
    }
    const char = String.fromCodePoint(source.codePointAt(at) ?? 0)
    at += char.length
    if (inClass) {
      if (char === ']') inClass = false
      // Python warns of what may come to mean sets.
      out += '[&~|'.includes(char) ? `\\${char}` : char
    } else if (rest.startsWith('[^]')) {
      out += '[\\x00-\\U0010ffff]'
      at += 2
    } else if (rest.startsWith('[]')) {
      out += '(?!)'
      at += 1
    } else if (rest.startsWith('[^')) {
      inClass = true
      out += '[^'
      at += 1
    } else if (char === '[') {
      inClass = true
      out += '['
    } else if (char === '$') out += '\\Z'
    else if (char === '(' && rest.startsWith('(?')) {
      const named = /^\(\?<([A-Za-z_][A-Za-z0-9_]*)>/.exec(rest)
      if (named) {
        out += `(?P<${named[1]}>`
        at += named[0].length - 1
      } else if (/^\(\?[:=!]/.test(rest)) out += char
      // Python's look-behind wants a fixed width, and has other names and modes.
      else return undefined
    } else out += char
  }
  return out
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
