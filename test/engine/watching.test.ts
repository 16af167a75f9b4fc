import { expect, test } from 'vitest'
import { event, openLab } from '../support/lab'

// What may be watched; what a watch finds is in test/observe.

test('a watch has a name, and is watched until it is watched no more', async () => {
  const lab = openLab()
  expect(lab.execute({ do: 'watch', port: 80 }).made).toEqual(['watch1'])
  expect(await event(lab, 'watching')).toMatchObject({ socket: 'watch1', port: 80 })
  expect(lab.execute({ do: 'unwatch', socket: 'watch1' }).error).toBeUndefined()
  await event(lab, 'unwatched', 'watch1')
  expect(lab.execute({ do: 'unwatch', socket: 'watch1' }).error?.message).toMatch(/watches no more/)
  expect(lab.execute({ do: 'watch', as: 'watch1', port: 80 }).error?.code).toBe('LAB_NAME_TAKEN')
})

test.each([
  ['a process that is not there', { pid: 4_194_304 }, /no process 4194304/],
  ['the lab itself', { pid: process.pid }, /is the lab itself/],
  ['a name for an address', { port: 80, host: 'example.com' }, /not an address/],
])('%s is refused', (_what, watched, says) => {
  const { error } = openLab().execute({ do: 'watch', ...watched })
  expect(error?.message).toMatch(says)
})

test('a port of the lab is refused, unless another address is meant', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const port = Number((await event(lab, 'listening')).local.split(':')[1])
  expect(lab.execute({ do: 'watch', port }).error?.message).toMatch(/that of server, a listener of this lab/)
  expect(lab.execute({ do: 'watch', port, host: 'localhost' }).error).toBeDefined()
  expect(lab.execute({ do: 'watch', port, host: '127.0.0.2' }).error).toBeUndefined()
})

test('unwatch of what is no watch is refused', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  expect(lab.execute({ do: 'unwatch', socket: 'server' }).error?.code).toBe('LAB_NOT_POSSIBLE')
  expect(lab.execute({ do: 'unwatch', socket: 'nobody' }).error?.code).toBe('LAB_UNKNOWN_SOCKET')
})
