import { once } from 'node:events'
import net from 'node:net'
import { describe, expect, test } from 'vitest'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { Desktop } from './support/requests'

// The window's way to what is known besides Node's own events. Linux: the tables of other systems cost a process each time.
const onLinux = describe.skipIf(process.platform !== 'linux')

const phaseOf = (desktop: Desktop) => desktop.events().reduce(reduce, emptyModel()).sources.kernel.phase
const started = (desktop: Desktop) => desktop.event((one) => one.kind === 'source' && one.phase === 'started')

onLinux('the kernel’s tables', () => {
  test('are read when the person wants it, in labs and starts that come, too', async () => {
    const desktop = new Desktop()
    expect(phaseOf(desktop)).toBe('off')
    expect(await desktop.ask('setSource', { source: 'kernel', on: true })).toBeNull()
    expect(phaseOf(desktop)).toBe('on')
    await desktop.ask('execute', { command: { do: 'listen', as: 'server' } })
    await desktop.event((one) => one.kind === 'observed' && one.socket === 'server')
    await desktop.ask('newLab', {})
    await started(desktop)
    await desktop.close()
    await started(new Desktop({}, desktop.folder))
  })

  test('are read from the start where the program says so, until the person says otherwise', async () => {
    const desktop = new Desktop({}, undefined, true)
    await started(desktop)
    await desktop.ask('setSource', { source: 'kernel', on: false })
    await desktop.ask('newLab', {})
    expect(desktop.desk.settings.get('observe')).toBe(false)
    await desktop.close()
    const next = new Desktop({}, desktop.folder, true)
    // What this does comes after what the start has begun.
    await next.ask('setSource', { source: 'kernel', on: true })
    expect(next.events().filter((one) => one.kind === 'source')).toHaveLength(1)
  })

  test('say what listens on this machine, but for the lab, and show it once it is watched', async () => {
    const other = net.createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as net.AddressInfo
    const local = `127.0.0.1:${port}`
    try {
      const desktop = new Desktop()
      await desktop.ask('execute', { command: { do: 'listen', as: 'server' } })
      const listening = await desktop.event((one) => one.kind === 'listening')
      const all = (await desktop.ask('localListeners', {})).map((one) => one.local)
      expect(all).toContain(local)
      expect(all).not.toContain(listening.kind === 'listening' && listening.local)
      const watch = { do: 'watch', as: 'app', port } as const
      expect((await desktop.ask('execute', { command: watch })).made).toEqual(['app'])
      expect(await desktop.event((one) => one.kind === 'found')).toMatchObject({
        socket: local,
        pid: process.pid,
      })
    } finally {
      other.close()
    }
  })
})
