import { expect, test } from 'vitest'
import type { Command } from '../../src/shared/commands'
import { connectedLab, event, events, modelOf, openLab, pathOf, socketOf } from '../support/lab'

async function freePort(): Promise<number> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'probe' }).done
  const port = Number(socketOf(lab, 'probe').local?.split(':')[1])
  await lab.dispose()
  return port
}

test('refused: SYN_SENT, then CLOSED, with an explanation', async () => {
  const port = await freePort()
  const lab = openLab()
  await lab.execute({ do: 'connect', as: 'alice', port }).done
  expect(await event(lab, 'failed', 'alice')).toMatchObject({
    code: 'ECONNREFUSED',
    syscall: 'connect',
    address: `127.0.0.1:${port}`,
  })
  expect((await event(lab, 'failed', 'alice')).advice).toMatch(/Start a server/)
  expect((await event(lab, 'closed', 'alice')).hadError).toBe(true)
  expect(pathOf(lab, 'alice')).toBe('SYN_SENT CLOSED')
})

test('address in use', async () => {
  const lab = await connectedLab()
  const port = Number(socketOf(lab, 'server').local?.split(':')[1])
  await lab.execute({ do: 'listen', as: 'second', port }).done
  expect(await event(lab, 'failed', 'second')).toMatchObject({
    code: 'EADDRINUSE',
    syscall: 'listen',
    address: `127.0.0.1:${port}`,
  })
  expect(socketOf(lab, 'second').state).toBe('CLOSED')
  await lab.execute({ do: 'listen', as: 'beside', host: '127.0.0.2', port }).done
  expect(socketOf(lab, 'beside').state).toBe('LISTEN')
})

test('name not found', async () => {
  const lab = openLab()
  await lab.execute({ do: 'connect', as: 'alice', host: 'nowhere.invalid', port: 80 }).done
  const failed = await event(lab, 'failed', 'alice')
  expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(failed.code)
  expect(failed.syscall).toBe('getaddrinfo')
  expect(failed.advice).toBeDefined()
  expect(socketOf(lab, 'alice').error?.code).toBe(failed.code)
})

test("an address that is not this machine's", async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', host: '192.0.2.1' }).done
  expect(await event(lab, 'failed', 'server')).toMatchObject({ code: 'EADDRNOTAVAIL' })
})

test('a local address that is none is refused by Node, and told as data', async () => {
  const lab = openLab()
  await lab.execute({ do: 'connect', as: 'alice', port: 1, localAddress: 'nonsense' }).done
  expect(await event(lab, 'failed', 'alice')).toMatchObject({
    code: 'ERR_INVALID_IP_ADDRESS',
    syscall: 'connect',
  })
  await event(lab, 'closed', 'alice')
})

test('maxConnections: the listener drops what the kernel had completed', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', maxConnections: 1 }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  expect(await event(lab, 'dropped', 'server')).toMatchObject({ reason: 'maxConnections', peer: 'bob' })
  await event(lab, 'closed', 'bob')
  expect(pathOf(lab, 'bob')).toBe('SYN_SENT ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
})

