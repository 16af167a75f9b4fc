import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { SettingsFile } from '../../src/main/desktop/settings'
import { ZOOM_FACTORS, zoomed } from '../../src/main/desktop/zoom'
import { LAB_CODES } from '../../src/shared/errors'
import { Desktop, temporaryFolder } from './support/requests'

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

describe('the theme', () => {
  test('is set, and remembered', async () => {
    const desktop = new Desktop()
    expect(await desktop.ask('theme', { source: 'dark' })).toBeNull()
    expect(await desktop.ask('theme', { source: 'system' })).toBeNull()
    expect(desktop.themes).toEqual(['dark', 'system'])
    expect(await desktop.ask('about', {})).toMatchObject({ theme: 'system' })
    expect(new Desktop({}, desktop.folder).desk.settings.get('theme')).toBe('system')
    expect(await desktop.refusal('theme', { source: 'sepia' })).toMatchObject({ field: 'source' })
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
    expect(new SettingsFile(fileIn(folder)).get('zoom')).toBe(1.5)
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
