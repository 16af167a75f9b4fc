import type { Draft } from '../draft'
import type { Lines } from '../lines'
import { nodeString } from '../literals'
import type { Program } from '../program'
import { MOST_SCRIPTS, type OwnSeqs, ownSeqs, pemFile } from '../serving'
import type { ServerStory } from '../story/story'
import { type Alike, alike } from '../story/tell'
import { isAtOnce, putAnswer, putRules } from './answers'
import { helpers, imports, once, putAddress, shown, tidy } from './parts'
import { putSteps } from './steps'

/** A listener, as a server for Node. */
export function nodeServer(draft: Draft, story: ServerStory): Program {
  const { words, body } = draft
  const { respond, command, label } = story
  draft.intro(words.server(label, words[respond.with]))
  if (command.serve === 'one-at-a-time') draft.intro(words.nodeQueue)
  const scripts = alike(story.ends, ({ byHand }) => byHand).filter(({ steps }) => steps.length > 0)
  if (scripts.length > MOST_SCRIPTS) draft.leave('tooMany')
  draft.imports.add(story.tls ? "import tls from 'node:tls'" : "import net from 'node:net'")
  const constants = draft.lines()
  putAddress(constants, story.address)
  if (respond.with === 'broadcast') constants.put('const sockets = new Set()')

  const serving = new Serving(draft, story, scripts.slice(0, MOST_SCRIPTS))
  serving.putTalk(body)
  body.blank()
  serving.putServer(body)

  const functions = draft.lines()
  const rules = draft.lines()
  putRules(draft, rules, respond)
  const used = helpers(draft, story.framing)
  if (used.lines.length > 0) {
    functions.lines.push(...used.lines)
    functions.blank()
  }
  functions.lines.push(...rules.lines, ...body.lines)
  return draft.program(imports(draft), constants, tidy(draft, functions))
}

class Serving {
  readonly #seqs: OwnSeqs
  readonly #isNumbered: boolean
  readonly #isInTurn: boolean
  /** It awaits what it reads; otherwise it is told of it. */
  readonly #isReading: boolean

  constructor(
    private readonly draft: Draft,
    private readonly story: ServerStory,
    private readonly scripts: readonly Alike[],
  ) {
    const { ends, command, framing, respond } = story
    this.#isNumbered = scripts.some(({ numbers }) => numbers.length < ends.length)
    this.#isInTurn = command.serve === 'one-at-a-time'
    this.#isReading = framing !== undefined || !isAtOnce(respond)
    this.#seqs = ownSeqs(ends)
  }

