import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { SAVE_AFTER_MS } from '../../src/main/desktop/autosave'
import { LAB_CODES } from '../../src/shared/errors'
import { Desktop, temporaryFolder } from './support/requests'

afterEach(() => {
  vi.useRealTimers()
})

const fileIn = (folder: string) => path.join(folder, 'last-lab.json')

/** A server and two clients, and one more that is closed again. */
async function make(desktop: Desktop): Promise<void> {
  await desktop.lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await desktop.lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 2 }).done
  await desktop.lab.execute({ do: 'connect', as: 'gone', to: 'server' }).done
  desktop.lab.execute({ do: 'close', socket: 'gone' })
  await desktop.event((event) => event.kind === 'closed' && event.socket === 'gone')
}

/** The next start in the same folder. */
async function startAgain(before: Desktop): Promise<Desktop> {
  await before.close()
  return new Desktop({}, before.folder)
}

describe('the lab of the last start', () => {
  test('is offered in the next one, and nothing of it opens by itself', async () => {
    const first = new Desktop()
    expect(await first.ask('lastLab', {})).toBeNull()
    await make(first)
    const before = Date.now()
    const second = await startAgain(first)
    const last = await second.ask('lastLab', {})
    expect(last).toMatchObject({ servers: 1, clients: 2, steps: 4 })
    expect(Math.abs(Date.parse(last?.savedAt ?? '') - before)).toBeLessThan(5000)
    expect(second.events().map(({ kind }) => kind)).toEqual(['opened'])
    // A new lab in this start is not the last one.
    await second.lab.execute({ do: 'listen', as: 'other' }).done
    await second.ask('newLab', {})
    expect(await second.ask('lastLab', {})).toEqual(last)
  })

  test.each([
    ['setup', 2],
    ['whole', 4],
  ] as const)('runs again: %s', async (part, steps) => {
    const first = new Desktop()
    await make(first)
    const second = await startAgain(first)
    const source = { from: 'lastLab', part } as const
    const opened = await second.ask('openScenario', { source })
    expect(opened).toMatchObject({ source, title: 'The lab of last time', needs: [], errors: [] })
    expect(opened.steps).toHaveLength(steps)
    await second.ask('runScenario', { source, mode: 'all', fresh: false })
    await second.event((event) => event.kind === 'scenario' && event.phase === 'ended')
    const made = second.events().flatMap((event) => (event.kind === 'listening' ? [event.socket] : []))
    expect(made).toEqual(['server'])
    const connected = second.events().filter((event) => event.kind === 'connected')
    expect(connected).toHaveLength(steps === 2 ? 2 : 3)
  })

  test('asks again before it opens anything to the network', async () => {
    const first = new Desktop()
    first.says = () => true
    await first.ask('execute', { command: { do: 'listen', as: 'open', host: '0.0.0.0' } })
    const second = await startAgain(first)
    const source = { from: 'lastLab', part: 'setup' } as const
    const { needs } = await second.ask('openScenario', { source })
    expect(needs).toEqual([{ what: 'listen', field: 'host', value: '0.0.0.0', host: '0.0.0.0', step: 1 }])
    const params = { source, mode: 'all', fresh: false } as const
    expect(await second.refusal('runScenario', params)).toMatchObject({ code: LAB_CODES.refused })
    expect(second.lab.log.head).toBe(1)
  })

  test('is not there to be run where there is none', async () => {
    const desktop = new Desktop()
    const source = { from: 'lastLab', part: 'whole' } as const
    expect(await desktop.refusal('openScenario', { source })).toMatchObject({ code: LAB_CODES.notPossible })
    expect(await desktop.refusal('lastLab', { part: 'whole' })).toMatchObject({ code: LAB_CODES.badCommand })
  })

  test.each([
    ['is empty', ''],
    ['is cut off', '{"savedAt":"2025-01-01T00:00:00.000Z","setup":{"version":1,"st'],
    ['is something else', '[]'],
    ['has no time', '{"setup":{"version":1,"steps":[]}}'],
    ['has no scenario', '{"savedAt":"2025-01-01T00:00:00.000Z","setup":{"version":9}}'],
    [
      'has a bad step',
      '{"savedAt":"2025-01-01T00:00:00.000Z","setup":{"version":1,"steps":[{"do":"explode"}]}}',
    ],
  ])('is none if its file %s; that is kept aside', async (_name, text) => {
    const folder = temporaryFolder()
    writeFileSync(fileIn(folder), text)
    const desktop = new Desktop({}, folder)
    expect(await desktop.ask('lastLab', {})).toBeNull()
    expect(readFileSync(path.join(folder, 'last-lab.broken.json'), 'utf8')).toBe(text)
    expect(desktop.faults).toHaveLength(1)
    await desktop.lab.execute({ do: 'listen' }).done
    expect(await (await startAgain(desktop)).ask('lastLab', {})).toMatchObject({ servers: 1 })
  })
})

