/** What lines of events.ndjson (line.ts) are made of besides what is different in each, as bytes. */

export const [SEQ, T, SOCKET, CAUSE, BYTES, OFFSET, INDEX, QUEUED, REMOTE, PEER_NAME] = bytesOf(
  '{"seq":',
  ',"t":',
  ',"socket":',
  ',"cause":',
  ',"bytes":',
  ',"offset":',
  ',"index":',
  ',"queued":',
  ',"remote":',
  ',"peer":',
)
export const [SENT, RECEIVED, STATE, ENDED, CLOSED, FINISHED] = bytesOf(
  ',"kind":"sent"',
  ',"kind":"received"',
  ',"kind":"state"',
  ',"kind":"ended"',
  ',"kind":"closed"',
  ',"kind":"finished"',
)
export const [FROM, TO, PROVENANCE, T_MIN, T_MAX, CONFIDENCE, ALTERNATIVES, BECAUSE, RULE, SUPERSEDES] =
  bytesOf(
    ',"from":',
    ',"to":',
    ',"provenance":',
    ',"tMin":',
    ',"tMax":',
    ',"confidence":',
    ',"alternatives":',
    ',"because":[',
    '],"rule":',
    ',"supersedes":',
  )
export const [ASKED, DO, BY, FACTS, DEFERRED] = bytesOf(
  ',"kind":"asked","command":',
  '{"do":',
  ',"by":',
  ',"facts":',
  ',"deferred":true',
)
export const [HAD_ERROR, HAD_NO_ERROR, PHASE_SENT, PHASE_QUEUED, WRITTEN, UNSENT, READ, PEER] = bytesOf(
  ',"hadError":true',
  ',"hadError":false',
  ',"phase":"sent","facts":',
  ',"phase":"queued","facts":',
  '{"written":',
  ',"unsent":',
  ',"read":',
  ',"peer":',
)
export const [TEXT, AT, KEPT, SUM, SKIPPED, CRC, END, EMPTY_LIST, COMMA, QUOTE, BRACE] = bytesOf(
  ',"text":',
  ',"at":',
  ',"kept":',
  ',"sum":"',
  ',"skipped":',
  ',"crc":"',
  '"}\n',
  '[]',
  ',',
  '"',
  '}',
)

function bytesOf<const T extends readonly string[]>(...words: T): { [I in keyof T]: Uint8Array } {
  return words.map((word) => Uint8Array.from(Buffer.from(word))) as unknown as { [I in keyof T]: Uint8Array }
}