  /** The function that talks with one client. */
  putTalk(code: Lines): void {
    const { scripts, story } = this
    const seqs = this.#seqs
    const isAsync = this.#isReading || this.#isInTurn || scripts.length > 0
    const parameters = this.#isNumbered ? 'socket, number' : 'socket'
    code.block(
      `${isAsync ? 'async ' : ''}function talk(${parameters}) {`,
      [],
      () => {
        code.put("socket.on('error', (error) => console.log('lost:', error.code))", seqs.failed)
        code.put("socket.on('close', () => console.log('closed'))", seqs.closed)
        const hasData = scripts.some(({ steps }) => steps.some((step) => step.do === 'receive'))
        if (hasData) code.put('let data')
        if (story.respond.with === 'rules') code.put('let answers = 0')
        let isOver = false
        for (const script of scripts) {
          if (!this.#isNumbered) isOver = this.#putScript(code, script)
          else {
            const { numbers } = script
            const test =
              numbers.length === 1 ? `number === ${numbers[0]}` : `[${numbers.join(', ')}].includes(number)`
            code.block(
              `if (${test}) {`,
              [],
              () => {
                code.comment(script.ends[0]?.label ?? '')
                if (this.#putScript(code, script)) code.put('return')
              },
              '}',
            )
          }
        }
        if (!isOver) {
          if (this.#isReading) this.#putLoop(code)
          else this.#putHandlers(code)
        }
        if (this.#isInTurn)
          code.put("if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))")
      },
      '}',
    )
  }

  #putScript(code: Lines, { steps }: Alike): boolean {
    const { draft, story } = this
    return putSteps(draft, code, steps, {
      framing: story.framing,
      tls: story.tls !== undefined,
      datagrams: false,
      failed: this.#seqs.failed,
      take: (step) => {
        code.put(shown(draft, story.framing ? 'data?' : 'data'))
        this.#putAnswer(code, step.answers, ['socket.destroySoon()', 'return'])
      },
    })
  }

  #putHandlers(code: Lines): void {
    const { draft, story } = this
    const { respond } = story
    const seqs = this.#seqs
    code.block(
      `socket.${respond.thenClose ? 'once' : 'on'}('data', (data) => {`,
      seqs.received,
      () => {
        if (respond.with !== 'discard') code.put(shown(draft, 'data'))
        this.#putAnswer(code, seqs.answers, ['socket.destroySoon()'])
      },
      '})',
    )
    if (this.#isInTurn) code.put('socket.resume()')
    code.put("socket.on('end', () => console.log('ended'))", seqs.ended)
  }

  #putLoop(code: Lines): void {
    const { draft, story } = this
    const { framing } = story
    const seqs = this.#seqs
    draft.helpers.add(framing ? 'receiveMessage' : 'read')
    code.block(
      'for (;;) {',
      [],
      () => {
        code.put(`const data = await ${framing ? 'receiveMessage' : 'read'}(socket)`, seqs.received)
        code.put('if (!data) break', seqs.ended)
        code.put(shown(draft, 'data'))
        this.#putAnswer(code, seqs.answers, ['socket.destroySoon()', 'break'])
      },
      '}',
    )
  }

  #putAnswer(code: Lines, seqs: readonly number[], close: readonly string[]): void {
    const { draft, story } = this
    const { framing, respond } = story
    const pack = (bytes: string) => {
      if (framing) draft.helpers.add('pack')
      return framing ? `pack(${bytes})` : bytes
    }
    putAnswer(draft, code, {
      respond,
      data: 'data',
      send: (bytes) => `socket.write(${pack(bytes)})`,
      sendOthers: (bytes) => `for (const other of sockets) if (other !== socket) other.write(${pack(bytes)})`,
      close,
      reset: ['socket.resetAndDestroy()', ...close.slice(1)],
      seqs,
    })
  }

  putServer(code: Lines): void {
    const { draft, story } = this
    const { command, tls, ends, closed, backlog, listening, address, respond } = story
    const options: string[] = []
    if (command.allowHalfOpen) options.push('allowHalfOpen: true')
    if (command.noDelay) options.push('noDelay: true')
    if (command.keepAlive) options.push('keepAlive: true')
    if (this.#isInTurn) options.push('pauseOnConnect: true')
    if (tls) options.push(...this.#tlsOptions())
    const accepted = ends.flatMap(({ opened }) => opened)
    const isCounted = closed !== undefined && ends.length > 0
    if (isCounted || this.#isNumbered) code.put('let number = 0')
    if (this.#isInTurn) code.put('let turn = Promise.resolve()')
    const given = options.length > 0 ? `{ ${options.join(', ')} }, ` : ''
    code.block(
      `const server = ${tls ? 'tls' : 'net'}.createServer(${given}(socket) => {`,
      accepted,
      () => {
        const from = 'path' in address ? '' : ', socket.remoteAddress, socket.remotePort'
        code.put(`console.log('connected'${from})`)
        if (respond.with === 'broadcast') {
          code.put('sockets.add(socket)')
          code.put("socket.on('close', () => sockets.delete(socket))")
        }
        if (isCounted || this.#isNumbered) code.put('number++')
        if (isCounted) {
          code.put(`if (number === ${ends.length}) server.close()${code.remark(draft.words.asMany)}`, closed)
        }
        const call = `talk(socket${this.#isNumbered ? ', number' : ''})`
        if (this.#isInTurn) {
          if (this.#isNumbered) code.put('const mine = number')
          code.put(`turn = turn.then(() => ${call.replace('number', 'mine')})`)
        } else code.put(call)
      },
      '})',
    )
    if (command.maxConnections !== undefined)
      code.put(`server.maxConnections = ${command.maxConnections}`, story.dropped)
    const where: string[] = []
    if ('path' in address) {
      if (!address.path.startsWith('@')) {
        draft.imports.add("import { rmSync } from 'node:fs'")
        code.put('rmSync(PATH, { force: true })')
      }
      where.push('path: PATH')
    } else where.push('host: HOST', 'port: PORT')
    where.push(`backlog: ${backlog}`)
    if (command.ipv6Only) where.push('ipv6Only: true')
    code.put(`server.listen({ ${where.join(', ')} })`, listening)
    code.put(once(draft, 'server', 'listening'))
    const at = 'path' in address ? 'PATH' : 'server.address().address, server.address().port'
    code.put(`console.log('listening on', ${at})`)
  }

  #tlsOptions(): string[] {
    const { draft, story } = this
    draft.imports.add("import { readFileSync } from 'node:fs'")
    const { cert, key } = story.tls ?? {}
    draft.certificate(cert)
    return [
      `cert: readFileSync(${nodeString(pemFile(cert, 'cert.pem'))})`,
      `key: readFileSync(${nodeString(pemFile(key, 'key.pem'))})`,
    ]
  }
}
