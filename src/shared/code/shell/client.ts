import { ipFamily } from '../../ip'
import type { Draft } from '../draft'
import type { Lines } from '../lines'
import { shellWord } from '../literals'
import type { Program } from '../program'
import { pemFile } from '../serving'
import type { ClientStory, Step } from '../story/story'
import { type Alike, alike } from '../story/tell'
import { isOutOfReach, place, putAddress, streamBytes, writing } from './parts'

/** A client, or a group of them, with ncat. */
export function shellClient(draft: Draft, story: ClientStory): Program {
  const { words, body } = draft
  const { ends, label, address } = story
  draft.intro(ends.length > 1 ? words.clients(label, ends.length) : words.client(label))
  if (isOutOfReach(draft, address)) return draft.program(body)
  const constants = draft.lines()
  putAddress(constants, address)
  const together = alike(ends, ({ steps }) => steps.length)
  if (ends.length === 1) {
    for (const script of together) putClient(draft, body, story, script)
  } else {
    for (const [index, script] of together.entries()) {
      const name = together.length > 1 ? `talk_${index + 1}` : 'talk'
      body.block(`${name}() {`, [], () => putClient(draft, body, story, script), '}')
      body.blank()
    }
    for (const [index, { numbers }] of together.entries()) {
      const name = together.length > 1 ? `talk_${index + 1}` : 'talk'
      if (numbers.length === 1) body.put(`${name} &`)
      else body.put(`i=0; while [ "$i" -lt ${numbers.length} ]; do ${name} & i=$((i + 1)); done`)
    }
    body.put('wait')
  }
  return draft.program(constants, body)
}

function putClient(draft: Draft, code: Lines, story: ClientStory, { ends, steps }: Alike): void {
  const { words } = draft
  const [first] = ends
  if (first?.failure) code.comment(words.notConnected(first.failure.code))
  const closing = steps.findIndex(isClosing)
  const done = closing < 0 ? steps : steps.slice(0, closing + 1)
  if (done.some((step) => step.do === 'reset')) draft.leave('noReset')
  const call = `ncat ${[...options(story, done), place(story.address)].join(' ')}`
  const seqs = ends.flatMap((end) => [...end.opened, ...end.closed, ...(end.failure?.seqs ?? [])])
  const last = lastOf(done)
  // What comes after all was sent, ncat reads by itself.
  for (const step of done.slice(last + 1)) seqs.push(...step.seqs)
  const speaking = done.slice(0, last + 1)
  if (speaking.length === 0) code.put(`: | ${call}`, seqs)
  else {
    const one = singleWrite(speaking, story)
    if (one !== undefined) code.put(`${one} | ${call}`, [...seqs, ...speaking.flatMap((step) => step.seqs)])
    else {
      code.put('{')
      code.inside(() => {
        for (const [index, step] of speaking.entries()) putStep(draft, code, step, speaking[index - 1], story)
      })
      code.put(`} | ${call}`, seqs)
    }
  }
  if (ends.some((end) => !end.isClosed) && closing < 0 && !first?.failure) code.comment(words.stillOpen)
}

/** The last step that has to be done before ncat is told that there is nothing more to send, which makes it send FIN. */
function lastOf(steps: readonly Step[]): number {
  const lastSend = steps.findLastIndex((step) => step.do === 'send')
  const finish = steps.findIndex((step) => step.do === 'end' || step.do === 'shutdown' || isClosing(step))
  const until = finish < 0 ? steps.length : finish
  // It would send it before the answer has come, and some servers say nothing more then.
  const lastAnswer =
    steps[finish]?.do === 'end' ? -1 : steps.slice(0, until).findLastIndex((step) => step.do === 'receive')
  return Math.max(lastSend, lastAnswer)
}

function isClosing({ do: what }: Step): boolean {
  return what === 'close' || what === 'destroy' || what === 'reset'
}

/** All that is said, if that is one command. */
function singleWrite(steps: readonly Step[], { framing }: ClientStory): string | undefined {
  const [step] = steps
  if (steps.length !== 1 || step?.do !== 'send' || step.times > 1 || step.content.missing > 0)
    return undefined
  const [command, ...more] = writing(step.content, framing)
  return more.length === 0 && !command?.includes('|') ? command : undefined
}

function options({ transport, tls, address }: ClientStory, steps: readonly Step[]): string[] {
  const given: string[] = []
  if (transport === 'udp') {
    given.push('-u')
    // Nothing says that there will be no more datagrams.
    given.push(steps.some((step) => step.do === 'receive') ? '-i 1' : '--send-only')
    return given
  }
  const end = steps.findIndex((step) => step.do === 'end')
  const finish = steps.findIndex((step) => step.do === 'shutdown' || isClosing(step))
  if (end >= 0 && (finish < 0 || end < finish)) given.push('--no-shutdown')
  if (tls) {
    given.push('--ssl')
    if (tls.rejectUnauthorized !== false) {
      given.push('--ssl-verify')
      if (tls.ca !== undefined)
        given.push(
          `--ssl-trustfile ${shellWord(typeof tls.ca === 'string' ? pemFile(tls.ca, 'cert.pem') : 'cert.pem')}`,
        )
    }
    // ncat compares names alone, and knows none of an address.
    const isAddress = 'host' in address && ipFamily(address.host) !== undefined
    const name = tls.servername ?? (isAddress ? 'localhost' : undefined)
    if (name !== undefined) given.push(`--ssl-servername ${shellWord(name)}`)
  }
  return given
}

function putStep(draft: Draft, code: Lines, step: Step, before: Step | undefined, story: ClientStory): void {
  const { words } = draft
  const { framing, transport } = story
  switch (step.do) {
    case 'send': {
      // Two writes without a pause would become one datagram.
      if (transport === 'udp' && before?.do === 'send') code.put('sleep 0.2')
      if (step.content.missing > 0) code.comment(words.unknownBytes(step.content.missing))
      const put = () => {
        for (const command of writing(step.content, framing)) code.put(command, step.seqs)
      }
      if (step.times === 1) put()
      else {
        code.block(
          `i=0; while [ "$i" -lt ${step.times} ]; do`,
          [],
          () => {
            put()
            if (step.everyMs > 0 || transport === 'udp') code.put(`sleep ${Math.max(step.everyMs, 1) / 1000}`)
            code.put('i=$((i + 1))')
          },
          'done',
        )
      }
      break
    }
    case 'receive':
      if (before?.do !== 'receive') {
        const bytes = streamBytes(step.bytes, step.messages, framing)
        code.put(`sleep ${transport === 'udp' ? '0.3' : '1'}${code.remark(words.waits(bytes))}`, step.seqs)
      }
      break
    case 'shutdown':
    case 'end':
      // What is sent later still goes through a pipe that ends for all of it.
      if (step.do === 'shutdown') draft.leave('noShutdown')
      break
    case 'remark':
      if (step.remark === 'failed') code.comment(words.failed(step.detail), step.seqs)
      else if (step.remark === 'timedOut') code.comment(words.timedOut(step.detail), step.seqs)
      else code.comment(step.remark === 'paused' ? words.pausedShell : words.resumed, step.seqs)
  }
}
