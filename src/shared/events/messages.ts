import type { Broken } from '../framing/unframer'
import type { About } from './base'

/** Bytes that sockets send and receive, and what the layers above a stream make of them. */

/** Bytes of a message. `index` and `offset` count per socket and direction, so the newest event tells the totals. */
interface Message extends About {
  /** How many bytes. */
  bytes: number
  /** How many bytes went before in this direction. */
  offset: number
  /** How many messages went before in this direction. */
  index: number
  /** The bytes, or their beginning if more than the lab keeps; absent if it keeps none (`discard`). */
  data?: Uint8Array
}

/** What the messages of datagram sockets have besides: each is one datagram. Absent for streams, whose other end is known. */
interface Datagram {
  /** Address of the other side, to which it was sent or from which it came. */
  remote?: string
  /** Name of the socket there, if it is the lab's. Of what was sent: the one that gets it, if it has room. */
  peer?: string
}

/** Of a datagram: the kernel has taken it. */
export interface Sent extends Message, Datagram {
  kind: 'sent'
  /** Bytes that Node holds for this socket after this write; more than 0 means that the kernel's buffer was full. */
  queued: number
}

export interface Received extends Message, Datagram {
  kind: 'received'
}

/**
 * A message as the layer above a stream knows it: framing finds its limits, TLS its plain bytes. `index` and `offset` count these
 * messages and their bytes, per socket and direction; what went over the stream is in `sent` and `received`.
 */
interface LayerMessage extends Message {
  /** Where its frame lies among the bytes of the stream (of TLS: the plain ones): from, and up to. Absent without framing. */
  span?: [from: number, to: number]
}

/** A message was made ready for the stream; what it became are the `sent` that it is the cause of. */
export interface Packed extends LayerMessage {
  kind: 'packed'
}

/** A message was taken out of the stream; `cause` is the `received` that completed it. */
export interface Unpacked extends LayerMessage {
  kind: 'unpacked'
  /** With framing: in how many reads of the stream it came. */
  reads?: number
  /** It is no whole message, `data` is what there is of it: longer than it may be, or the stream ended within it. */
  broken?: Broken
  /** Of a broken one: how many bytes its length prefix says that it has. */
  declared?: number
}

/** What Node has read ahead for a program that does not read: told when that changes. */
export interface Buffered extends About {
  kind: 'buffered'
  /** Bytes in Node's own receive buffer. */
  bytes: number
  /** How many bytes the program had taken before them; `offset + bytes` is what Node has read from the kernel. */
  offset: number
}
