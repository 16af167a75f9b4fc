import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { concat, encodeUtf8 } from '../../src/shared/bytes'
import type { Framing } from '../../src/shared/commands/framing'
import type { EventOf } from '../../src/shared/events'
import { connectedLab, event, events, openLab, receivedText, socketOf } from '../support/lab'

const byLength: Framing = { by: 'length', bytes: 4 }
const byLine: Framing = { by: 'line' }

function unpacked(lab: Lab, socket: string): EventOf<'unpacked'>[] {
  return events(lab).filter(
    (one) => one.kind === 'unpacked' && one.socket === socket,
  ) as EventOf<'unpacked'>[]
}

const said = (messages: EventOf<'unpacked'>[]) =>
  messages.map(({ data }) => Buffer.from(data ?? []).toString())
const nth = (index: number) => (one: { index: number }) => one.index === index

test('messages are packed into the stream, and taken out of it one by one', async () => {
  const lab = await connectedLab({ framing: byLength, respond: { with: 'upper' } }, { framing: byLength })
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  lab.execute({ do: 'send', from: 'alice', text: '' })
  lab.execute({ do: 'send', from: 'alice', text: 'you' })
  await event(lab, 'unpacked', 'alice', nth(2))
  expect(said(unpacked(lab, 'alice@server'))).toEqual(['hello', '', 'you'])
  expect(said(unpacked(lab, 'alice'))).toEqual(['HELLO', '', 'YOU'])
  const packed = await event(lab, 'packed', 'alice', nth(2))
  expect(packed).toMatchObject({ bytes: 3, offset: 5, span: [13, 20] })
  const sent = await event(lab, 'sent', 'alice', nth(2))
  expect(sent).toMatchObject({ cause: packed.seq, bytes: 7, offset: 13 })
  expect(lab.log.at(packed.cause ?? 0)).toMatchObject({ kind: 'asked' })
  const { layers, sent: written } = socketOf(lab, 'alice')
  expect(layers).toMatchObject({ framing: byLength, packed: { count: 3, bytes: 8 }, unpacked: { count: 3 } })
  expect(written).toEqual({ count: 3, bytes: 20 })
})

test('a message that comes in pieces is one, and tells in how many reads it came', async () => {
  const lab = await connectedLab({ framing: byLength, respond: { with: 'echo' } })
  const reads = ['00 00', '00 03', '61', '62 63 00 00 00 01 64']
  for (const [i, hex] of reads.entries()) {
    lab.execute({ do: 'send', from: 'alice', hex })
    await event(lab, 'received', 'alice@server', nth(i))
  }
  const messages = unpacked(lab, 'alice@server')
  const last = await event(lab, 'received', 'alice@server', nth(3))
  expect(messages).toMatchObject([
    { span: [0, 7], reads: 4, cause: last.seq },
    { span: [7, 12], reads: 1, cause: last.seq },
  ])
  // What it answers is framed, too.
  await event(lab, 'received', 'alice', (one) => one.offset + one.bytes === 12)
  expect(receivedText(lab, 'alice')).toBe('\0\0\0\x03abc\0\0\0\x01d')
})

test('a frame that lies about its length, and one that is cut off, leave the connection alone', async () => {
  const lab = await connectedLab({ framing: { ...byLength, maxBytes: 10 }, allowHalfOpen: true })
  lab.execute({ do: 'send', from: 'alice', text: 'GET / HTTP/1.1' })
  const tooLong = await event(lab, 'unpacked', 'alice@server')
  expect(tooLong).toMatchObject({ broken: 'tooLong', declared: 0x47455420, bytes: 4, span: [0, 4] })
  expect(socketOf(lab, 'alice@server')).toMatchObject({ state: 'ESTABLISHED', layers: { broken: 1 } })

  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  lab.execute({ do: 'send', from: 'bob', hex: '00 00 00 05 61' })
  lab.execute({ do: 'shutdown', socket: 'bob' })
  const ended = await event(lab, 'ended', 'bob@server')
  const cutOff = await event(lab, 'unpacked', 'bob@server')
  expect(cutOff).toMatchObject({ broken: 'cutOff', declared: 5, bytes: 1, cause: ended.seq })

  await lab.execute({ do: 'connect', as: 'carol', to: 'server' }).done
  lab.execute({ do: 'send', from: 'carol', hex: '00 00' })
  await event(lab, 'received', 'carol@server')
  lab.execute({ do: 'reset', socket: 'carol' })
  await event(lab, 'closed', 'carol@server')
  expect(unpacked(lab, 'carol@server')).toMatchObject([{ broken: 'cutOff', bytes: 2 }])
})

