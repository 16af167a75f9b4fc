import { type End, REST_MS } from './end'

/** What hangs on chance, and so can't be expected to come about again. */

/** An end is closed while bytes are on their way: what becomes of them hangs on the moment. */
export function endMidway(
  end: End,
  act: 'close' | 'destroy' | 'reset',
  t: number,
  facts: { written: number; unsent: number; read: number; peer: { written: number; read: number } },
): void {
  const { peer } = end
  if (!peer) return
  const moves = t - Math.max(end.messageAt, peer.messageAt) < REST_MS
  // Nobody will have waited for what can't be said.
  if (moves && [end, peer].some((one) => one.deaf || one.paused)) lose(end)
  const unread = facts.peer.written !== facts.read
  const peerUnread = facts.written !== facts.peer.read
  if (!unread && !peerUnread) return
  // Only a reader that has paused leaves bytes where they are.
  if (moves || (unread && !end.paused) || (peerUnread && !peer.paused)) lose(end)
  else if (act === 'reset' || (act === 'destroy' && facts.unsent > 0)) deafen(peer)
}

/** What `end` receives, and what is answered to that, hangs on chance from here on. */
export function deafen(end: End): void {
  end.deaf = true
  end.items = end.items.filter((item) => item.kind !== 'received')
  const answers = end.role === 'accepted' ? end.listener?.answers : undefined
  if (answers?.kinds.has('broadcast')) answers.noise = true
  if (
    end.peer &&
    !end.peer.deaf &&
    answers &&
    ['echo', 'upper', 'reply'].some((kind) => answers.kinds.has(kind))
  )
    deafen(end.peer)
}

/** Everything at both ends of a connection hangs on chance from here on. */
export function lose(end: End): void {
  for (const one of [end, end.peer]) {
    if (!one) continue
    deafen(one)
    one.lost = true
    one.items = []
    delete one.state
  }
}
