import type { Draft } from '../draft'
import type { Lines } from '../lines'
import { pythonString } from '../literals'
import type { Program } from '../program'
import { MOST_SCRIPTS, type OwnSeqs, ownSeqs, pemFile } from '../serving'
import type { ServerStory } from '../story/story'
import { type Alike, alike } from '../story/tell'
import { putAnswer, putRules } from './answers'
import { familyOf, helpers, imports, putAddress, tidy } from './parts'
import { putReset, putSteps } from './steps'

/** A listener, as a server in Python. */
export function pythonServer(draft: Draft, story: ServerStory): Program {
  const { words, body } = draft
  const { respond, command } = story
  const threaded = respond.with === 'broadcast' || (story.atOnce && command.serve !== 'one-at-a-time')
  draft.intro(words.server(story.label, words[respond.with]))
  draft.intro(threaded ? words.threaded : words.oneByOne)
  draft.imports.add('socket')
  if (threaded) draft.imports.add('threading')
  const scripts = alike(story.ends, ({ byHand }) => byHand).filter(({ steps }) => steps.length > 0)
  if (scripts.length > MOST_SCRIPTS) draft.leave('tooMany')

  const serving = new Serving(draft, story, threaded, scripts.slice(0, MOST_SCRIPTS))
  const constants = draft.lines()
  putAddress(draft, constants, story.address)
  if (serving.keepsOthers) constants.put('conversations = set()')
  if (serving.staysOpen) constants.put('half_open = []')
  serving.put(body)
  body.blank(2)
  putListening(draft, body, story)
  serving.putAccepting(body)

  const rules = draft.lines()
  putRules(draft, rules, respond)
  const functions = draft.lines()
  const used = helpers(draft, story.framing)
  functions.lines.push(...used.lines)
  functions.blank(2)
  functions.lines.push(...rules.lines)
  functions.blank(2)
  functions.lines.push(...body.lines)
  return draft.program(imports(draft), constants, tidy(draft, functions))
}

function putListening(draft: Draft, code: Lines, story: ServerStory): void {
  const { address, command, backlog, listening, tls } = story
  code.put(`listener = socket.socket(${familyOf(address)}, socket.SOCK_STREAM)`)
  if ('path' in address) {
    draft.imports.add('os')
    if (!address.path.startsWith('@')) {
      code.block('if os.path.exists(PATH):', [], () => code.put('os.unlink(PATH)'))
    }
    code.put('listener.bind(PATH)')
  } else {
    code.put('listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)')
    if (address.host.includes(':')) {
      code.put(`listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, ${command.ipv6Only ? 1 : 0})`)
    }
    code.put('listener.bind((HOST, PORT))')
  }
  code.put(`listener.listen(${backlog})`, listening)
  if ('path' in address) code.put('print("listening on", PATH, flush=True)')
  else code.put('print("listening on", *listener.getsockname()[:2], flush=True)')
  if (tls) {
    draft.imports.add('ssl')
    const { cert, key } = tls
    const [certFile, keyFile] = [pemFile(cert, 'cert.pem'), pemFile(key, 'key.pem')]
    draft.certificate(cert)
    code.put('context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)')
    code.put(`context.load_cert_chain(${pythonString(certFile)}, ${pythonString(keyFile)})`)
  }
}

/** What is done with each connection. */
class Serving {
  readonly #seqs: OwnSeqs
  readonly #isNumbered: boolean
  readonly keepsOthers: boolean
  readonly staysOpen: boolean

  constructor(
    private readonly draft: Draft,
    private readonly story: ServerStory,
    private readonly threaded: boolean,
    private readonly scripts: readonly Alike[],
  ) {
    const { ends, respond, command } = story
    this.#isNumbered = scripts.some(({ numbers }) => numbers.length < ends.length)
    this.keepsOthers = respond.with === 'broadcast' || (threaded && command.maxConnections !== undefined)
    this.staysOpen =
      command.allowHalfOpen === true &&
      ends.some(({ steps, isClosed }) => !isClosed && steps.some((step) => step.do === 'end'))
    this.#seqs = ownSeqs(ends)
  }

