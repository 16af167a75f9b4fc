import type { Framing } from '../../commands/framing'
import type { Draft } from '../draft'
import type { Lines } from '../lines'
import type { Step } from '../story/story'
import { contentOf, shown, sleep } from './parts'

/** What an end did, call by call. */

export interface Acting {
  framing?: Framing | undefined
  tls: boolean
  datagrams: boolean
  /** Does what is to be done with what was received, which is `data`; otherwise it is shown. */
  take?: (step: Extract<Step, { do: 'receive' }>) => void
  /** Of an end whose program goes on when it has failed. */
  failed: number[]
}

/** Puts the steps; true if the last one closes. */
export function putSteps(draft: Draft, code: Lines, steps: readonly Step[], acting: Acting): boolean {
  return steps.some((step) => putStep(draft, code, step, acting))
}

function putStep(draft: Draft, code: Lines, step: Step, acting: Acting): boolean {
  const { words } = draft
  switch (step.do) {
    case 'send':
      putSend(draft, code, step, acting)
      return false
    case 'receive':
      putReceive(draft, code, step, acting)
      return false
    case 'end':
      draft.helpers.add('read')
      code.put('while (await read(socket));', step.seqs)
      return false
    case 'shutdown':
      code.put('socket.end()', step.seqs)
      return false
    case 'reset':
      code.put(`socket.resetAndDestroy()${code.remark(words.reset)}`, step.seqs)
      return true
    case 'destroy':
      code.put(`socket.destroy()${code.remark(words.destroyed)}`, step.seqs)
      return true
    case 'close':
      code.put(acting.datagrams ? 'socket.close()' : 'socket.destroySoon()', step.seqs)
      return true
    case 'remark':
      if (step.remark === 'failed') acting.failed.push(...step.seqs)
      else if (step.remark === 'timedOut') code.comment(words.timedOut(step.detail), step.seqs)
      else if (step.remark === 'paused') code.comment(words.pausedNode, step.seqs)
      else code.comment(words.resumed, step.seqs)
      return false
  }
}

function putSend(draft: Draft, code: Lines, step: Extract<Step, { do: 'send' }>, acting: Acting): void {
  const { content, times, everyMs, seqs } = step
  if (content.missing > 0) code.comment(draft.words.unknownBytes(content.missing))
  const bytes = contentOf(draft, content)
  if (acting.framing) draft.helpers.add('pack')
  const message = acting.framing ? `pack(${bytes})` : bytes
  const call = `socket.${acting.datagrams ? 'send' : 'write'}(${message})`
  if (times === 1) {
    code.put(call, seqs)
    return
  }
  code.block(
    `for (let i = 0; i < ${times}; i++) {`,
    [],
    () => {
      code.put(call, seqs)
      if (everyMs > 0) code.put(sleep(draft, everyMs))
    },
    '}',
  )
}

function putReceive(
  draft: Draft,
  code: Lines,
  step: Extract<Step, { do: 'receive' }>,
  { framing, datagrams, take }: Acting,
): void {
  if (!datagrams) draft.helpers.add(framing ? 'receiveMessage' : 'receive')
  const call = framing
    ? 'await receiveMessage(socket)'
    : datagrams
      ? '(await inbox.next()).value[0]'
      : `await receive(socket, ${step.bytes})`
  const put = () => {
    if (take) {
      code.put(`data = ${call}`, step.seqs)
      take(step)
    } else code.put(shown(draft, framing ? `(${call})?` : `(${call})`), step.seqs)
  }
  if (framing && step.messages > 1) code.block(`for (let i = 0; i < ${step.messages}; i++) {`, [], put, '}')
  else put()
}
