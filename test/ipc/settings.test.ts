import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { SettingsFile } from '../../src/main/desktop/settings'
import { zoomed } from '../../src/main/desktop/window/zoom'
import { LAB_CODES } from '../../src/shared/errors'
import { DEFAULT_LIMITS } from '../../src/shared/session'
import { ZOOM_FACTORS } from '../../src/shared/settings'
import { Desktop, temporaryFile, temporaryFolder } from './support/requests'

describe('the zoom', () => {
  test('goes from 50 % to 300 % and back by sensible steps', () => {
    for (const by of ['in', 'out'] as const) {
      const steps: number[] = []
      let factor = by === 'in' ? 0.5 : 3
      for (let i = 0; i < 20; i++) {
        factor = zoomed(factor, by)
        if (factor !== steps.at(-1)) steps.push(factor)
      }
      const all = by === 'in' ? ZOOM_FACTORS.slice(1) : ZOOM_FACTORS.toReversed().slice(1)
      expect(steps).toEqual([...all])
    }
    expect(zoomed(1.75, 'reset')).toBe(1)
  })

  test('goes on from what the system made of it', () => {
    expect(zoomed(1.0999999, 'in')).toBe(1.25)
    expect(zoomed(1.1000001, 'out')).toBe(1)
    expect(zoomed(1.3, 'in')).toBe(1.5)
    expect(zoomed(9, 'out')).toBe(3)
    expect(zoomed(0.25, 'out')).toBe(0.5)
  })

  test('is done for the window, and remembered', async () => {
    const desktop = new Desktop()
    expect(await desktop.ask('zoom', { by: 'in' })).toEqual({ factor: 1.1 })
    expect(await desktop.ask('zoom', { by: 'in' })).toEqual({ factor: 1.25 })
    expect(desktop.page.zoomFactor).toBe(1.25)
    expect(new Desktop({}, desktop.folder).desk.settings.get('zoom')).toBe(1.25)
    expect(await desktop.ask('zoom', { by: 'reset' })).toEqual({ factor: 1 })
    expect(await desktop.refusal('zoom', { by: 'more' })).toMatchObject({
      code: LAB_CODES.badCommand,
      field: 'by',
    })
  })
})

describe('the settings that the program keeps', () => {
  const defaults = {
    theme: 'system',
    zoom: 1,
    observe: false,
    recording: DEFAULT_LIMITS,
    notify: false,
    askBeforeQuit: true,
  }
  const stored = (desktop: Desktop) =>
    JSON.parse(readFileSync(path.join(desktop.folder, 'settings.json'), 'utf8'))

  test('are as by default at first, whatever that is here', async () => {
    expect(await new Desktop().ask('settings', {})).toEqual({ values: defaults, defaults, canNotify: true })
    const reading = await new Desktop({}, undefined, true).ask('settings', {})
    expect(reading.defaults.observe).toBe(true)
    expect(reading.values.observe).toBe(true)
  })

  test('change at once, several at a time, and are remembered', async () => {
    const desktop = new Desktop()
    const recording = { ...DEFAULT_LIMITS, sessions: 7 }
    const change = { theme: 'dark', zoom: 1.5, recording, notify: true, askBeforeQuit: false } as const
    const state = await desktop.ask('setSettings', { change })
    expect(state.values).toEqual({ ...defaults, ...change })
    expect(desktop.themes).toEqual(['dark'])
    expect(desktop.page.zoomFactor).toBe(1.5)
    expect(desktop.desk.journals.limits).toEqual(recording)
    expect(await desktop.ask('settings', {})).toEqual(state)
    expect(await new Desktop({}, desktop.folder).ask('settings', {})).toEqual(state)
  })

  test('begin and end the reading of the kernel’s tables', async () => {
    const desktop = new Desktop()
    await desktop.ask('setSettings', { change: { observe: true } })
    await desktop.event(
      (event) => event.kind === 'source' && event.source === 'kernel' && event.phase === 'started',
    )
    await desktop.ask('setSettings', { change: { observe: false } })
    await desktop.event(
      (event) => event.kind === 'source' && event.source === 'kernel' && event.phase === 'stopped',
    )
    await desktop.ask('setSource', { source: 'kernel', on: true })
    expect((await desktop.ask('settings', {})).values.observe).toBe(true)
  })

  test('are not kept where they are as by default', async () => {
    const desktop = new Desktop()
    await desktop.ask('setSettings', { change: { theme: 'light', zoom: 2 } })
    expect(stored(desktop)).toEqual({ theme: 'light', zoom: 2 })
    await desktop.ask('setSettings', { change: { theme: 'system' } })
    expect(stored(desktop)).toEqual({ zoom: 2 })
    expect(desktop.themes).toEqual(['light', 'system'])
    await desktop.ask('setSettings', { change: { zoom: 1, recording: DEFAULT_LIMITS } })
    expect(stored(desktop)).toEqual({})
  })

  test.each([
    [{ theme: 'sepia' }, 'change.theme'],
    [{ zoom: 9 }, 'change.zoom'],
    [{ recording: { sessions: 3 } }, 'change.recording.messageBytes'],
    [{ notify: 'yes' }, 'change.notify'],
    [{ folder: '/' }, 'change.folder'],
  ])('are never anything else: %j', async (change, field) => {
    const desktop = new Desktop()
    const error = await desktop.refusal('setSettings', { change })
    expect(error).toMatchObject({ code: LAB_CODES.badCommand, field })
    expect((await desktop.ask('settings', {})).values).toEqual(defaults)
  })

  test('tell of a file that is broken, and where it is kept', async () => {
    const folder = temporaryFolder()
    const file = temporaryFile('settings.json', '{"theme":"pink","zoom":1.5,"observe":1}', folder)
    const kept = `${file}.broken`
    const first = await new Desktop({}, folder).ask('settings', {})
    expect(first).toMatchObject({
      values: { theme: 'system', zoom: 1.5 },
      broken: { file, kept, wrong: ['theme', 'observe'] },
    })
    expect(await new Desktop({}, folder).ask('settings', {})).not.toHaveProperty('broken')
  })
})

