import { parseAddress } from '../../ids'
import type { Draft } from '../draft'
import type { Lines } from '../lines'
import { pythonString } from '../literals'
import type { Program } from '../program'
import { pemFile } from '../serving'
import type { ClientStory } from '../story/story'
import { type Alike, alike } from '../story/tell'
import { familyOf, helpers, imports, place, putAddress, tidy } from './parts'
import { putSteps } from './steps'

/** A client, or a group of them, in Python. */
export function pythonClient(draft: Draft, story: ClientStory): Program {
  const { words, body } = draft
  const { ends, label, address } = story
  const isGroup = ends.length > 1
  draft.intro(isGroup ? words.clients(label, ends.length) : words.client(label))
  draft.imports.add('socket')
  const constants = draft.lines()
  putAddress(draft, constants, address)
  if (story.tls) putContext(draft, constants, story)
  const together = alike(ends, ({ steps }) => steps.length)
  if (isGroup) putGroup(draft, body, story, together)
  else if (together[0]) putClient(draft, body, story, together[0])
  const functions = draft.lines()
  functions.lines.push(...helpers(draft, story.framing).lines)
  functions.blank(2)
  functions.lines.push(...body.lines)
  return draft.program(imports(draft), constants, tidy(draft, functions))
}

function putGroup(draft: Draft, code: Lines, story: ClientStory, together: readonly Alike[]): void {
  draft.imports.add('threading')
  const several = together.length > 1
  for (const [index, script] of together.entries()) {
    code.block(`def talk${several ? `_${index + 1}` : ''}():`, [], () =>
      putClient(draft, code, story, script),
    )
    code.blank(2)
  }
  if (several) {
    code.put('threads = []')
    for (const [index, { numbers }] of together.entries()) {
      const name = `talk_${index + 1}`
      code.put(`threads += [threading.Thread(target=${name}) for _ in range(${numbers.length})]`)
    }
  } else code.put(`threads = [threading.Thread(target=talk) for _ in range(${story.ends.length})]`)
  code.block('for thread in threads:', [], () => code.put('thread.start()'))
  code.block('for thread in threads:', [], () => code.put('thread.join()'))
}

function putClient(draft: Draft, code: Lines, story: ClientStory, { ends, steps }: Alike): void {
  const { words } = draft
  const { address, command, transport, tls } = story
  const [first] = ends
  const type = transport === 'udp' ? 'SOCK_DGRAM' : 'SOCK_STREAM'
  code.put(`client = socket.socket(${familyOf(address, first?.local)}, socket.${type})`)
  if (command.noDelay) code.put('client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)')
  if (command.keepAlive) code.put('client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)')
  const { localAddress, localPort } = command
  if (localAddress !== undefined || localPort !== undefined) {
    const from = first?.local === undefined ? undefined : parseAddress(first.local)?.host
    code.put(`client.bind((${pythonString(localAddress ?? from ?? '127.0.0.1')}, ${localPort ?? 0}))`)
  }
  const failure = first?.failure
  if (failure) code.comment(words.notConnected(failure.code))
  const opened = ends.flatMap((end) => [...end.opened, ...(end.failure?.seqs ?? [])])
  code.put(`client.connect(${place(address)})`, opened)
  if (tls) {
    const name = tls.servername ?? ('host' in address ? address.host : 'localhost')
    code.put(`client = context.wrap_socket(client, server_hostname=${pythonString(name)})`)
  }
  const isClosed = putSteps(draft, code, steps, {
    sock: 'client',
    framing: story.framing,
    tls: tls !== undefined,
    datagrams: transport === 'udp',
  })
  if (isClosed) return
  if (ends.some((end) => !end.isClosed)) code.comment(words.stillOpen)
  code.put(
    'client.close()',
    ends.flatMap(({ closed }) => closed),
  )
}

function putContext(draft: Draft, code: Lines, { tls }: ClientStory): void {
  draft.imports.add('ssl')
  code.put('context = ssl.create_default_context()')
  if (tls?.rejectUnauthorized === false) {
    code.put('context.check_hostname = False')
    code.put('context.verify_mode = ssl.CERT_NONE')
  } else if (tls?.ca !== undefined) {
    const file = typeof tls.ca === 'string' ? pemFile(tls.ca, 'cert.pem') : 'cert.pem'
    code.put(`context.load_verify_locations(${pythonString(file)})`)
  }
}
