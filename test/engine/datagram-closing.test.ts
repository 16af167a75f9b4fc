import dgram from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import type { Context, Happening } from '../../src/main/engine/context'
import type { DatagramSocket } from '../../src/main/engine/datagrams/datagram-socket'
import { Outgoing } from '../../src/main/engine/datagrams/outgoing'
import { Traffic } from '../../src/main/engine/streams/traffic'
import { LAB_CODES } from '../../src/shared/errors'
import { event, events, openLab, socketOf } from '../support/lab'

// UDP sockets that are closed, or can't go on, at awkward moments.

test.each([
  ['bound', { do: 'bind', as: 'early' }],
  ['bound by name', { do: 'bind', as: 'early', host: 'localhost' }],
  ['connected', { do: 'connect', as: 'early', to: 'server' }],
  ['connected by name', { do: 'connect', as: 'early', transport: 'udp', host: 'localhost', port: 9 }],
] as const)('closed before it is %s: its command is done all the same', async (_what, command) => {
  const lab = openLab()
  await lab.execute({ do: 'bind', as: 'server' }).done
  const { done } = lab.execute(command)
  const { seq } = lab.execute({ do: 'close', socket: 'early' })
  await done
  expect(await event(lab, 'closed', 'early')).toMatchObject({ cause: seq, hadError: false })
  expect(events(lab).some(({ kind, socket }) => kind === 'failed' && socket === 'early')).toBe(false)
})

test('what the kernel has taken is told, though the socket is destroyed in the same turn', async () => {
  const lab = openLab()
  await lab.execute({ do: 'bind', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  const { seq } = lab.execute({ do: 'send', from: 'alice', text: 'last words' })
  lab.execute({ do: 'destroy', socket: 'alice' })
  await event(lab, 'received', 'server')
  expect(await event(lab, 'sent', 'alice')).toMatchObject({ cause: seq, bytes: 10, queued: 0 })
  expect(events(lab).some(({ kind }) => kind === 'failed')).toBe(false)
})

test('what Node refuses to send is told, and over: nothing waits for it', async () => {
  const told: Happening[] = []
  const context = {
    guard: (_socket: string, task: () => void) => task(),
    record: (happening: Happening) => told.push(happening),
    keepBytes: 0,
  } as unknown as Context
  const onDone = vi.fn()
  const from = { name: 'server', type: 'udp4' } as DatagramSocket
  const outgoing = new Outgoing(context, from, new Traffic(context, 'server'), onDone)
  const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  // A sender may leave its port out (RFC 768): nobody can be answered there.
  outgoing.send(socket, Buffer.from('answer'), 7, { host: '127.0.0.1', port: 0, address: '127.0.0.1:0' })
  expect(told).toMatchObject([{ kind: 'failed', socket: 'server', cause: 7, code: 'ERR_SOCKET_BAD_PORT' }])
  expect(onDone).toHaveBeenCalledOnce()
  expect(outgoing).toMatchObject({ bytes: 0, isUnderWay: false })
  await once(socket.close(), 'close')
})

test('where Node keeps its handle elsewhere, pause is refused, and the socket goes on', async () => {
  const lab = openLab()
  for (const as of ['server', 'alice']) await lab.execute({ do: 'bind', as }).done
  const symbols = vi.spyOn(Object, 'getOwnPropertySymbols').mockReturnValue([])
  const { error } = lab.execute({ do: 'pause', socket: 'server' })
  symbols.mockRestore()
  expect(error).toMatchObject({ code: LAB_CODES.notPossible })
  expect(error?.message).toContain('no way to stop reading')
  expect(socketOf(lab, 'server').paused).toBe(false)
  lab.execute({ do: 'send', from: 'alice', to: 'server', text: 'still there?' })
  await event(lab, 'received', 'server')
})

test('two that echo keep a datagram going, as any two do; the lab goes on, and a close ends it', async () => {
  const lab = openLab()
  for (const as of ['ping', 'pong']) await lab.execute({ do: 'bind', as, respond: { with: 'echo' } }).done
  lab.execute({ do: 'send', from: 'ping', to: 'pong', text: 'ball' })
  await event(lab, 'received', 'pong', ({ index }) => index === 100)
  lab.execute({ do: 'close', socket: 'pong' })
  await event(lab, 'closed', 'pong')
  // What was on its way may still come; nobody sends it back any more.
  await sleep(50)
  const { head } = lab.log
  await sleep(50)
  expect(lab.log.head).toBe(head)
})
