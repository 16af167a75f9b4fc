import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { event, events, openLab, pathOf, socketOf } from '../support/lab'

/** What is asked of the resolver, and calls by name. */

test('a look-up has a name, the addresses in order, and how long it took', async () => {
  const lab = openLab()
  const { made, done } = lab.execute({ do: 'lookup', host: 'localhost' })
  expect(made).toEqual(['lookup1'])
  await done
  const { addresses, took, error } = await event(lab, 'lookedUp', 'lookup1')
  expect(error).toBeUndefined()
  expect(addresses.length).toBeGreaterThan(0)
  for (const { address, family } of addresses) expect(net.isIP(address)).toBe(family)
  expect(took).toBeGreaterThan(0)
})

test('each call answers what it answers', async () => {
  const lab = openLab()
  await lab.execute({ do: 'lookup', as: 'v4', host: '127.0.0.1', by: 'gethostbyname' }).done
  expect(await event(lab, 'lookedUp', 'v4')).toMatchObject({
    addresses: [{ address: '127.0.0.1', family: 4 }],
  })
  await lab.execute({ do: 'lookup', as: 'own', by: 'gethostname' }).done
  expect(await event(lab, 'lookedUp', 'own')).toMatchObject({ name: hostname(), addresses: [] })
  await lab.execute({ do: 'lookup', as: 'reverse', host: '127.0.0.1', by: 'getnameinfo', port: 80 }).done
  const reverse = await event(lab, 'lookedUp', 'reverse')
  expect(reverse.error ?? reverse).toHaveProperty(reverse.error ? 'code' : 'service')
  await lab.execute({ do: 'lookup', as: 'full', by: 'getfqdn' }).done
  expect(await event(lab, 'lookedUp', 'full')).toMatchObject({ by: 'getfqdn', host: hostname() })
})

test('what is not found is an answer with an error, and no failure of the lab', async () => {
  const lab = openLab()
  // RFC 6761, 6.4: a name under .invalid has no address, by whomever it is asked.
  await lab.execute({ do: 'lookup', as: 'none', host: 'nobody.invalid' }).done
  const { error, addresses } = await event(lab, 'lookedUp', 'none')
  expect(error?.code).toMatch(/^ENOTFOUND$|^EAI_/)
  expect(error?.advice).toBeDefined()
  expect(addresses).toEqual([])
  expect(events(lab).some((one) => one.kind === 'failed')).toBe(false)
})

test('a call by name tells what the name stands for before it calls', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const port = Number(socketOf(lab, 'server').local?.split(':').at(-1))
  await lab.execute({ do: 'connect', as: 'alice', host: 'localhost', port, family: 4 }).done
  const lookedUp = await event(lab, 'lookedUp', 'alice')
  expect(lookedUp).toMatchObject({ host: 'localhost', addresses: [{ address: '127.0.0.1', family: 4 }] })
  expect((await event(lab, 'connecting', 'alice')).seq).toBeGreaterThan(lookedUp.seq)
  expect(socketOf(lab, 'alice')).toMatchObject({ peer: 'alice@server', lookedUp: { host: 'localhost' } })
})

test('each address is an attempt with a 4-tuple and a fate of its own', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server', addresses: ['::1', '127.0.0.1'] }).done
  const attempts = events(lab).filter((one) => one.kind === 'connecting')
  expect(attempts.map(({ attempt, remote }) => [attempt, remote.replace(/:\d+$/, '')])).toEqual([
    [1, '[::1]'],
    [2, '127.0.0.1'],
  ])
  expect(await event(lab, 'attemptFailed')).toMatchObject({
    attempt: 1,
    cause: attempts[0]?.seq,
    syscall: 'connect',
  })
  expect(pathOf(lab, 'alice')).toBe('SYN_SENT CLOSED SYN_SENT ESTABLISHED')
  expect(pathOf(lab, 'alice@server')).toBe('SYN_RECEIVED ESTABLISHED')
  expect(socketOf(lab, 'alice')).toMatchObject({ attempts: [{ attempt: 1 }], lookedUp: { given: true } })
  expect(socketOf(lab, 'alice').error).toBeUndefined()
})

test('a call of which all attempts have failed fails once', async () => {
  const lab = openLab()
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const addresses = ['127.0.0.1', '::1', '127.0.0.2']
  await lab.execute({ do: 'connect', as: 'alice', host: 'nobody', port, addresses }).done
  await event(lab, 'closed', 'alice')
  const all = events(lab)
  expect(all.filter((one) => one.kind === 'attemptFailed').map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  expect(all.filter((one) => one.kind === 'failed')).toHaveLength(1)
  expect(await event(lab, 'failed')).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' })
})

test.runIf(process.platform === 'linux')(
  'an attempt without an answer gives way to the next in time',
  async () => {
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'mute', host: '127.0.0.2', backlog: 1 }).done
    const port = Number(socketOf(lab, 'mute').local?.split(':').at(-1))
    await lab.execute({ do: 'listen', as: 'server', host: '127.0.0.1', port }).done
    await lab.execute({ do: 'freeze', socket: 'mute' }).done
    // The kernel drops SYNs to a full queue.
    await lab.execute({ do: 'connect', as: 'crowd', to: 'mute', count: 2 }).done
    await lab.execute({
      do: 'connect',
      as: 'alice',
      to: 'server',
      addresses: ['127.0.0.2', '127.0.0.1'],
      autoSelectFamilyAttemptTimeout: 50,
    }).done
    expect(await event(lab, 'attemptFailed', 'alice')).toMatchObject({
      timedOut: true,
      code: 'ETIMEDOUT',
      attempt: 1,
    })
    expect(socketOf(lab, 'alice').peer).toBe('alice@server')
    expect(pathOf(lab, 'alice')).toBe('SYN_SENT CLOSED SYN_SENT ESTABLISHED')
  },
)

test('an address of the wanted family is called, and no other', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const addresses = ['::1', '127.0.0.1']
  await lab.execute({ do: 'connect', as: 'alice', to: 'server', addresses, family: 4 }).done
  expect(events(lab).filter((one) => one.kind === 'connecting')).toHaveLength(1)
  await lab.execute({ do: 'connect', as: 'bob', to: 'server', addresses: ['127.0.0.1'], family: 6 }).done
  expect(await event(lab, 'failed', 'bob')).toMatchObject({ code: 'ENOTFOUND', syscall: 'getaddrinfo' })
})
