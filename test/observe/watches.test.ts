import { expect, test } from 'vitest'
import { event, events, modelOf, openLab, socketOf } from '../support/lab'
import { pythonClient, pythonLateServer, pythonServer } from './programs'
import { observe, observed, observedLab, observedPath } from './support'

// Programs that know nothing of the lab, seen through the kernel's tables.

test('a server is watched through LISTEN, ESTABLISHED and CLOSE_WAIT', async () => {
  const { line: port, pid, say } = await pythonServer()
  const lab = await observedLab()
  const { made, done } = lab.execute({ do: 'watch', as: 'app', port: Number(port) })
  expect(made).toEqual(['app'])
  await done
  const listener = `127.0.0.1:${port}`
  expect(await event(lab, 'found', listener)).toMatchObject({
    as: 'listener',
    local: listener,
    watch: 'app',
    pid,
    process: 'python3',
    uid: process.getuid?.(),
  })
  await observed(lab, listener, 'LISTEN')

  const client = await pythonClient(port)
  const server = await event(lab, 'found', undefined, (one) => one.as === 'server')
  expect(server).toMatchObject({ local: listener, listener, watch: 'app' })
  expect(server.socket).toBe(`${server.remote}@app`)
  const other = await event(lab, 'found', undefined, (one) => one.as === 'client')
  expect(other).toMatchObject({
    socket: server.remote,
    local: server.remote,
    remote: listener,
    peer: server.socket,
    pid: client.pid,
  })
  await observed(lab, server.socket, 'ESTABLISHED')
  await observed(lab, other.socket, 'ESTABLISHED')

  client.say('close')
  await observed(lab, server.socket, 'CLOSE_WAIT')
  await observed(lab, other.socket, 'FIN_WAIT_2')
  say('close')
  await observed(lab, server.socket, 'CLOSED')
  expect((await observed(lab, other.socket, 'TIME_WAIT')).timer?.kind).toBe('timeWait')
  expect(socketOf(lab, server.socket)).toMatchObject({ role: 'foreign', peer: other.socket, side: 'server' })
})

test('a connection that is accepted late: found at once, and once more when a process holds it', async () => {
  const { line: port, pid, say } = await pythonLateServer()
  const lab = await observedLab()
  await lab.execute({ do: 'watch', as: 'app', port: Number(port) }).done
  await lab.execute({ do: 'connect', as: 'alice', port: Number(port) }).done
  await observed(lab, 'alice@app', 'ESTABLISHED')
  const found = await event(lab, 'found', 'alice@app')
  expect(found).toMatchObject({ as: 'server', peer: 'alice' })
  expect(found.pid).toBeUndefined()
  expect(socketOf(lab, 'alice@app')?.process).toBeUndefined()
  say('accept')
  const again = await event(lab, 'found', 'alice@app', (one) => one.pid !== undefined)
  expect(again).toMatchObject({ as: 'server', peer: 'alice', pid, process: 'python3' })
  expect(socketOf(lab, 'alice@app')).toMatchObject({ pid, process: 'python3', watch: 'app' })
  await lab.execute({ do: 'shutdown', socket: 'alice' }).done
  await observed(lab, 'alice@app', 'CLOSE_WAIT')
  expect(events(lab).filter((one) => one.kind === 'found' && one.socket === 'alice@app')).toHaveLength(2)
})

test('a client of the lab to a watched server: both ends, paired, and called after it', async () => {
  const { line: port } = await pythonServer()
  const lab = await observedLab()
  await lab.execute({ do: 'watch', as: 'app', port: Number(port) }).done
  await lab.execute({ do: 'connect', as: 'alice', port: Number(port) }).done
  await observed(lab, 'alice@app', 'ESTABLISHED')
  expect((await event(lab, 'connected', 'alice')).peer).toBe('alice@app')
  expect(await event(lab, 'found', 'alice@app')).toMatchObject({
    as: 'server',
    peer: 'alice',
    listener: `127.0.0.1:${port}`,
  })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await observed(lab, 'alice@app', 'CLOSE_WAIT')
  await observed(lab, 'alice', 'FIN_WAIT_2')
  expect([...modelOf(lab).sockets.keys()].sort()).toEqual([`127.0.0.1:${port}`, 'alice', 'alice@app'])
})

test('a connection that was there before the watch keeps the names that it has', async () => {
  const { line: port } = await pythonServer()
  const lab = await observedLab()
  const local = `127.0.0.1:${port}`
  await lab.execute({ do: 'connect', as: 'alice', port: Number(port) }).done
  expect((await event(lab, 'connected', 'alice')).peer).toBe(local)
  await observed(lab, local, 'ESTABLISHED')
  await lab.execute({ do: 'watch', as: 'app', port: Number(port) }).done
  expect(await event(lab, 'found', local)).toMatchObject({ as: 'server', peer: 'alice', watch: 'app' })
  const listener = await event(lab, 'found', undefined, (one) => one.as === 'listener')
  expect(listener).toMatchObject({ socket: `${local}#2`, local })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await observed(lab, local, 'CLOSE_WAIT')
})

test('a process is watched: its listeners, its connections, and no others', async () => {
  const { line: port, pid } = await pythonServer({ host: '::' })
  await pythonServer()
  const lab = await observedLab()
  await lab.execute({ do: 'watch', pid }).done
  expect(await event(lab, 'watching')).toMatchObject({ socket: 'watch1', pid, process: 'python3' })
  await observed(lab, `[::]:${port}`, 'LISTEN')
  await lab.execute({ do: 'connect', as: 'alice', port: Number(port) }).done
  await observed(lab, 'alice@watch1', 'ESTABLISHED')
  expect(events(lab).filter((one) => one.kind === 'found' && one.as === 'listener')).toHaveLength(1)
})

