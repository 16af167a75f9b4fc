import { expect, test } from 'vitest'
import { connectedLab, event, events, modelOf, openLab, receivedText, socketOf } from '../support/lab'

test('a listener answers otherwise from now on, on the connections that it has, too', async () => {
  const lab = await connectedLab({ respond: { with: 'echo' } })
  const { seq } = lab.execute({ do: 'configure', socket: 'server', respond: { with: 'upper' } })
  expect(await event(lab, 'configured', 'server')).toMatchObject({ cause: seq, respond: 'upper' })
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  expect(receivedText(lab, 'alice')).toBe('HELLO')
  expect(socketOf(lab, 'server').respond).toBe('upper')
})

test('a delayed answer is the one of the moment of reading', async () => {
  const lab = await connectedLab({ respond: { with: 'echo', delayMs: 40 } })
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice@server')
  lab.execute({ do: 'configure', socket: 'server', respond: { with: 'none' } })
  await event(lab, 'received', 'alice')
  expect(receivedText(lab, 'alice')).toBe('hello')
})

test('the limit of connections can be set, raised and lifted', async () => {
  const lab = await connectedLab({ maxConnections: 1 })
  expect(await event(lab, 'listening')).toMatchObject({ maxConnections: 1 })
  expect(socketOf(lab, 'server').maxConnections).toBe(1)
  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  expect(socketOf(lab, 'server').dropped).toBe(1)

  lab.execute({ do: 'configure', socket: 'server', maxConnections: 2 })
  expect(await event(lab, 'configured')).toMatchObject({ respond: 'none', maxConnections: 2 })
  await lab.execute({ do: 'connect', as: 'carol', to: 'server' }).done
  await lab.execute({ do: 'connect', as: 'dave', to: 'server' }).done
  expect(socketOf(lab, 'server')).toMatchObject({ accepted: 2, dropped: 2, maxConnections: 2 })

  lab.execute({ do: 'configure', socket: 'server', maxConnections: null })
  await lab.execute({ do: 'connect', as: 'erin', to: 'server' }).done
  expect(socketOf(lab, 'server')).toMatchObject({ accepted: 3, dropped: 2 })
  expect(socketOf(lab, 'server').maxConnections).toBeUndefined()

  lab.execute({ do: 'configure', socket: 'server', maxConnections: 1 })
  await lab.execute({ do: 'connect', as: 'frank', to: 'server' }).done
  expect(socketOf(lab, 'server')).toMatchObject({ accepted: 3, dropped: 3 })
})

test('configure is for listeners that are open', async () => {
  const lab = await connectedLab()
  const refused = (socket: string) =>
    lab.execute({ do: 'configure', socket, respond: { with: 'echo' } }).error
  expect(refused('alice')).toMatchObject({
    code: 'LAB_NOT_POSSIBLE',
    field: 'socket',
    message: 'alice is not a listener',
  })
  expect(refused('nobody')).toMatchObject({ code: 'LAB_UNKNOWN_SOCKET', field: 'socket' })
  lab.execute({ do: 'close', socket: 'server' })
  expect(refused('server')).toMatchObject({ code: 'LAB_NOT_POSSIBLE' })
  expect(refused('server')?.message).toContain('is not listening')
  expect(events(lab).some((one) => one.kind === 'configured')).toBe(false)
})

test('a socket that was renamed answers to both names, and keeps its first one in the log', async () => {
  const lab = await connectedLab({ respond: { with: 'echo' } })
  const { seq } = lab.execute({ do: 'rename', socket: 'alice', to: 'Alice of Accounting' })
  expect(await event(lab, 'renamed')).toMatchObject({
    socket: 'alice',
    cause: seq,
    to: 'Alice of Accounting',
  })
  expect(lab.execute({ do: 'rename', socket: 'server', to: 'desk' }).error).toBeUndefined()
  lab.execute({ do: 'send', from: 'Alice of Accounting', text: 'one' })
  lab.execute({ do: 'send', from: 'alice', text: ' two' })
  await event(lab, 'received', 'alice', (one) => one.offset + one.bytes === 7)
  expect(socketOf(lab, 'alice').label).toBe('Alice of Accounting')

  await lab.execute({ do: 'connect', as: 'bob', to: 'desk' }).done
  expect(socketOf(lab, 'bob')).toMatchObject({ listener: 'server', peer: 'bob@server' })
  // As the window calls it.
  lab.execute({ do: 'pause', socket: 'Alice of Accounting@desk' })
  await event(lab, 'paused', 'alice@server')
  lab.execute({ do: 'configure', socket: 'desk', respond: { with: 'none' } })
  await event(lab, 'configured', 'server')
  lab.execute({ do: 'close', socket: 'desk' })
  await event(lab, 'closed', 'server')

  const names = new Set(events(lab).map((one) => one.socket))
  expect(names).toEqual(new Set([undefined, 'server', 'alice', 'alice@server', 'bob', 'bob@server']))
  expect([...modelOf(lab).sockets.keys()]).toEqual(['server', 'alice', 'alice@server', 'bob', 'bob@server'])
})

