/** SVG as text. What is put in is escaped here and nowhere else: names and bytes come from anywhere. */

/** A piece of SVG that is well-formed by itself. */
export type Svg = string & { readonly __svg: unique symbol }

export type Attributes = Record<string, string | number | undefined>

export function element(
  name: string,
  attributes: Attributes = {},
  ...children: readonly (Svg | string)[]
): Svg {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(typeof value === 'number' ? round(value) : value)}"`],
  )
  const inner = children.join('')
  return (
    inner === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${inner}</${name}>`
  ) as Svg
}

/** Text between tags. */
export function text(value: string): Svg {
  return escaped(value) as Svg
}

export function group(attributes: Attributes, ...children: readonly Svg[]): Svg {
  return element('g', attributes, ...children)
}

/** Several pieces as one. */
export function together(pieces: readonly Svg[]): Svg {
  return pieces.join('\n') as Svg
}

interface Picture {
  width: number
  height: number
  /** As in `zh-CN`. */
  language: string
  title: string
  /** What is in it, for who doesn't see it. */
  description: string
}

/** A whole file: it needs nothing of the program, and nothing of a network. */
export function svgDocument(
  { width, height, language, title, description }: Picture,
  content: readonly Svg[],
): string {
  const root = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      'xml:lang': language,
      lang: language,
      width: Math.ceil(width),
      height: Math.ceil(height),
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      role: 'img',
      'aria-labelledby': 'title desc',
      'font-family': SANS,
      'font-size': 12,
    },
    '\n',
    element('title', { id: 'title' }, text(title)),
    '\n',
    element('desc', { id: 'desc' }, text(description)),
    '\n',
    together(content),
    '\n',
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}

/** Generic families last, so that each machine has one. */
export const SANS = 'system-ui, Helvetica, Arial, sans-serif'
export const MONO = 'ui-monospace, Menlo, Consolas, monospace'

function escaped(value: string): string {
  return (
    value
      // XML 1.0 has no way to write these.
      .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  )
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100)
}
