import { execFile } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import { expect, test } from 'vitest'
import { Names } from '../../src/main/engine/directory/names'
import { connectedLab, event, events, modelOf, openLab, pathOf, socketOf } from '../support/lab'

test('a group has numbered members, and each accepted end the name of its client', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const { made, done } = lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 3 })
  expect(made).toEqual(['crowd.1', 'crowd.2', 'crowd.3'])
  await done
  for (const name of made) {
    expect(socketOf(lab, name).peer).toBe(`${name}@server`)
    expect(socketOf(lab, `${name}@server`).peer).toBe(name)
    expect(socketOf(lab, `${name}@server`).remote).toBe(socketOf(lab, name).local)
  }
})

test('a group of one is still a group', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  expect(lab.execute({ do: 'connect', as: 'solo', to: 'server', count: 1 }).made).toEqual(['solo.1'])
})

test('an act on a group is one asked for the group and one for each member', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 2 }).done
  const { seq } = lab.execute({ do: 'send', from: 'crowd', text: 'x' })
  const members = events(lab).filter((one) => one.kind === 'asked' && one.cause === seq)
  expect(members.map((one) => one.socket)).toEqual(['crowd.1', 'crowd.2'])
  lab.execute({ do: 'reset', socket: 'crowd@server' })
  await Promise.all(['crowd.1', 'crowd.2'].map((name) => event(lab, 'failed', name)))
})

test('names that nobody gives are made up', async () => {
  const lab = openLab()
  const server = lab.execute({ do: 'listen' })
  await server.done
  expect(server.made).toEqual(['server1'])
  expect(lab.execute({ do: 'connect', to: 'server1' }).made).toEqual(['client1'])
  expect(lab.execute({ do: 'connect', to: 'server1' }).made).toEqual(['client2'])
})

test('a name is never used again', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  const { error, seq } = lab.execute({ do: 'connect', as: 'alice', to: 'server' })
  expect(error).toMatchObject({ code: 'LAB_NAME_TAKEN', field: 'as' })
  expect(await event(lab, 'failed', undefined, (one) => one.cause === seq)).toMatchObject({
    code: 'LAB_NAME_TAKEN',
  })
})

test('every event has its place: seq without gaps, commands first, causes before effects', async () => {
  const lab = await connectedLab({ respond: { with: 'echo' } })
  lab.execute({ do: 'send', from: 'alice', text: 'x' })
  await event(lab, 'received', 'alice')
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  const all = events(lab)
  expect(all.map((one) => one.seq)).toEqual(all.map((_, index) => index + 1))
  expect(all[0]).toMatchObject({ kind: 'opened', t: 0 })
  for (const one of all) if (one.cause !== undefined) expect(one.cause).toBeLessThan(one.seq)
})

test('a foreign client is an end, too, and its accepted end is called by its address', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
  const port = Number(socketOf(lab, 'server').local?.split(':')[1])
  const foreign = net.connect({ port, host: '127.0.0.1' })
  const accepted = await event(lab, 'accepted')
  expect(accepted.socket).toBe(`127.0.0.1:${foreign.localPort}@server`)
  expect(modelOf(lab).sockets.get(accepted.peer)).toMatchObject({
    role: 'foreign',
    local: `127.0.0.1:${foreign.localPort}`,
    state: 'ESTABLISHED',
  })
  expect(accepted.peer).toBe(`127.0.0.1:${foreign.localPort}`)
  expect(lab.execute({ do: 'close', socket: accepted.peer }).error?.message).toContain('another program')
  foreign.end('hello')
  const [data] = (await once(foreign, 'data')) as [Buffer]
  expect(data.toString()).toBe('HELLO')
  await once(foreign, 'close')
  await event(lab, 'closed', accepted.socket)
  expect(pathOf(lab, accepted.socket)).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
  // What it does behind its own kernel is concluded from what it sent: never `exact`.
  expect(socketOf(lab, accepted.peer).path.every((step) => step.confidence !== 'exact')).toBe(true)
})