  /** The function that talks with one client. */
  put(code: Lines): void {
    const { scripts } = this
    const parameters = this.#isNumbered ? 'conn, number' : 'conn'
    code.block(`def talk(${parameters}):`, [], () => {
      if (this.story.respond.with === 'rules') code.put('answers = 0')
      for (const script of scripts) {
        if (!this.#isNumbered) {
          if (this.#putScript(code, script)) return
        } else {
          const { numbers } = script
          const test = numbers.length === 1 ? `number == ${numbers[0]}` : `number in {${numbers.join(', ')}}`
          code.block(`if ${test}:`, [], () => {
            code.comment(script.ends[0]?.label ?? '')
            if (this.#putScript(code, script)) code.put('return')
          })
        }
      }
      this.#putLoop(code)
    })
    if (!this.threaded) return
    code.blank(2)
    code.block(`def serve(${parameters}):`, [], () => this.#putWhole(code))
  }

  /** True if it ends the conversation. */
  #putScript(code: Lines, { steps }: Alike): boolean {
    const { draft, story } = this
    return putSteps(draft, code, steps, {
      sock: 'conn',
      framing: story.framing,
      tls: story.tls !== undefined,
      datagrams: false,
      take: (step) => {
        code.put('print("received:", data, flush=True)')
        this.#putAnswer(code, step.answers, ['conn.close()', 'return'])
      },
    })
  }

  #putLoop(code: Lines): void {
    const { draft, story } = this
    const { framing, respond } = story
    const seqs = this.#seqs
    if (framing) draft.helpers.add('receive_message')
    const read = framing ? 'data = receive_message(conn)' : 'data = conn.recv(65536)'
    const answer = () => {
      if (respond.with !== 'discard') code.put('print("received:", data, flush=True)')
      this.#putAnswer(code, seqs.answers, ['break'])
    }
    if (respond.thenClose && respond.with !== 'rules') {
      code.put(read, seqs.received)
      code.block(framing ? 'if data is not None:' : 'if data:', [], answer)
    } else {
      code.block('while True:', [], () => {
        code.put(read, seqs.received)
        code.block(framing ? 'if data is None:' : 'if not data:', [], () => {
          if (this.staysOpen) {
            code.comment(draft.words.stays)
            code.put('half_open.append(conn)', seqs.ended)
            code.put('return')
          } else code.put('break', seqs.ended)
        })
        answer()
      })
    }
    code.put('conn.close()', this.#seqs.closed)
  }

  /** `close`: what ends the conversation. */
  #putAnswer(code: Lines, seqs: readonly number[], close: readonly string[]): void {
    const { draft, story } = this
    const { framing, respond } = story
    const pack = (bytes: string) => {
      if (framing) draft.helpers.add('pack')
      return framing ? `pack(${bytes})` : bytes
    }
    const isLoop = close[0] === 'break'
    putAnswer(draft, code, {
      respond,
      data: 'data',
      send: (bytes) => `conn.sendall(${pack(bytes)})`,
      sendOthers: (bytes) => ['for other in conversations - {conn}:', `    other.sendall(${pack(bytes)})`],
      // A loop that answers once is none.
      close: isLoop && respond.with !== 'rules' ? [] : close,
      reset: (lines) => {
        putReset(draft, lines, 'conn')
        for (const line of close) lines.put(line)
      },
      seqs,
    })
  }

  /** What is done with a connection, whatever happens in it. */
  #putWhole(code: Lines): void {
    const { story } = this
    const call = `talk(${this.#isNumbered ? 'conn, number' : 'conn'})`
    if (story.tls)
      code.put('conn = context.wrap_socket(conn, server_side=True, do_handshake_on_connect=False)')
    if (this.keepsOthers) code.put('conversations.add(conn)')
    code.block('try:', [], () => code.put(call))
    code.block('except OSError as error:', [], () => {
      code.put('print("lost:", error, flush=True)', this.#seqs.failed)
      code.put('conn.close()')
    })
    if (this.keepsOthers) code.block('finally:', [], () => code.put('conversations.discard(conn)'))
  }

  /** The loop that accepts. */
  putAccepting(code: Lines): void {
    const { story, threaded, draft } = this
    const { ends, closed } = story
    const accepted = ends.flatMap(({ opened }) => opened)
    const most = story.command.maxConnections
    code.blank()
    const isCounted = closed !== undefined && ends.length > 0
    if (isCounted) code.comment(draft.words.asMany)
    const head = isCounted
      ? this.#isNumbered
        ? `for number in range(1, ${ends.length + 1}):`
        : `for _ in range(${ends.length}):`
      : this.#isNumbered
        ? 'for number in itertools.count(1):'
        : 'while True:'
    if (head.includes('itertools')) draft.imports.add('itertools')
    code.block(head, [], () => {
      code.put('conn, address = listener.accept()', accepted)
      code.put('print("connected:", address, flush=True)')
      if (threaded && most !== undefined) {
        code.block(`if len(conversations) >= ${most}:`, [], () => {
          code.put(`conn.close()${code.remark(draft.words.dropsMore(most))}`, story.dropped)
          code.put('continue')
        })
      }
      if (story.command.noDelay) code.put('conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)')
      if (story.command.keepAlive) code.put('conn.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)')
      if (threaded) {
        const args = this.#isNumbered ? 'conn, number' : 'conn,'
        code.put(`threading.Thread(target=serve, args=(${args})).start()`)
      } else this.#putWhole(code)
    })
    if (isCounted) code.put('listener.close()', closed)
  }
}
