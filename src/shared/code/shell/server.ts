import type { Respond } from '../../commands'
import type { Framing } from '../../commands/framing'
import { pack } from '../../framing/pack'
import type { Draft } from '../draft'
import type { Lines } from '../lines'
import { shellWord, shellWrite } from '../literals'
import type { Program } from '../program'
import { replyOf } from '../reply'
import { type OwnSeqs, ownSeqs, pemFile } from '../serving'
import type { DatagramStory, ServerStory, Step } from '../story/story'
import { alike } from '../story/tell'
import { isOutOfReach, place, putAddress, streamBytes, writing } from './parts'

/** A listener, or a bound UDP socket, with ncat, which starts this program again for each connection. */
export function shellServer(draft: Draft, story: ServerStory | DatagramStory): Program {
  const { words, body } = draft
  const { respond, label, address } = story
  const isUdp = story.kind === 'datagram'
  draft.intro((isUdp ? words.datagrams : words.server)(label, words[respond.with]))
  if (isOutOfReach(draft, address)) return draft.program(body)
  leaveOut(draft, story)
  const constants = draft.lines()
  putAddress(constants, address)
  const framing = isUdp ? undefined : story.framing
  const ends = isUdp ? [story.end] : story.ends
  const seqs = ownSeqs(ends)
  const script = isUdp ? [] : scriptOf(draft, story)
  const serving = draft.lines()
  const direct = script.length === 0 ? directly(respond) : undefined
  if (direct === undefined) {
    serving.comment(words.serveHelp)
    serving.block('if [ "$#" -gt 0 ]; then', [], () => {
      if (!putScript(draft, serving, script, respond, framing)) putLoop(serving, respond, framing, seqs)
      serving.put('exit')
    })
    serving.put('fi')
    serving.put('export SELF="$0"')
    serving.blank()
  }
  body.lines.push(...serving.lines)
  if ('path' in address) body.put('rm -f -- "$SOCKET"')
  else body.put('echo "listening on $HOST $PORT"')
  const accepted = ends.flatMap(({ opened }) => opened)
  const own = direct === undefined ? [] : [...seqs.received, ...seqs.answers, ...seqs.ended]
  body.put(`exec ncat ${options(draft, story, direct).join(' ')} ${place(address)}`, [
    ...story.listening,
    ...accepted,
    ...own,
    ...seqs.closed,
    ...seqs.failed,
  ])
  return draft.program(constants, body)
}

/** What ncat does without this program's help. */
function directly(respond: Respond): string | undefined {
  if (respond.delayMs || respond.thenClose) return undefined
  switch (respond.with) {
    case 'echo':
      return "--sh-exec 'exec cat'"
    case 'upper':
      return "--sh-exec 'LC_ALL=C exec stdbuf -o0 tr a-z A-Z'"
    case 'broadcast':
      return '--broker'
    case 'none':
      return "--sh-exec 'exec cat -v >&2'"
    case 'discard':
    case 'rules':
      return "--sh-exec 'exec cat >/dev/null'"
    case 'reply':
      return undefined
  }
}

function leaveOut(draft: Draft, story: ServerStory | DatagramStory): void {
  const { respond } = story
  if (respond.with === 'rules') draft.leave('noRules')
  if (story.kind === 'datagram') {
    if (story.end.byHand > 0) draft.leave('noUdpHand')
    return
  }
  const { framing, command, closed } = story
  if (framing && respond.with === 'reply') draft.leave('noFraming')
  if (framing?.by === 'length' && respond.with === 'upper') draft.leave('upperLength')
  if (closed) draft.leave('noClose')
  if (command.serve === 'one-at-a-time') draft.leave('oneAtATime')
}

/** What every connection did by hand. */
function scriptOf(draft: Draft, story: ServerStory): readonly Step[] {
  const scripts = alike(story.ends, ({ byHand }) => byHand)
  if (scripts.length > 1) draft.leave('noScript')
  return scripts.length === 1 && story.respond.with !== 'broadcast' ? (scripts[0]?.steps ?? []) : []
}

