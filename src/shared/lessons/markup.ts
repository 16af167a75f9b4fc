import { type Source, sourceOf } from './sources'

/** A piece of a lesson's text. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong'; pieces: Piece[] }
  | { kind: 'link'; pieces: Piece[]; key: string; source: Source }
  /** A socket, by the role that it plays: `alice`, `alice@server`. */
  | { kind: 'socket'; role: string }
  /** The port of a role's socket, or a free one, by its word. */
  | { kind: 'port'; of: { role: string } | { word: string } }
  | { kind: 'action'; id: string }

const MARK =
  /`([^`]+)`|\*\*(.+?)\*\*|\[([^\]]+)\]\(([^()\s]+)\)|\{port:([a-z]\w*)\}|\{action\.(\w+)\}|\{([^{}\s]+?)(\.port)?\}/gu

/** Takes a text apart. What looks like markup and is none stays as it is. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  const plain = (part: string) => {
    if (part !== '') pieces.push({ kind: 'text', text: part })
  }
  let end = 0
  for (const match of text.matchAll(MARK)) {
    const piece = pieceOf(match)
    if (!piece) continue
    plain(text.slice(end, match.index))
    pieces.push(piece)
    end = match.index + match[0].length
  }
  plain(text.slice(end))
  return pieces
}

function pieceOf(match: RegExpMatchArray): Piece | undefined {
  const [, code, strong, words = '', key, word, action, role = '', port] = match
  if (code !== undefined) return { kind: 'code', text: code }
  if (strong !== undefined) return { kind: 'strong', pieces: piecesOf(strong) }
  if (key !== undefined) {
    const source = sourceOf(key)
    return source && { kind: 'link', pieces: piecesOf(words), key, source }
  }
  if (word !== undefined) return { kind: 'port', of: { word } }
  if (action !== undefined) return { kind: 'action', id: action }
  return port === undefined ? { kind: 'socket', role } : { kind: 'port', of: { role } }
}
