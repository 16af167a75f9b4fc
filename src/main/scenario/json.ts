/** JSON for people: what is wrong with a file that isn't, and where. */

export interface JsonProblem {
  message: string
  /** From 1. */
  line: number
  /** From 1, in UTF-16 units. */
  column: number
}

export function parseJson(text: string): { value: unknown } | { problem: JsonProblem } {
  try {
    return { value: JSON.parse(text) }
  } catch {
    // V8's message has a position for some errors only, so the place is looked for here.
    const { offset, message } = findProblem(text)
    const before = text.slice(0, offset).split('\n')
    return { problem: { message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } }
  }
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'next' | 'end'

/** The offset of the first thing that RFC 8259 does not allow. No recursion: nesting may be deep. */
function findProblem(text: string): { offset: number; message: string } {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let at = 0
  const after = (): Expected => (open.length === 0 ? 'end' : 'next')
  for (;;) {
    while (' \t\n\r'.includes(text[at] ?? 'x')) at++
    const char = text[at]
    const inside = open.at(-1)
    if (char === undefined)
      return { offset: at, message: `ends too early; expected ${words(expected, inside)}` }
    const close = inside === '{' ? '}' : ']'
    if (inside && char === close && (expected === 'next' || expected.endsWith(close))) {
      open.pop()
      expected = after()
      at++
    } else if (expected === 'next' && char === ',') {
      expected = inside === '{' ? 'key' : 'value'
      at++
    } else if (expected === ':' && char === ':') {
      expected = 'value'
      at++
    } else if (expected.startsWith('value') && (char === '{' || char === '[')) {
      open.push(char)
      expected = char === '{' ? 'key or }' : 'value or ]'
      at++
    } else if ((expected.startsWith('value') || expected.startsWith('key')) && char === '"') {
      const end = endOfString(text, at)
      if (typeof end !== 'number') return end
      expected = expected.startsWith('key') ? ':' : after()
      at = end
    } else if (expected.startsWith('value')) {
      const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y
      scalar.lastIndex = at
      if (!scalar.test(text)) return { offset: at, message: unexpected(text, at, expected, inside) }
      expected = after()
      at = scalar.lastIndex
    } else {
      return { offset: at, message: unexpected(text, at, expected, inside) }
    }
  }
}

function endOfString(text: string, start: number): number | { offset: number; message: string } {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '"') return at + 1
    if (char < ' ')
      return {
        offset: at,
        message: 'a string has a line break or another control character in it; write it as \\n',
      }
    if (char === '\\') {
      if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 6))) {
        return { offset: at, message: 'unknown escape in a string' }
      }
      at++
    }
  }
  return { offset: start, message: 'this string does not end' }
}

function unexpected(text: string, at: number, expected: Expected, inside: '{' | '[' | undefined): string {
  const word = /[\w.+-]+/y
  word.lastIndex = at
  const found = word.exec(text)?.[0].slice(0, 20) ?? String.fromCodePoint(text.codePointAt(at) ?? 0)
  if (found === '/') return 'JSON has no comments'
  if (found === "'") return 'a string has double quotes in JSON'
  return `unexpected ${JSON.stringify(found)}; expected ${words(expected, inside)}`
}

function words(expected: Expected, inside: '{' | '[' | undefined): string {
  switch (expected) {
    case 'value':
      return 'a value'
    case 'value or ]':
      return 'a value or "]"'
    case 'key':
      return 'a name in double quotes'
    case 'key or }':
      return 'a name in double quotes or "}"'
    case ':':
      return '":"'
    case 'next':
      return inside === '{' ? '"," or "}"' : '"," or "]"'
    case 'end':
      return 'the end of the file'
  }
}