test('a command that cannot be carried out is asked and failed, and changes nothing', async () => {
  const lab = await connectedLab()
  const standing = () =>
    [...modelOf(lab).sockets.values()].map(({ name, state, descriptor, error }) => [
      name,
      state,
      descriptor,
      error,
    ])
  const before = standing()
  const refusals: [Command, string][] = [
    [{ do: 'close', socket: 'nobody' }, 'LAB_UNKNOWN_SOCKET'],
    [{ do: 'connect', to: 'nobody' }, 'LAB_UNKNOWN_SOCKET'],
    [{ do: 'connect', to: 'alice' }, 'LAB_NOT_POSSIBLE'],
    [{ do: 'send', from: 'nobody', text: '' }, 'LAB_UNKNOWN_SOCKET'],
    [{ do: 'shutdown', socket: 'server' }, 'LAB_NOT_POSSIBLE'],
    [{ do: 'listen', as: 'alice' }, 'LAB_NAME_TAKEN'],
    [{ do: 'freeze', socket: 'alice' }, 'LAB_NOT_POSSIBLE'],
    [{ do: 'thaw', socket: 'server' }, 'LAB_NOT_POSSIBLE'],
    [{ do: 'listen', tls: { cert: '/nonexistent', key: '/nonexistent' } }, 'LAB_NO_FILE'],
    [{ do: 'send', from: 'alice', file: '/nonexistent' }, 'LAB_NO_FILE'],
  ]
  for (const [command, code] of refusals) {
    const { error, seq, made, done } = lab.execute(command)
    expect(error?.code, JSON.stringify(command)).toBe(code)
    expect(error?.advice).toBeDefined()
    expect(made).toEqual([])
    await done
    expect(events(lab).filter((one) => one.cause === seq)).toMatchObject([{ kind: 'failed', code }])
  }
  expect(standing()).toEqual(before)
})

test('acts on an end that is closed are refused', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'reset', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  for (const act of ['shutdown', 'close', 'destroy', 'reset', 'pause', 'resume'] as const) {
    expect(lab.execute({ do: act, socket: 'alice' }).error?.code).toBe('LAB_NOT_POSSIBLE')
  }
  expect(pathOf(lab, 'alice')).toBe('SYN_SENT ESTABLISHED CLOSED')
})

test("a send after one's own FIN is refused and does not touch the connection", async () => {
  const lab = await connectedLab({ allowHalfOpen: true })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  expect(lab.execute({ do: 'send', from: 'alice', text: 'x' }).error?.message).toContain('FIN')
  lab.execute({ do: 'send', from: 'alice@server', text: 'x' })
  await event(lab, 'received', 'alice')
})

test('a handler that throws is an event, not a crash', async () => {
  const lab = await connectedLab({ respond: { with: 'echo' } })
  // A log that breaks once, as a full disk might make it.
  const append = lab.log.appendMessage.bind(lab.log)
  let broken = true
  lab.log.appendMessage = (message) => {
    if (broken && message.kind === 'received') {
      broken = false
      throw new Error('broken')
    }
    return append(message)
  }
  lab.execute({ do: 'send', from: 'alice', text: 'x' })
  expect(await event(lab, 'failed', 'alice@server')).toMatchObject({
    code: 'LAB_INTERNAL',
    message: 'broken',
  })
  lab.execute({ do: 'send', from: 'alice', text: 'y' })
  await event(lab, 'received', 'alice')
})

test('connecting to a listener that has closed is a client that never came to be', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'close', socket: 'server' })
  expect(lab.execute({ do: 'connect', as: 'late', to: 'server' }).error).toMatchObject({
    code: 'LAB_NOT_POSSIBLE',
    field: 'to',
  })
  expect(socketOf(lab, 'late')).toMatchObject({ state: 'CLOSED', descriptor: 'none' })
  expect(socketOf(lab, 'late').error?.code).toBe('LAB_NOT_POSSIBLE')
})

test('a disposed lab refuses everything and leaves its log readable', async () => {
  const lab = await connectedLab()
  await lab.dispose()
  const { head } = lab.log
  expect(lab.execute({ do: 'listen' }).error?.code).toBe('LAB_DISPOSED')
  expect(lab.log.head).toBe(head)
  expect(lab.log.at(1)?.kind).toBe('opened')
})

test('disposing while it opens, waits and repeats leaves nothing', async () => {
  const lab = openLab()
  lab.execute({ do: 'listen', as: 'server' })
  await event(lab, 'listening', 'server')
  lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 300 })
  lab.execute({ do: 'wait', ms: 100_000 })
  lab.execute({ do: 'listen', as: 'late' })
  lab.execute({ do: 'connect', as: 'lost', host: '127.0.0.1', port: 9 })
  await event(lab, 'accepted')
  lab.execute({ do: 'send', from: 'crowd.1', text: 'x', repeat: 1000, everyMs: 1000 })
  await lab.dispose()
})
