import { parseAddress } from '../../ids'
import type { Draft } from '../draft'
import type { Lines } from '../lines'
import { pythonString } from '../literals'
import type { Program } from '../program'
import type { DatagramStory, Step } from '../story/story'
import { putAnswer, putRules } from './answers'
import { contentOf, familyOf, helpers, imports, putAddress, seconds, tidy } from './parts'

/** A bound UDP socket, in Python. */
export function pythonDatagrams(draft: Draft, story: DatagramStory): Program {
  const { words, body } = draft
  const { respond, end, address, command } = story
  draft.intro(words.datagrams(story.label, words[respond.with]))
  draft.imports.add('socket')
  const constants = draft.lines()
  putAddress(draft, constants, address)
  body.put(`sock = socket.socket(${familyOf(address)}, socket.SOCK_DGRAM)`)
  if (command.reuseAddr) body.put('sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)')
  body.put('sock.bind((HOST, PORT))', story.listening)
  body.put('print("bound to", *sock.getsockname()[:2], flush=True)')
  if (respond.with === 'rules') body.put('answers = 0')
  if (respond.with === 'broadcast') body.put('heard = set()')
  body.blank()
  const isClosed = new Datagrams(draft, story).put(body)
  const rest = end.steps.slice(end.byHand)
  if (!isClosed) putLoop(draft, body, story, rest)
  const functions = draft.lines()
  putRules(draft, functions, respond)
  const whole = draft.lines()
  whole.lines.push(...helpers(draft, undefined).lines, ...functions.lines)
  whole.blank(2)
  whole.lines.push(...body.lines)
  return draft.program(imports(draft), constants, tidy(draft, whole))
}

function putLoop(draft: Draft, code: Lines, story: DatagramStory, rest: readonly Step[]): void {
  const received = rest.flatMap((step) => (step.do === 'receive' ? step.seqs : []))
  const answers = rest.flatMap((step) => (step.do === 'receive' ? step.answers : []))
  const { respond, end } = story
  code.block('while True:', [], () => {
    code.put('data, address = sock.recvfrom(65535)', received)
    code.put('print("received:", data, "from", *address[:2], flush=True)')
    putDatagramAnswer(draft, code, story, answers, ['break'])
  })
  if (respond.thenClose || respond.rules?.some(({ then }) => then !== undefined))
    code.put('sock.close()', end.closed)
}

function putDatagramAnswer(
  draft: Draft,
  code: Lines,
  { respond }: DatagramStory,
  seqs: readonly number[],
  close: readonly string[],
): void {
  if (respond.with === 'broadcast') code.put('heard.add(address)')
  putAnswer(draft, code, {
    respond,
    data: 'data',
    send: (bytes) => `sock.sendto(${bytes}, address)`,
    sendOthers: (bytes) => ['for other in heard - {address}:', `    sock.sendto(${bytes}, other)`],
    close,
    // UDP has no RST: no rule of its can ask for it.
    reset: () => {},
    seqs,
  })
}

/** What it did by hand. */
class Datagrams {
  /** Variables of those who were heard before. */
  readonly #heard = new Map<string, string>()

  constructor(
    private readonly draft: Draft,
    private readonly story: DatagramStory,
  ) {}

  /** True if it closed the socket. */
  put(code: Lines): boolean {
    const { end } = this.story
    for (const step of end.steps.slice(0, end.byHand)) if (this.#put(code, step)) return true
    return false
  }

  #put(code: Lines, step: Step): boolean {
    const { draft, story } = this
    switch (step.do) {
      case 'send': {
        const call = `sock.sendto(${contentOf(step.content)}, ${this.#to(step.to)})`
        if (step.times === 1) code.put(call, step.seqs)
        else {
          code.block(`for _ in range(${step.times}):`, [], () => {
            code.put(call, step.seqs)
            if (step.everyMs > 0) {
              draft.imports.add('time')
              code.put(`time.sleep(${seconds(step.everyMs)})`)
            }
          })
        }
        return false
      }
      case 'receive':
        code.put('data, address = sock.recvfrom(65535)', step.seqs)
        code.put('print("received:", data, "from", *address[:2], flush=True)')
        this.#hear(code, step.from)
        putDatagramAnswer(draft, code, story, step.answers, ['sock.close()', 'sys.exit()'])
        return false
      case 'remark':
        if (step.remark === 'failed') code.comment(draft.words.failed(step.detail), step.seqs)
        return false
      case 'close':
      case 'destroy':
      case 'reset':
        code.put('sock.close()', step.seqs)
        return true
      default:
        return false
    }
  }

  /** Keeps the address of who was heard, if something is sent there later. */
  #hear(code: Lines, from: string | undefined): void {
    if (from === undefined || this.#heard.has(from)) return
    const isAnswered = this.story.end.steps.some((step) => step.do === 'send' && step.to === from)
    if (!isAnswered) return
    const name = `peer_${this.#heard.size + 1}`
    this.#heard.set(from, name)
    code.put(`${name} = address`)
  }

  #to(remote: string | undefined): string {
    const known = remote === undefined ? undefined : this.#heard.get(remote)
    if (known !== undefined) return known
    const at = remote === undefined ? undefined : parseAddress(remote)
    return at ? `(${pythonString(at.host)}, ${at.port})` : 'address'
  }
}
