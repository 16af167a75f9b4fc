import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_SIZE, fitPlace, readPlace, writePlace } from '../../src/main/desktop/window/place'

const place = { x: 10, y: 20, width: 1000, height: 700, maximized: false }
const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: -200, width: 1280, height: 1024 },
]

describe('the file', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-place-'))
    file = path.join(folder, 'window.json')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('brings back what was written, and leaves no other file', () => {
    writePlace(file, { ...place, maximized: true })
    writePlace(file, place)
    expect(readPlace(file)).toEqual(place)
    expect(readdirSync(folder)).toEqual(['window.json'])
  })

  test('is not needed', () => {
    expect(readPlace(file)).toBeUndefined()
  })

  test.each(['', '{', 'null', '[]', '{"x":1}', '{"x":"1","y":2,"width":3,"height":4,"maximized":false}'])(
    'is ignored if it is broken: %j',
    (text) => {
      writeFileSync(file, text)
      expect(readPlace(file)).toBeUndefined()
    },
  )

  test('that cannot be written says so, and leaves nothing behind', () => {
    expect(() => writePlace(path.join(folder, 'no-folder', 'window.json'), place)).toThrow(/ENOENT/)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a window is put', () => {
  test('in the middle, at first', () => {
    expect(fitPlace(undefined, screens)).toEqual(DEFAULT_SIZE)
  })

  test('where it was, on any screen', () => {
    expect(fitPlace(place, screens)).toEqual({ x: 10, y: 20, width: 1000, height: 700 })
    expect(fitPlace({ ...place, x: 2000, y: -200 }, screens)).toMatchObject({ x: 2000, y: -200 })
    expect(fitPlace({ ...place, x: -800 }, screens)).toMatchObject({ x: -800 })
  })

  test.each([
    { x: -950, y: 0 },
    { x: 1900, y: 2000 },
    { x: 5000, y: 0 },
    { x: 100, y: -30 },
  ])('in the middle if it would be out of reach at $x, $y', (corner) => {
    expect(fitPlace({ ...place, ...corner }, screens)).toEqual({ width: 1000, height: 700 })
  })

  test('not smaller than it can be used', () => {
    expect(fitPlace({ ...place, width: 10, height: 10 }, screens)).toMatchObject({ width: 900, height: 600 })
  })
})