test('a process that ends: said once, and its sockets are gone', async () => {
  const { line: port, pid, end } = await pythonServer()
  const lab = await observedLab()
  await lab.execute({ do: 'watch', as: 'app', pid }).done
  await observed(lab, `127.0.0.1:${port}`, 'LISTEN')
  await end()
  expect((await event(lab, 'note', 'app')).text).toBe(`process ${pid} has ended`)
  await observed(lab, `127.0.0.1:${port}`, 'CLOSED')
})

test('a client that is watched by its process calls a listener of the lab', async () => {
  const lab = await observedLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const port = (await event(lab, 'listening')).local.split(':')[1] ?? ''
  const client = await pythonClient(port)
  const { peer } = await event(lab, 'accepted')
  await lab.execute({ do: 'watch', as: 'app', pid: client.pid }).done
  expect(await event(lab, 'found', peer)).toMatchObject({
    as: 'client',
    pid: client.pid,
    peer: `${peer}@server`,
  })
  client.say('close')
  await observed(lab, peer, 'TIME_WAIT')
  expect(events(lab).filter((one) => one.kind === 'found')).toHaveLength(1)
})

test('unwatch: nothing more is told of what it covered, and the lab goes on with its own', async () => {
  const { line: port } = await pythonServer()
  const lab = await observedLab()
  await lab.execute({ do: 'watch', as: 'app', port: Number(port) }).done
  await lab.execute({ do: 'connect', as: 'alice', port: Number(port) }).done
  await observed(lab, 'alice@app', 'ESTABLISHED')
  lab.execute({ do: 'unwatch', socket: 'app' })
  expect(modelOf(lab).watches.size).toBe(0)
  const found = () => events(lab).filter((one) => one.kind === 'found').length
  const before = found()
  await pythonClient(port)
  lab.execute({ do: 'shutdown', socket: 'alice' })
  // The other end of a connection of the lab's is looked at without a watch.
  await observed(lab, 'alice@app', 'CLOSE_WAIT')
  expect(found()).toBe(before)
})

test('one of two watches ends: the other one goes on with what it has found', async () => {
  const [first, second] = await Promise.all([pythonServer(), pythonServer()])
  const lab = await observedLab()
  await lab.execute({ do: 'watch', as: 'one', port: Number(first.line) }).done
  await lab.execute({ do: 'watch', as: 'two', port: Number(second.line) }).done
  await lab.execute({ do: 'connect', as: 'alice', port: Number(second.line) }).done
  await observed(lab, 'alice@two', 'ESTABLISHED')
  lab.execute({ do: 'unwatch', socket: 'one' })
  await first.end()
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await observed(lab, 'alice@two', 'CLOSE_WAIT')
  expect(observedPath(lab, 'alice@two')).toBe('ESTABLISHED CLOSE_WAIT')
  await second.end()
  await observed(lab, `127.0.0.1:${second.line}`, 'CLOSED')
  expect(observedPath(lab, `127.0.0.1:${first.line}`)).toBe('LISTEN')
})

test('the same port again: another listener, under a name of its own', async () => {
  const first = await pythonServer()
  const lab = await observedLab()
  const local = `127.0.0.1:${first.line}`
  await lab.execute({ do: 'watch', as: 'app', port: Number(first.line) }).done
  await observed(lab, local, 'LISTEN')
  await first.end()
  await pythonServer({ port: Number(first.line) })
  await observed(lab, `${local}#2`, 'LISTEN')
  await observed(lab, local, 'CLOSED')
  expect(observedPath(lab, local)).toBe('LISTEN CLOSED')
})

test('a watch switches the source on', async () => {
  const { line: port } = await pythonServer()
  const lab = openLab()
  observe(lab)
  await lab.execute({ do: 'watch', as: 'app', port: Number(port) }).done
  await observed(lab, `127.0.0.1:${port}`, 'LISTEN')
  expect(modelOf(lab).sources.kernel).toMatchObject({ phase: 'on', by: 'procfs' })
})

test('a thousand connections of a watched server: every end of them', async () => {
  const { line: port } = await pythonServer({ backlog: 2000 })
  const lab = await observedLab()
  await lab.execute({ do: 'watch', as: 'app', port: Number(port) }).done
  const client = await pythonClient(port, 1000)
  const sockets = (holds: (one: ReturnType<typeof events>[number]) => boolean) =>
    new Set(events(lab).flatMap((one) => (holds(one) && one.socket !== undefined ? [one.socket] : [])))
  const until = (holds: (one: ReturnType<typeof events>[number]) => boolean, count: number) =>
    expect.poll(() => sockets(holds).size, { timeout: 15_000, interval: 50 }).toBe(count)
  await until((one) => one.kind === 'found', 2001)
  client.say('close')
  await until((one) => one.kind === 'observed' && one.state === 'CLOSE_WAIT', 1000)
  expect(sockets((one) => one.kind === 'found').size).toBe(2001)
})

test('what listens on this machine, without the lab’s own', async () => {
  const { line: port, pid } = await pythonServer()
  const lab = openLab()
  const observation = observe(lab)
  await lab.execute({ do: 'listen', as: 'server' }).done
  const all = await observation.localListeners()
  const own = (await event(lab, 'listening')).local
  expect(all.map(({ local }) => local)).not.toContain(own)
  expect(all).toContainEqual({ local: `127.0.0.1:${port}`, pid, process: 'python3', uid: process.getuid?.() })
})
