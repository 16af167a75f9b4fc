import { parseAddress } from '../../ids'
import type { Draft } from '../draft'
import type { Lines } from '../lines'
import { nodeString } from '../literals'
import type { Program } from '../program'
import type { DatagramStory, Step } from '../story/story'
import { isAtOnce, putAnswer, putRules } from './answers'
import { contentOf, helper, helpers, imports, once, putAddress, shown, sleep, tidy, udpType } from './parts'

/** A bound UDP socket, for Node. */
export function nodeDatagrams(draft: Draft, story: DatagramStory): Program {
  const { words, body } = draft
  const { respond, end, address, command } = story
  draft.intro(words.datagrams(story.label, words[respond.with]))
  draft.imports.add("import dgram from 'node:dgram'")
  const constants = draft.lines()
  putAddress(constants, address)
  const given = [`type: '${udpType(address)}'`]
  if (command.reuseAddr) given.push('reuseAddr: true')
  if (command.ipv6Only) given.push('ipv6Only: true')
  body.put(`const socket = dgram.createSocket({ ${given.join(', ')} })`)
  body.put("socket.on('error', (error) => console.log('failed:', error.code))")
  body.put('socket.bind(PORT, HOST)')
  body.put(once(draft, 'socket', 'listening'), story.listening)
  body.put("console.log('bound to', socket.address().address, socket.address().port)")
  if (respond.with === 'rules') body.put('let answers = 0')
  if (respond.with === 'broadcast') body.put('const heard = new Map()')
  const hand = end.steps.slice(0, end.byHand)
  const hasInbox =
    hand.some((step) => step.do === 'receive') || !isAtOnce(respond) || respond.thenClose === true
  if (hasInbox) {
    draft.imports.add("import { on } from 'node:events'")
    body.put(`const inbox = on(socket, 'message')${body.remark(words.inboxHelp)}`)
    if (hand.some((step) => step.do === 'receive')) body.put('let data, from')
  }
  body.blank()
  const speaking = new Speaking(draft, story)
  const isClosed = hand.some((step) => speaking.put(body, step))
  if (!isClosed) putRest(draft, body, story, hasInbox)
  const rules = draft.lines()
  putRules(draft, rules, respond)
  if (draft.helpers.has('say')) {
    helper(rules, 'function say(bytes, port, address)', words.sayHelp, [
      'return new Promise((resolve) => socket.send(bytes, port, address, resolve))',
    ])
  }
  return draft.program(
    imports(draft),
    constants,
    helpers(draft, undefined),
    tidy(draft, rules),
    tidy(draft, body),
  )
}

function putRest(draft: Draft, code: Lines, story: DatagramStory, hasInbox: boolean): void {
  const { end } = story
  const rest = end.steps.slice(end.byHand)
  const received = rest.flatMap((step) => (step.do === 'receive' ? step.seqs : []))
  const answers = rest.flatMap((step) => (step.do === 'receive' ? step.answers : []))
  const head = hasInbox
    ? 'for await (const [data, from] of inbox) {'
    : "socket.on('message', (data, from) => {"
  code.block(
    head,
    received,
    () => {
      putTaken(draft, code, story, answers, hasInbox ? ['socket.close()', 'break'] : [])
    },
    hasInbox ? '}' : '})',
  )
}

/** Is sent before anything else is done: closing would drop a datagram whose address is still looked at. */
function said(draft: Draft, bytes: string, to: string): string {
  draft.helpers.add('say')
  return `await say(${bytes}, ${to})`
}

/** What is done with a datagram that has come. */
function putTaken(
  draft: Draft,
  code: Lines,
  { respond }: DatagramStory,
  seqs: readonly number[],
  close: readonly string[],
): void {
  code.put(shown(draft, 'data').replace(/\)$/, ", 'from', from.address, from.port)"))
  if (respond.with === 'broadcast') code.put("heard.set(from.address + ' ' + from.port, from)")
  putAnswer(draft, code, {
    respond,
    data: 'data',
    send: (bytes) =>
      close.length === 0
        ? `socket.send(${bytes}, from.port, from.address)`
        : said(draft, bytes, 'from.port, from.address'),
    sendOthers: (bytes) =>
      `for (const other of heard.values()) if (other.port !== from.port || other.address !== from.address) socket.send(${bytes}, other.port, other.address)`,
    close,
    reset: [],
    seqs,
  })
}

/** What it did by hand. */
class Speaking {
  readonly #heard = new Map<string, string>()

  constructor(
    private readonly draft: Draft,
    private readonly story: DatagramStory,
  ) {}

  /** True if it closed the socket. */
  put(code: Lines, step: Step): boolean {
    const { draft } = this
    switch (step.do) {
      case 'send':
        this.#send(code, step)
        return false
      case 'receive':
        code.put(';[data, from] = (await inbox.next()).value', step.seqs)
        putTaken(draft, code, this.story, step.answers, ['socket.close()', 'process.exit()'])
        this.#hear(code, step.from)
        return false
      case 'remark':
        if (step.remark === 'failed') code.comment(draft.words.failed(step.detail), step.seqs)
        return false
      case 'close':
      case 'destroy':
      case 'reset':
        code.put('socket.close()', step.seqs)
        return true
      default:
        return false
    }
  }

  #send(code: Lines, { content, to, times, everyMs, seqs }: Extract<Step, { do: 'send' }>): void {
    const { draft } = this
    const call = said(draft, contentOf(draft, content), this.#to(to))
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

  #hear(code: Lines, from: string | undefined): void {
    if (from === undefined || this.#heard.has(from)) return
    const isAnswered = this.story.end.steps.some((step) => step.do === 'send' && step.to === from)
    if (!isAnswered) return
    const name = `peer${this.#heard.size + 1}`
    this.#heard.set(from, name)
    code.put(`const ${name} = from`)
  }

  #to(remote: string | undefined): string {
    const known = remote === undefined ? undefined : this.#heard.get(remote)
    const at = remote === undefined ? undefined : parseAddress(remote)
    if (known === undefined && at) return `${at.port}, ${nodeString(at.host)}`
    return `${known ?? 'from'}.port, ${known ?? 'from'}.address`
  }
}
