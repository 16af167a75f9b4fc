import { readFileSync, statSync } from 'node:fs'
import { formatBytes, parseBase64, parseHex } from '../../shared/bytes'
import type { SendCommand } from '../../shared/commands'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { Context } from './context'
import type { Sender } from './end'

/** A file that is sent is read at once, so that what follows in the same tick stays behind it. Bytes. */
const MAX_FILE = 64 * 1024 * 1024
/** Repeats without a pause stop above this many unsent bytes, and go on when they are gone. */
const MAX_UNSENT = 64 * 1024 * 1024
/** All repeats without a pause may take so much of a turn of the event loop, ms: a million of them must not stall the lab. */
const TURN_MS = 8
/** After so many messages a repeat looks whether its part of the turn is over. */
const LOOK_EVERY = 4
/** Repeats without a pause that are under way in this process, which has one event loop. */
let pauseless = 0

/** The bytes that commands mean. */
export class Payloads {
  /** Whoever sends much sends the same again and again. */
  #newest: { text: string; bytes: Uint8Array } | undefined

  /** `resolveFile` turns the `file` of a `send` into a path that may be read; throws LabFailure if it may not. */
  constructor(private readonly resolveFile: (path: string) => string) {}

  /** Not to be changed. Throws LabFailure if the command's file can't be read. */
  of(command: SendCommand): Uint8Array {
    if (command.text !== undefined) return this.#ofText(command.text)
    if (command.hex !== undefined) return parseHex(command.hex) ?? new Uint8Array(0)
    if (command.base64 !== undefined) return parseBase64(command.base64) ?? new Uint8Array(0)
    return readPayload(command.file ?? '', this.resolveFile)
  }

  #ofText(text: string): Uint8Array {
    if (this.#newest?.text !== text) this.#newest = { text, bytes: Buffer.from(text) }
    // The same string is seen to be equal at once, another one letter by letter.
    else this.#newest.text = text
    return this.#newest.bytes
  }
}

function readPayload(file: string, resolveFile: (path: string) => string): Uint8Array {
  try {
    const path = resolveFile(file)
    const { size } = statSync(path)
    if (size > MAX_FILE) {
      throw new LabFailure(
        labError(
          LAB_CODES.limit,
          `${file} has ${formatBytes(size)}; a file that is sent can have ${formatBytes(MAX_FILE)}`,
          {
            field: 'file',
          },
        ),
      )
    }
    return readFileSync(path)
  } catch (error) {
    if (error instanceof LabFailure) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new LabFailure(
      labError(LAB_CODES.noFile, `${file} cannot be read${code === undefined ? '' : ` (${code})`}`, {
        field: 'file',
      }),
    )
  }
}

/**
 * Sends `data` from `end`, as often as the command says. `cause` is its `asked`. More than once ends in one `repeated`,
 * however it ends.
 */
export function send(
  context: Context,
  end: Sender,
  command: SendCommand,
  data: Uint8Array,
  cause: number,
): void {
  const { repeat: of = 1, everyMs } = command
  if (of === 1) {
    end.write(data, cause)
    return
  }
  let sent = 0
  if (!everyMs) pauseless++
  const repeat = end.pending.beginRepeat((by) => {
    if (!everyMs) pauseless--
    context.record({ kind: 'repeated', socket: end.name, cause, sent, of, by })
  })
  const go = () => {
    const until = performance.now() + TURN_MS / pauseless
    for (let i = 1; !repeat.over; i++) {
      if (end.refuse('send')) return repeat.end('closed')
      end.write(data, cause)
      sent++
      if (sent === of) return repeat.end('count')
      if (everyMs) return repeat.goOn(end.pending.later(everyMs, go))
      if (end.unsent > MAX_UNSENT) return repeat.goOn(end.pending.onceDrained(go))
      if (i % LOOK_EVERY === 0 && performance.now() >= until) return repeat.goOn(end.pending.later(0, go))
    }
  }
  go()
}