/** True if it ends the connection. */
function putScript(
  draft: Draft,
  code: Lines,
  steps: readonly Step[],
  respond: Respond,
  framing: Framing | undefined,
): boolean {
  let hasEnded = false
  for (const step of steps) {
    switch (step.do) {
      case 'send':
        if (hasEnded) draft.leave('noHalfOpen')
        for (let i = 0; i < Math.min(step.times, 100); i++) {
          if (step.content.missing > 0) code.comment(draft.words.unknownBytes(step.content.missing))
          for (const command of writing(step.content, framing)) code.put(command, step.seqs)
        }
        break
      case 'receive': {
        const read = `head -c ${streamBytes(step.bytes, step.messages, framing)}`
        if (respond.with === 'echo') code.put(read, [...step.seqs, ...step.answers])
        else if (respond.with === 'upper')
          code.put(`${read} | LC_ALL=C tr a-z A-Z`, [...step.seqs, ...step.answers])
        else code.put(`${read} >/dev/null`, step.seqs)
        if (respond.with === 'reply') code.put(replying(respond, framing), step.answers)
        break
      }
      case 'end':
        hasEnded = true
        code.put('cat >/dev/null', step.seqs)
        break
      case 'shutdown':
        draft.leave('noShutdown')
        break
      case 'reset':
        draft.leave('noReset')
        return true
      case 'close':
      case 'destroy':
        return true
      case 'remark':
        if (step.remark === 'failed') code.comment(draft.words.failed(step.detail), step.seqs)
    }
  }
  return false
}

function replying(respond: Respond, framing: Framing | undefined): string {
  const reply = replyOf(respond)
  return shellWrite(framing ? pack(framing, reply) : reply)
}

function putLoop(code: Lines, respond: Respond, framing: Framing | undefined, seqs: OwnSeqs): void {
  const answer = () => {
    if (respond.delayMs) code.put(`sleep ${respond.delayMs / 1000}`)
    if (respond.with === 'reply') code.put(replying(respond, framing), seqs.answers)
  }
  const own = [...seqs.received, ...seqs.answers]
  if (respond.with === 'reply') {
    // Each dd reads once: what there is, as recv() does.
    const read = 'dd bs=65536 count=1 2>/dev/null | wc -c'
    const word = respond.thenClose ? 'if' : 'while'
    code.block(
      `${word} [ "$(${read})" -gt 0 ]; ${respond.thenClose ? 'then' : 'do'}`,
      seqs.received,
      answer,
      respond.thenClose ? 'fi' : 'done',
    )
    return
  }
  if (respond.delayMs) code.put(`sleep ${respond.delayMs / 1000}`)
  const filter = respond.with === 'upper' ? 'LC_ALL=C stdbuf -o0 tr a-z A-Z' : undefined
  if (respond.thenClose) {
    const once = 'dd bs=65536 count=1 2>/dev/null'
    if (respond.with === 'echo') code.put(once, own)
    else if (respond.with === 'upper') code.put(`${once} | LC_ALL=C tr a-z A-Z`, own)
    else code.put(`${once} >/dev/null`, own)
  } else if (respond.with === 'echo') code.put('cat', own)
  else if (filter !== undefined) code.put(filter, own)
  else code.put('cat >/dev/null', own)
}

function options(draft: Draft, story: ServerStory | DatagramStory, direct: string | undefined): string[] {
  const given = ['-l', '-k']
  if (story.kind === 'datagram') given.push('-u')
  else {
    const { tls, command } = story
    if (tls) {
      given.push(`--ssl --ssl-cert ${shellWord(pemFile(tls.cert, 'cert.pem'))}`)
      given.push(`--ssl-key ${shellWord(pemFile(tls.key, 'key.pem'))}`)
      draft.certificate(tls.cert)
    }
    if (command.maxConnections !== undefined) given.push(`--max-conns ${command.maxConnections}`)
  }
  given.push(direct ?? `--sh-exec 'exec sh "$SELF" serve'`)
  return given
}