test('what would be two messages is refused, in an answer as well', async () => {
  const lab = await connectedLab(
    { framing: byLine, respond: { with: 'reply', text: 'a\nb' } },
    { framing: byLine },
  )
  const { error } = lab.execute({ do: 'send', from: 'alice', text: 'one\ntwo' })
  expect(error).toMatchObject({ code: 'LAB_UNFIT' })
  lab.execute({ do: 'send', from: 'alice', text: 'one' })
  const message = await event(lab, 'unpacked', 'alice@server')
  const failed = await event(lab, 'failed', 'alice@server')
  expect(failed).toMatchObject({ code: 'LAB_UNFIT', cause: message.seq })
  expect(socketOf(lab, 'alice@server')).toMatchObject({ state: 'ESTABLISHED', sent: { count: 0 } })
})

test('of a long message as much is kept as of any other, and none of what is discarded', async () => {
  const lab = openLab({ keepBytes: 10 })
  await lab.execute({ do: 'listen', as: 'server', framing: byLine }).done
  await lab.execute({ do: 'listen', as: 'bin', framing: byLine, respond: { with: 'discard' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server', framing: byLine }).done
  await lab.execute({ do: 'connect', as: 'bob', to: 'bin', framing: byLine }).done
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(100_000) })
  lab.execute({ do: 'send', from: 'bob', text: 'hello' })
  const long = await event(lab, 'unpacked', 'alice@server')
  expect([long.bytes, long.data?.length]).toEqual([100_000, 10])
  expect((await event(lab, 'packed', 'alice')).data).toHaveLength(10)
  expect((await event(lab, 'unpacked', 'bob@bin')).data).toBeUndefined()
})

test('a server can be told to frame otherwise: those that it accepts from then on do', async () => {
  const lab = await connectedLab({ framing: byLine })
  lab.execute({ do: 'configure', socket: 'server', framing: { by: 'fixed', bytes: 2 } })
  expect(lab.madeBy('server')).toMatchObject({ framing: { by: 'fixed', bytes: 2 } })
  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  lab.execute({ do: 'send', from: 'alice', text: 'line\n' })
  lab.execute({ do: 'send', from: 'bob', text: 'abcd' })
  await event(lab, 'unpacked', 'alice@server')
  await event(lab, 'unpacked', 'bob@server', nth(1))
  expect(said(unpacked(lab, 'alice@server'))).toEqual(['line'])
  expect(said(unpacked(lab, 'bob@server'))).toEqual(['ab', 'cd'])
  lab.execute({ do: 'configure', socket: 'server', framing: null })
  await lab.execute({ do: 'connect', as: 'carol', to: 'server' }).done
  expect(socketOf(lab, 'carol@server').layers).toBeUndefined()
  expect(lab.madeBy('server')).not.toHaveProperty('framing')
})

test('a plain end has nothing above its stream, and a load goes to none that has', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice@server')
  expect(events(lab).some(({ kind }) => ['layered', 'packed', 'unpacked'].includes(kind))).toBe(false)
  await lab.execute({ do: 'listen', as: 'framed', framing: byLine }).done
  const { error } = lab.execute({ do: 'load', to: 'framed', clients: 1, forMs: 1 })
  expect(error).toMatchObject({ code: 'LAB_NOT_POSSIBLE', field: 'to' })
})

test('the bytes of a stream are those of its frames', async () => {
  const lab = await connectedLab(
    { framing: { by: 'delimiter', hex: '00ff' } },
    { framing: { by: 'delimiter', hex: '00ff' } },
  )
  for (const text of ['a', 'bc', '']) lab.execute({ do: 'send', from: 'alice', text })
  await event(lab, 'unpacked', 'alice@server', nth(2))
  const delimiter = new Uint8Array([0, 0xff])
  const stream = concat(['a', 'bc', ''].flatMap((text) => [encodeUtf8(text), delimiter]))
  const sent = events(lab).filter((one): one is EventOf<'sent'> => one.kind === 'sent')
  expect(Buffer.from(concat(sent.map(({ data }) => data as Uint8Array)))).toEqual(Buffer.from(stream))
})