describe('the lab that is open', () => {
  test('is kept soon after a change, without waiting for the end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const desktop = new Desktop()
    await make(desktop)
    expect(existsSync(fileIn(desktop.folder))).toBe(false)
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS)
    await vi.waitFor(() => expect(existsSync(fileIn(desktop.folder))).toBe(true))
    // As after a crash: the next start finds it.
    const next = new Desktop({}, desktop.folder)
    expect(await next.ask('lastLab', {})).toMatchObject({ servers: 1, clients: 2, steps: 4 })
    expect(statSync(fileIn(desktop.folder)).mode & 0o777).toBe(0o600)
    expect(readdirSync(desktop.folder)).toEqual(['last-lab.json'])
  })

  test('is not written again while nothing changes, however much is said', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const desktop = new Desktop()
    await make(desktop)
    desktop.lab.execute({ do: 'send', from: 'crowd', text: 'hello', repeat: 20 })
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS)
    const file = fileIn(desktop.folder)
    await vi.waitFor(() => expect(existsSync(file)).toBe(true))
    const written = statSync(file)
    await desktop.event(
      (event) =>
        event.kind === 'received' && event.socket === 'crowd.2' && event.offset + event.bytes === 100,
    )
    await vi.advanceTimersByTimeAsync(100 * SAVE_AFTER_MS)
    expect(statSync(file)).toMatchObject({ ino: written.ino, mtimeMs: written.mtimeMs })
    desktop.lab.execute({ do: 'send', from: 'crowd.1', text: 'new' })
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS)
    await vi.waitFor(() => expect(statSync(file).ino).not.toBe(written.ino))
  })

  test('never takes the place of the last one while it is empty', async () => {
    const first = new Desktop()
    await make(first)
    const second = await startAgain(first)
    second.lab.execute({ do: 'close', socket: 'nobody' })
    second.lab.execute({ do: 'wait', ms: 0 })
    const third = await startAgain(second)
    expect(await third.ask('lastLab', {})).toMatchObject({ servers: 1, clients: 2, steps: 4 })
    // Nor does a new one that takes its place within a start.
    await third.lab.execute({ do: 'listen', as: 'a' }).done
    await third.ask('newLab', {})
    expect(await (await startAgain(third)).ask('lastLab', {})).toMatchObject({
      servers: 1,
      clients: 0,
      steps: 1,
    })
  })

  test('is kept as it was before its end, which closes everything', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const desktop = new Desktop()
    await make(desktop)
    await desktop.close()
    await vi.advanceTimersByTimeAsync(10 * SAVE_AFTER_MS)
    const next = new Desktop({}, desktop.folder)
    expect(await next.ask('lastLab', {})).toMatchObject({ servers: 1, clients: 2 })
  })

  test('that is too much for a file keeps what was open', async () => {
    const first = new Desktop()
    await make(first)
    // In JSON, each takes six characters.
    const text = '\u0001'.repeat(6 * 1024 * 1024)
    first.lab.execute({ do: 'send', from: 'crowd.1', text })
    const second = await startAgain(first)
    expect(await second.ask('lastLab', {})).toMatchObject({ servers: 1, clients: 2, steps: 0 })
    const open = (part: 'setup' | 'whole') => ({ source: { from: 'lastLab', part } as const })
    expect((await second.ask('openScenario', open('setup'))).steps).toHaveLength(2)
    expect(await second.refusal('openScenario', open('whole'))).toMatchObject({ code: LAB_CODES.notPossible })
  })

  test('goes on where its file can’t be written', async () => {
    const folder = path.join(temporaryFolder(), 'none')
    const desktop = new Desktop({}, folder)
    await make(desktop)
    await desktop.ask('newLab', {})
    expect(desktop.faults.map(String)).toEqual([expect.stringMatching(/ENOENT/)])
  })
})
