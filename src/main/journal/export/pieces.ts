/** Written at a time, characters. */
const PIECE = 65_536

/** Joins lines to pieces that are worth a write. */
export async function* joined(lines: AsyncIterable<string>, size = PIECE): AsyncGenerator<string> {
  let piece = ''
  for await (const line of lines) {
    piece += line
    if (piece.length < size) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}
