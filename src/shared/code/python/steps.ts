import type { Framing } from '../../commands/framing'
import type { Draft } from '../draft'
import type { Lines } from '../lines'
import type { Step } from '../story/story'
import { contentOf, seconds } from './parts'

/** What an end did, call by call. */

export interface Acting {
  /** Name of its variable. */
  sock: string
  framing?: Framing | undefined
  tls: boolean
  datagrams: boolean
  /** Does what is to be done with what was received, which is `data`; otherwise it is shown. */
  take?: (step: Extract<Step, { do: 'receive' }>) => void
}

/** As much as a blocking send may hold without anybody reading: more could wait for a peer that waits, too. */
const MUCH = 65_536

/** Puts the steps; true if the last one closes. */
export function putSteps(draft: Draft, code: Lines, steps: readonly Step[], acting: Acting): boolean {
  let isSending = false
  for (const [index, step] of steps.entries()) {
    const isFollowedByReading = steps.slice(index).some((later) => later.do === 'receive')
    if (step.do !== 'receive' && isSending) {
      code.put('sender.join()')
      isSending = false
    }
    if (step.do === 'send' && isFollowedByReading && sizeOf(step) > MUCH) {
      putSendAside(draft, code, step, acting)
      isSending = true
    } else if (putStep(draft, code, step, acting)) return true
  }
  if (isSending) code.put('sender.join()')
  return false
}

function sizeOf({ content, times }: Extract<Step, { do: 'send' }>): number {
  return content.file === undefined
    ? (content.bytes.length + content.missing) * times
    : Number.POSITIVE_INFINITY
}

function putStep(draft: Draft, code: Lines, step: Step, acting: Acting): boolean {
  const { sock } = acting
  const { words } = draft
  switch (step.do) {
    case 'send':
      putSend(draft, code, step, acting)
      return false
    case 'receive':
      putReceive(draft, code, step, acting)
      return false
    case 'end':
      draft.helpers.add('read_to_end')
      code.put(`read_to_end(${sock})`, step.seqs)
      return false
    case 'shutdown':
      if (acting.tls) {
        draft.leave('tlsShutdown')
        code.comment(words.notes.tlsShutdown, step.seqs)
      } else code.put(`${sock}.shutdown(socket.SHUT_WR)`, step.seqs)
      return false
    case 'reset':
      putReset(draft, code, sock)
      code.put(`${sock}.close()`, step.seqs)
      return true
    case 'destroy':
      code.put(`${sock}.close()${code.remark(words.destroyed)}`, step.seqs)
      return true
    case 'close':
      code.put(`${sock}.close()`, step.seqs)
      return true
    case 'remark':
      if (step.remark === 'failed') putFailure(code, step, acting)
      else if (step.remark === 'timedOut') code.comment(words.timedOut(step.detail), step.seqs)
      else code.comment(words[step.remark], step.seqs)
      return false
  }
}

export function putReset(draft: Draft, code: Lines, sock: string): void {
  draft.imports.add('struct')
  code.comment(draft.words.reset)
  code.put(`${sock}.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))`)
}

/** The call in which a program is told of it. */
function putFailure(code: Lines, step: Extract<Step, { do: 'remark' }>, { sock }: Acting): void {
  code.block('try:', [], () => code.put(`${sock}.recv(65536)`))
  code.block('except OSError as error:', [], () => code.put('print("failed:", error, flush=True)', step.seqs))
}

function packed(draft: Draft, { content }: Extract<Step, { do: 'send' }>, { framing }: Acting): string {
  if (!framing) return contentOf(content)
  draft.helpers.add('pack')
  return `pack(${contentOf(content)})`
}

function putSend(draft: Draft, code: Lines, step: Extract<Step, { do: 'send' }>, acting: Acting): void {
  if (step.content.missing > 0) code.comment(draft.words.unknownBytes(step.content.missing))
  const call = `${acting.sock}.${acting.datagrams ? 'send' : 'sendall'}(${packed(draft, step, acting)})`
  if (step.times === 1) {
    code.put(call, step.seqs)
    return
  }
  code.block(`for _ in range(${step.times}):`, [], () => {
    code.put(call, step.seqs)
    if (step.everyMs > 0) {
      draft.imports.add('time')
      code.put(`time.sleep(${seconds(step.everyMs)})`)
    }
  })
}

/** In a thread, so that what comes back meanwhile is read. */
function putSendAside(draft: Draft, code: Lines, step: Extract<Step, { do: 'send' }>, acting: Acting): void {
  draft.imports.add('threading')
  const { sock } = acting
  code.comment(draft.words.othersToo)
  if (step.content.missing > 0) code.comment(draft.words.unknownBytes(step.content.missing))
  const bytes = packed(draft, step, acting)
  const all = step.times === 1 ? bytes : `(${bytes}) * ${step.times}`
  code.put(`sender = threading.Thread(target=${sock}.sendall, args=(${all},))`)
  code.put('sender.start()', step.seqs)
}

function putReceive(
  draft: Draft,
  code: Lines,
  step: Extract<Step, { do: 'receive' }>,
  { sock, framing, datagrams, take }: Acting,
): void {
  const call = framing
    ? `receive_message(${sock})`
    : datagrams
      ? `${sock}.recv(65535)`
      : `receive(${sock}, ${step.bytes})`
  if (!datagrams) draft.helpers.add(framing ? 'receive_message' : 'receive')
  const put = () => {
    if (take) {
      code.put(`data = ${call}`, step.seqs)
      take(step)
    } else code.put(`print("received:", ${call}, flush=True)`, step.seqs)
  }
  if (framing && step.messages > 1) code.block(`for _ in range(${step.messages}):`, [], put)
  else put()
}
