import type { Draft } from '../draft'
import type { Lines } from '../lines'
import { nodeString } from '../literals'
import type { Program } from '../program'
import { pemFile } from '../serving'
import type { ClientStory } from '../story/story'
import { type Alike, alike } from '../story/tell'
import { helpers, imports, once, putAddress, tidy, udpType } from './parts'
import { putSteps } from './steps'

/** A client, or a group of them, for Node. */
export function nodeClient(draft: Draft, story: ClientStory): Program {
  const { words, body } = draft
  const { ends, label, address } = story
  const isGroup = ends.length > 1
  draft.intro(isGroup ? words.clients(label, ends.length) : words.client(label))
  draft.imports.add(
    story.transport === 'udp'
      ? "import dgram from 'node:dgram'"
      : story.tls
        ? "import tls from 'node:tls'"
        : "import net from 'node:net'",
  )
  const constants = draft.lines()
  putAddress(constants, address)
  const together = alike(ends, ({ steps }) => steps.length)
  if (isGroup) putGroup(draft, body, story, together)
  else if (together[0]) putClient(draft, body, story, together[0])
  return draft.program(imports(draft), constants, helpers(draft, story.framing), tidy(draft, body))
}

function putGroup(draft: Draft, code: Lines, story: ClientStory, together: readonly Alike[]): void {
  const name = (index: number) => (together.length > 1 ? `talk${index + 1}` : 'talk')
  for (const [index, script] of together.entries()) {
    code.block(`async function ${name(index)}() {`, [], () => putClient(draft, code, story, script), '}')
    code.blank()
  }
  const all = together.map(
    ({ numbers }, index) => `Array.from({ length: ${numbers.length} }, ${name(index)})`,
  )
  code.put(
    all.length === 1
      ? `await Promise.all(${all[0]})`
      : `await Promise.all([${all.map((each) => `...${each}`).join(', ')}])`,
  )
}

function putClient(draft: Draft, code: Lines, story: ClientStory, { ends, steps }: Alike): void {
  const { words } = draft
  const { transport, tls } = story
  const [first] = ends
  const datagrams = transport === 'udp'
  code.put(
    datagrams
      ? `const socket = dgram.createSocket('${udpType(story.address, first?.local)}')`
      : `const socket = ${tls ? 'tls' : 'net'}.connect({ ${options(draft, story).join(', ')} })`,
  )
  const failed = ends.flatMap(({ failure }) => failure?.seqs ?? [])
  const at = code.lines.length
  if (first?.failure) code.comment(words.notConnected(first.failure.code))
  if (datagrams) code.put('socket.connect(PORT, HOST)')
  const opened = ends.flatMap((end) => end.opened)
  code.put(once(draft, 'socket', tls ? 'secureConnect' : 'connect'), opened)
  if (datagrams && steps.some((step) => step.do === 'receive')) {
    draft.imports.add("import { on } from 'node:events'")
    code.put(`const inbox = on(socket, 'message')${code.remark(words.inboxHelp)}`)
  }
  const isClosed = putSteps(draft, code, steps, {
    framing: story.framing,
    tls: tls !== undefined,
    datagrams,
    failed,
  })
  code.insert(at, "socket.on('error', (error) => console.log('failed:', error.code))", failed)
  if (isClosed) return
  if (ends.some((end) => !end.isClosed)) code.comment(words.stillOpen)
  code.put(
    datagrams ? 'socket.close()' : 'socket.destroySoon()',
    ends.flatMap(({ closed }) => closed),
  )
}

function options(draft: Draft, { address, command, tls }: ClientStory): string[] {
  const given = 'path' in address ? ['path: PATH'] : ['host: HOST', 'port: PORT']
  if (command.allowHalfOpen) given.push('allowHalfOpen: true')
  if (command.noDelay) given.push('noDelay: true')
  if (command.keepAlive) given.push('keepAlive: true')
  if (command.localAddress !== undefined) given.push(`localAddress: ${nodeString(command.localAddress)}`)
  if (command.localPort !== undefined) given.push(`localPort: ${command.localPort}`)
  if (!tls) return given
  if (tls.servername !== undefined) given.push(`servername: ${nodeString(tls.servername)}`)
  if (tls.rejectUnauthorized === false) given.push('rejectUnauthorized: false')
  else if (tls.ca !== undefined) {
    draft.imports.add("import { readFileSync } from 'node:fs'")
    const file = typeof tls.ca === 'string' ? pemFile(tls.ca, 'cert.pem') : 'cert.pem'
    given.push(`ca: readFileSync(${nodeString(file)})`)
  }
  return given
}
