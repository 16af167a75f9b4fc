import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { connectedLab, event, events, modelOf, openLab, pathOf } from '../support/lab'
import { observe, observed } from './support'

// The source itself: switched on and off, and where it can't be had.

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function folder(tcp?: string): string {
  const made = mkdtempSync(path.join(tmpdir(), 'lab-source-'))
  folders.push(made)
  if (tcp !== undefined) writeFileSync(path.join(made, 'tcp'), tcp)
  return made
}

test('on and off: what was there before is told, nothing after', async () => {
  const lab = await connectedLab()
  const observation = observe(lab)
  expect(modelOf(lab).sources.kernel.phase).toBe('off')
  await observation.setSource('kernel', true)
  expect(modelOf(lab).sources.kernel).toMatchObject({ phase: 'on', by: 'procfs' })
  await Promise.all(['server', 'alice', 'alice@server'].map((name) => event(lab, 'observed', name)))
  await observation.setSource('kernel', false)
  expect(modelOf(lab).sources.kernel.phase).toBe('off')
  const before = events(lab).filter((one) => one.kind === 'observed').length
  lab.execute({ do: 'reset', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  await observation.setSource('kernel', true)
  await event(lab, 'observed', 'server', (one) => one.seq > lab.log.head - 1)
  expect(events(lab).filter((one) => one.kind === 'observed')).toHaveLength(before + 1)
})

test('an end in TIME_WAIT, long closed in Node, is told when the source is switched on', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  await observe(lab).setSource('kernel', true)
  expect((await observed(lab, 'alice', 'TIME_WAIT')).timer?.kind).toBe('timeWait')
})

test('switched twice is switched once', async () => {
  const lab = openLab()
  const observation = observe(lab)
  await Promise.all([observation.setSource('kernel', true), observation.setSource('kernel', true)])
  await Promise.all([observation.setSource('kernel', false), observation.setSource('kernel', false)])
  const phases = events(lab).flatMap((one) => (one.kind === 'source' ? [one.phase] : []))
  expect(phases).toEqual(['started', 'stopped'])
})

test('no table: said by an error and by an event, and a watch lives on without', async () => {
  const lab = openLab()
  const observation = observe(lab, { kernel: { folder: folder() } })
  await expect(observation.setSource('kernel', true)).rejects.toMatchObject({
    error: { code: 'LAB_NO_SOURCE' },
  })
  expect(modelOf(lab).sources.kernel).toMatchObject({
    phase: 'unavailable',
    error: { code: 'LAB_NO_SOURCE', message: expect.stringMatching(/ENOENT/) },
  })
  const { error, done } = lab.execute({ do: 'watch', port: 80 })
  await done
  expect(error).toBeUndefined()
  await expect(observation.localListeners()).rejects.toMatchObject({ error: { code: 'LAB_NO_SOURCE' } })
})

test('a line that nobody understands, while it runs: the source is unavailable, the lab unharmed', async () => {
  const lab = openLab()
  const place = folder(HEADER)
  const observation = observe(lab, { kernel: { folder: place } })
  await observation.setSource('kernel', true)
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  writeFileSync(path.join(place, 'tcp'), `${HEADER}   0: garbage\n`)
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  const { error } = await event(lab, 'source', undefined, (one) => one.phase === 'unavailable')
  expect(error).toMatchObject({ code: 'LAB_NO_SOURCE', field: expect.stringMatching(/tcp:2$/) })
  expect(error?.message).toMatch(/line 2, is not a row .*garbage/)
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  expect(pathOf(lab, 'alice')).toBe('SYN_SENT ESTABLISHED')

  writeFileSync(path.join(place, 'tcp'), HEADER)
  await observation.setSource('kernel', true)
  expect(modelOf(lab).sources.kernel.phase).toBe('on')
})

test('a system whose tables nobody knows how to read', async () => {
  const observation = observe(openLab(), { kernel: { platform: 'aix' } })
  await expect(observation.setSource('kernel', true)).rejects.toMatchObject({
    error: { message: expect.stringMatching(/on aix/) },
  })
})

test('nothing is left when it is disposed, however that comes', async () => {
  const handles = () =>
    process.getActiveResourcesInfo().filter((name) => name === 'Worker' || name === 'MessagePort')
  const lab = await connectedLab()
  const observation = observe(lab)
  const switching = observation.setSource('kernel', true)
  await observation.dispose()
  await switching.catch(() => {})
  const other = observe(lab)
  await other.setSource('kernel', true)
  await event(lab, 'observed', 'alice')
  await other.dispose()
  expect(handles()).toEqual([])
  const { head } = lab.log
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  expect(events(lab).some((one) => one.seq > head && one.kind === 'observed')).toBe(false)
})
