import type { Sent } from '../events'
import type { End, Write } from './end'
import { DELAYED_ACK_MS } from './states'

/**
 * What lies in the kernels' queues between two own ends, as far as the bytes written and read tell: it decides whether a
 * FIN gets through, and whether close(2) sends FIN or RST. Measured on Linux 6.18 with the default net.ipv4.tcp_rmem,
 * over loopback, with both ends in one process; docs/accuracy.md has the figures.
 */

/**
 * `yes` and `no` are sure. The other two are not: the story that is likelier, while the other one happens, too.
 */
export type Answer = 'yes' | 'no' | 'likely' | 'unlikely'

/** A receive window is never smaller, bytes: 65,483 to begin with, 95,000 at its smallest later. */
export const SURELY_HELD = 64 * 1024
/** What a kernel takes for a program that has read nothing yet, bytes: 126,960 at least, 128,058 at most. */
const FIRST_WINDOW = 124 * 1024
const BEYOND_FIRST_WINDOW = 132 * 1024
/** From so many bytes read on, the kernel gives the program a larger window: up to some MB. */
const WINDOW_GROWS = 96 * 1024

/** Whether the FIN that `from` has sent is in the other kernel by now, or waits behind bytes for which that has no room. */
export function finHasArrived(from: End): Answer {
  const reader = from.peer
  // Nothing that Node kept back for a connection that wasn't open yet has ever been sent.
  const flushed = from.connected ? from.written : 0
  const read = reader?.read ?? 0
  const ahead = flushed - read
  if (from.connected && from.unsent > 0) return ahead > WINDOW_GROWS ? 'no' : 'unlikely'
  if (ahead <= 0) return 'yes'
  if (ahead > BEYOND_FIRST_WINDOW) return read < WINDOW_GROWS ? 'no' : 'unlikely'
  // It once was held up: the room that reading makes is told to the sender in steps.
  if (from.finHeldUp) return 'likely'
  if (ahead <= SURELY_HELD || (read === 0 && ahead <= FIRST_WINDOW)) return 'yes'
  return 'likely'
}

/** Largest segment over loopback, bytes: its MTU is 65,536. */
const SEGMENT = 65_483
/** From so many bytes of a segment on, the receiving kernel doesn't acknowledge the first ones of a connection at once. */
const NOT_QUICKLY_ACKNOWLEDGED = 30_000
/** How many segments of a new connection it acknowledges at once, while nothing is answered. */
const QUICK_ACKS = 16
/** Linux delays an ACK by this, ms (TCP_DELACK_MIN, include/net/tcp.h). */
const DELAYED_MS = 40

/**
 * `end` has handed bytes to Node. Nagle's algorithm (RFC 9293, 3.7.4) holds back what is less than a segment while another
 * such segment has not been acknowledged.
 */
export function wrote(end: End, { bytes, offset, index, queued, t }: Sent): void {
  const { lastWrite: before, peer } = end
  end.written = offset + bytes
  end.unsent = queued
  if (bytes === 0) return
  const waits = before !== undefined && !before.acknowledged && t - before.t < DELAYED_MS
  const isDelayed =
    peer?.answers === true || index >= QUICK_ACKS || offset - (before?.offset ?? 0) > NOT_QUICKLY_ACKNOWLEDGED
  const fits = offset - (peer?.read ?? 0) <= FIRST_WINDOW
  end.lastWrite = {
    offset,
    t,
    acknowledged: false,
    heldBack: waits && isDelayed && fits && bytes < SEGMENT,
  }
  if (peer?.lastWrite && t - peer.lastWrite.t < DELAYED_MS) end.answers = true
  if (queued === 0 && fits && !end.lastWrite.heldBack) acknowledge(end)
}

/** `end` has read up to `read` bytes. A kernel whose program only reads acknowledges what it has read. */
export function hasRead(end: End, read: number): void {
  end.read = Math.max(end.read, read)
  const newest = end.peer?.lastWrite
  if (newest && !end.answers && end.read > newest.offset) confirm(newest)
}

/** `end` has sent something: every segment has an ACK. */
function acknowledge({ peer }: End): void {
  if (peer?.lastWrite) confirm(peer.lastWrite)
  if (peer?.fin && !peer.finHeldUp) peer.acknowledged = 'yes'
}

function confirm(write: Write): void {
  write.acknowledged = true
  write.heldBack = false
}

/** Whether the newest write of `from` is still with its kernel, held back until something is acknowledged. */
function isHeldBack(from: End, t: number): boolean {
  const { lastWrite } = from
  return lastWrite?.heldBack === true && t - lastWrite.t < DELAYED_MS
}

/** Whether a FIN to `from` makes it send what was held back until then, and acknowledge the FIN with it. */
export function releasesHeldBack(from: End, t: number): boolean {
  return isHeldBack(from, t) && (from.peer?.read ?? 0) <= (from.lastWrite?.offset ?? 0)
}

/** Whether `end`'s kernel holds bytes that the peer sent and `end` has not read by `t`. */
export function hasUnread(end: End, t: number): Answer {
  const { peer } = end
  if (end.selfConnected) return end.written > end.read ? 'yes' : 'no'
  // Not accepted yet: nobody can have written.
  if (!peer) return end.callsOwn || !end.connected ? 'no' : 'unlikely'
  if (peer.foreign) return 'unlikely'
  if (!peer.connected || end.ended || peer.written <= end.read) return 'no'
  if (isHeldBack(peer, t) && end.read >= (peer.lastWrite?.offset ?? 0)) return 'unlikely'
  const unread = peer.written - peer.unsent - end.read
  // The sender's kernel takes no more, so that this one is full.
  return unread <= 0 ? 'likely' : 'yes'
}

/** False if what `end` has not read by `t` may, against all likelihood, be held back by its sender. */
export function isSurelyThere({ read, peer }: End, t: number): boolean {
  const newest = peer?.lastWrite
  // Of the first write, and of what is more than a segment, something is sent at once; and no ACK is delayed for longer.
  if (read === 0 || (peer?.written ?? 0) - read > SURELY_HELD) return true
  return newest !== undefined && (newest.offset === 0 || t - newest.t > DELAYED_ACK_MS)
}

/** A kernel's timer ticks at least so often, ms: the ACK of a FIN is sent by the next tick where no data had come before. */
const TICK_MS = 10
/** Too short for a tick to be likely, ms. */
const AT_ONCE_MS = 0.2

/**
 * Whether the ACK of `end`'s FIN has come after `ms`, while the other program sent nothing: Linux delays it, since it takes
 * a connection with a FIN for one whose program answers soon (tcp_fin(), inet_csk_enter_pingpong_mode()).
 */
export function ackHasCome(end: End, ms: number): Answer {
  if (end.acknowledged === 'yes') return 'yes'
  if (end.acknowledged === 'likely' || isStreaming(end)) return 'likely'
  if (ms < AT_ONCE_MS) return 'no'
  if (end.written === 0) return ms > TICK_MS ? 'yes' : ms > 2 ? 'likely' : 'unlikely'
  if (ms < DELAYED_MS) return 'unlikely'
  return ms > DELAYED_MS + TICK_MS ? 'yes' : 'likely'
}

/** The peer's kernel has more for `end` than fits, and `end` reads on: each of its segments has an ACK. */
function isStreaming({ peer, paused, read }: End): boolean {
  if (!peer || paused || read < WINDOW_GROWS) return false
  return peer.unsent > 0 || peer.written - read > BEYOND_FIRST_WINDOW
}