describe('what is remembered', () => {
  const fileIn = (folder: string) => path.join(folder, 'settings.json')

  test('is one file, written whole', () => {
    const folder = temporaryFolder()
    const settings = new SettingsFile(fileIn(folder))
    settings.set('zoom', 2)
    settings.set('theme', 'dark')
    expect(readdirSync(folder)).toEqual(['settings.json'])
    expect(JSON.parse(readFileSync(fileIn(folder), 'utf8'))).toEqual({ zoom: 2, theme: 'dark' })
  })

  test.each(['', 'null', '{', '[1]', '{"zoom":"big","theme":"pink","folder":7}', '{"zoom":99}'])(
    'is nothing if the file is broken: %j',
    (text) => {
      const folder = temporaryFolder()
      writeFileSync(fileIn(folder), text)
      const settings = new SettingsFile(fileIn(folder))
      expect(readFileSync(`${fileIn(folder)}.broken`, 'utf8')).toBe(text)
      expect(settings.broken).toMatchObject({ file: fileIn(folder), kept: `${fileIn(folder)}.broken` })
      expect([settings.get('zoom'), settings.get('theme'), settings.get('folder')]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      settings.set('zoom', 1.5)
      expect(new SettingsFile(fileIn(folder)).get('zoom')).toBe(1.5)
    },
  )

  test('keeps what is right in a file where something is wrong', () => {
    const folder = temporaryFolder()
    writeFileSync(fileIn(folder), '{"zoom":1.5,"theme":"pink"}')
    const settings = new SettingsFile(fileIn(folder))
    expect(settings.get('zoom')).toBe(1.5)
    expect(settings.broken?.wrong).toEqual(['theme'])
    expect(JSON.parse(readFileSync(fileIn(folder), 'utf8'))).toEqual({ zoom: 1.5 })
  })

  test('keeps what a newer version has written', () => {
    const folder = temporaryFolder()
    writeFileSync(fileIn(folder), '{"zoom":1.5,"mood":{"is":"good"}}')
    const settings = new SettingsFile(fileIn(folder))
    expect(settings.broken).toBeUndefined()
    settings.set('theme', 'dark')
    settings.remove('zoom')
    expect(JSON.parse(readFileSync(fileIn(folder), 'utf8'))).toEqual({ theme: 'dark', mood: { is: 'good' } })
  })

  test('is nothing wrong where there is no file yet', () => {
    const folder = temporaryFolder()
    expect(new SettingsFile(fileIn(folder)).broken).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
  })

  test('says so where what is broken can’t be kept, and leaves it', () => {
    const folder = temporaryFolder()
    mkdirSync(fileIn(folder))
    const faults: unknown[] = []
    const settings = new SettingsFile(fileIn(folder), (fault) => faults.push(fault))
    expect(settings.broken).toEqual({ file: fileIn(folder), kept: null, wrong: [] })
    expect(faults).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  test('holds for this start where it can’t be written', () => {
    const faults: unknown[] = []
    const folder = temporaryFolder()
    rmSync(folder, { recursive: true })
    const settings = new SettingsFile(fileIn(folder), (fault) => faults.push(fault))
    settings.set('theme', 'light')
    expect(settings.get('theme')).toBe('light')
    expect(String(faults)).toMatch(/ENOENT/)
  })
})