test('a lab client of a foreign server has a foreign end', async () => {
  const server = net.createServer((socket) => socket.end('thank you !')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const lab = openLab()
  await lab.execute({ do: 'connect', as: 'alice', port }).done
  await event(lab, 'closed', 'alice')
  expect(pathOf(lab, 'alice')).toBe('SYN_SENT ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
  const { peer } = socketOf(lab, 'alice')
  expect(modelOf(lab).sockets.get(peer as string)).toMatchObject({
    role: 'foreign',
    local: `127.0.0.1:${port}`,
  })
  server.close()
})

test('foreign ends at one address are told apart', async () => {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const lab = openLab()
  await lab.execute({ do: 'connect', as: 'crowd', port, count: 2 }).done
  const peers = ['crowd.1', 'crowd.2'].map((name) => socketOf(lab, name).peer)
  expect(peers.sort()).toEqual([`127.0.0.1:${port}`, `127.0.0.1:${port}#2`])
  server.close()
})

test('two processes that close at once: FIN_WAIT_2 is one of several stories', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const port = Number(socketOf(lab, 'server').local?.split(':')[1])
  const program = `require('net').connect({ port: ${port}, host: '127.0.0.1' }).on('end', () => {}).end()`
  const child = execFile(process.execPath, ['-e', `setTimeout(() => {}, 200); ${program}`])
  const { socket } = await event(lab, 'accepted')
  lab.execute({ do: 'shutdown', socket })
  await event(lab, 'closed', socket)
  await once(child, 'exit')
  const path = socketOf(lab, socket).path
  if (pathOf(lab, socket).includes('FIN_WAIT_1')) {
    expect(path.find((step) => step.to === 'FIN_WAIT_2')).toMatchObject({
      confidence: 'possible',
      alternatives: expect.arrayContaining([['CLOSING']]),
    })
  } else expect(pathOf(lab, socket)).toContain('CLOSE_WAIT LAST_ACK CLOSED')
})

test('a dual-stack listener and an IPv4 client are paired', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'dual', host: '::' }).done
  const port = Number(socketOf(lab, 'dual').local?.split(':').at(-1))
  await lab.execute({ do: 'connect', as: 'four', host: '127.0.0.1', port }).done
  await lab.execute({ do: 'connect', as: 'six', host: '::1', port }).done
  expect(socketOf(lab, 'four').peer).toBe('four@dual')
  expect(socketOf(lab, 'four@dual').remote).toMatch(/^127\.0\.0\.1:/)
  expect(socketOf(lab, 'six').peer).toBe('six@dual')
})

test('clients that reset before they are accepted are paired all the same', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const reset = new Set<string>()
  lab.log.subscribe((one) => {
    // In the very turn in which it is connected, ahead of the listener's accept(2).
    if (one.kind !== 'connected' || reset.has(one.socket)) return
    reset.add(one.socket)
    lab.execute({ do: 'reset', socket: one.socket })
  })
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 20 }).done
  await event(lab, 'accepted', undefined, (one) => one.peer === 'crowd.20')
  const accepted = events(lab).filter((one) => one.kind === 'accepted')
  expect(accepted.map((one) => one.socket).sort()).toEqual(
    Array.from({ length: 20 }, (_, index) => `crowd.${index + 1}@server`).sort(),
  )
})

test('a client that is destroyed while it calls is paired, and its path is one of several stories', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  lab.execute({ do: 'connect', as: 'hasty', to: 'server' })
  await event(lab, 'connecting', 'hasty')
  lab.execute({ do: 'destroy', socket: 'hasty' })
  const { peer, socket } = await event(lab, 'accepted')
  expect([peer, socket]).toEqual(['hasty', 'hasty@server'])
  await event(lab, 'closed', 'hasty@server')
  const given = socketOf(lab, 'hasty').path.find((step) => step.from === 'SYN_SENT')
  if (given?.to === 'CLOSED') expect(given.confidence).toBe('possible')
})

test('a name that was counted is taken, whoever asks for it, and so is each member of a group', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', to: 'server' }).done
  await lab.execute({ do: 'connect', to: 'server', count: 2 }).done
  for (const as of ['client1', 'client2']) {
    expect(lab.execute({ do: 'connect', as, to: 'server' }).error).toMatchObject({ code: 'LAB_NAME_TAKEN' })
  }
  for (const name of ['client1@server', 'client2.2', 'client2.2@server']) expect(lab.isTaken(name)).toBe(true)
  for (const name of ['client3', 'client2.3', 'client01', 'client1@other'])
    expect(lab.isTaken(name)).toBe(false)
})

test('counting passes over what people have taken', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'client2', to: 'server' }).done
  const made = [1, 2].flatMap(() => lab.execute({ do: 'connect', to: 'server' }).made)
  expect(made).toEqual(['client1', 'client3'])
})

test('an address that comes again has a number', () => {
  const names = new Names()
  expect([1, 2, 3].map(() => names.claimForeign('127.0.0.1:5000@server'))).toEqual([
    '127.0.0.1:5000@server',
    '127.0.0.1:5000@server#2',
    '127.0.0.1:5000@server#3',
  ])
  expect(names.has('127.0.0.1:5000@server#3')).toBe(true)
  expect(names.has('127.0.0.1:5000@server#4')).toBe(false)
})

test('the names of very many accepted ends are still taken', () => {
  const names = new Names()
  names.claim('server')
  for (let i = 0; i < 25_000; i++) {
    const client = names.free('client', () => false)
    names.claim(client)
    expect(names.claimAccepted(client, 'server')).toBe(`${client}@server`)
  }
  for (const name of ['client1@server', 'client25000@server']) expect(names.has(name)).toBe(true)
  for (const name of ['client25001@server', 'client1@other']) expect(names.has(name)).toBe(false)
})