test('accepted ends, members of a group, foreign and closed ends can be renamed', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 2 }).done
  lab.execute({ do: 'rename', socket: 'crowd.2', to: 'second' })
  lab.execute({ do: 'rename', socket: 'crowd.2@server', to: 'its other end' })
  lab.execute({ do: 'send', from: 'its other end', text: 'x' })
  await event(lab, 'received', 'crowd.2')
  lab.execute({ do: 'close', socket: 'second' })
  await event(lab, 'closed', 'crowd.2@server')
  expect(lab.execute({ do: 'rename', socket: 'crowd.2@server', to: 'gone' }).error).toBeUndefined()
  // Still a member of its group.
  lab.execute({ do: 'send', from: 'crowd', text: 'x' })
  await event(lab, 'received', 'crowd.1@server')
  expect(lab.execute({ do: 'rename', socket: 'crowd', to: 'all of them' }).error).toMatchObject({
    code: 'LAB_NOT_POSSIBLE',
    field: 'socket',
  })
})

test('a name means one socket for ever', async () => {
  const lab = await connectedLab()
  const rename = (socket: string, to: string) => lab.execute({ do: 'rename', socket, to }).error?.code
  expect(rename('alice', 'server')).toBe('LAB_NAME_TAKEN')
  expect(rename('alice', 'al')).toBeUndefined()
  expect(rename('server', 'al')).toBe('LAB_NAME_TAKEN')
  expect(lab.execute({ do: 'connect', as: 'al', to: 'server' }).error).toMatchObject({
    code: 'LAB_NAME_TAKEN',
    field: 'as',
  })
  expect(rename('al', 'client1')).toBeUndefined()
  expect(lab.execute({ do: 'connect', to: 'server' }).made).toEqual(['client2'])
  // Its own earlier names are its own.
  expect(rename('client1', 'al')).toBeUndefined()
  expect(rename('al', 'alice')).toBeUndefined()
  expect(socketOf(lab, 'alice').label).toBe('alice')
  expect(rename('nobody', 'x')).toBe('LAB_UNKNOWN_SOCKET')
})

test('what made a socket is known, whole, after it is closed, too', async () => {
  const lab = openLab()
  const text = 'x'.repeat(100_000)
  const listen = {
    do: 'listen',
    as: 'server',
    port: 0,
    backlog: 7,
    maxConnections: 9,
    respond: { with: 'reply', text },
  } as const
  await lab.execute(listen).done
  const connect = { do: 'connect', as: 'crowd', to: 'server', count: 2, noDelay: true } as const
  await lab.execute(connect).done
  await lab.execute({ do: 'connect', to: 'server', timeout: 5000 }).done
  expect(lab.madeBy('server')).toEqual(listen)
  expect(lab.madeBy('crowd.2')).toEqual({ do: 'connect', to: 'server', noDelay: true })
  expect(lab.madeBy('client1')).toEqual({ do: 'connect', to: 'server', timeout: 5000 })
  for (const none of ['crowd', 'crowd.2@server', 'nobody']) expect(lab.madeBy(none)).toBeUndefined()

  lab.execute({ do: 'configure', socket: 'server', respond: { with: 'echo' }, maxConnections: null })
  lab.execute({ do: 'rename', socket: 'server', to: 'desk' })
  lab.execute({ do: 'close', socket: 'server' })
  lab.execute({ do: 'close', socket: 'crowd.2' })
  await event(lab, 'closed', 'crowd.2')
  const { maxConnections: _lifted, ...rest } = listen
  expect(lab.madeBy('desk')).toEqual({ ...rest, respond: { with: 'echo' } })
  expect(lab.madeBy('crowd.2')).toEqual({ do: 'connect', to: 'server', noDelay: true })
})

test('what never came to listen can be tried again', async () => {
  const lab = await connectedLab()
  const port = Number(socketOf(lab, 'server').local?.split(':')[1])
  await lab.execute({ do: 'listen', as: 'second', port }).done
  await event(lab, 'failed', 'second')
  expect(lab.madeBy('second')).toEqual({ do: 'listen', as: 'second', port })
})
