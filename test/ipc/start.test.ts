import { describe, expect, test } from 'vitest'
import { isCommandLine } from '../../src/main/desktop/command-line'
import { fileIn } from '../../src/main/desktop/files/incoming'
import { helperWords, isHelper } from '../../src/main/desktop/helper'
import { BackOff } from '../../src/main/desktop/window/back-off'
import { labelsFor } from '../../src/main/desktop/window/labels'
import { programWords } from '../../src/main/desktop/words'

describe('the words of a start', () => {
  test.each([
    ['an installed program', 'socket-lab', false, []],
    ['with a word', 'socket-lab run a.json --format ndjson', false, ['run', 'a.json', '--format', 'ndjson']],
    ['behind switches for Chromium', 'socket-lab --ozone-platform=headless schema', false, ['schema']],
    ['asking for help', 'socket-lab --help', false, ['help']],
    ['asking for the version', 'socket-lab --version', false, ['version']],
    ['of one command', 'socket-lab run --help', false, ['run', '--help']],
    ['from the sources', 'electron .', true, []],
    ['from the sources, with a word', 'electron . run a.json', true, ['run', 'a.json']],
    ['with switches on both sides', 'electron --no-sandbox /lab --user-data-dir=/x schema', true, ['schema']],
    ['driven by a test', 'electron -r loader.js --inspect=0 /lab --disable-gpu', true, []],
    ['driven by a test, with a word', 'electron -r loader.js /lab schema', true, ['schema']],
  ])('%s', (_name, line, hasAppPath, words) => {
    expect(programWords(line.split(' '), hasAppPath)).toEqual(words)
  })

  test.each([
    ['socket-lab /home/me/one.socketlab', false, '/home/me/one.socketlab'],
    ['socket-lab --no-sandbox one.SocketLab', false, '/home/me/one.SocketLab'],
    ['electron . ../one.socketlab two.socketlab', true, '/home/one.socketlab'],
    ['socket-lab file:///home/me/a%20b.socketlab', false, '/home/me/a b.socketlab'],
    ['socket-lab file://else.where/a.socketlab b.socketlab', false, '/home/me/b.socketlab'],
    ['socket-lab ./one.labscenario', false, '/home/me/one.labscenario'],
    ['socket-lab /examples/half-close.json', false, '/examples/half-close.json'],
    ['socket-lab one.txt run.sh notes.json two.socketlab', false, '/home/me/notes.json'],
    ['socket-lab one.labscenario.bak', false, undefined],
    ['socket-lab socketlab', false, undefined],
    ['socket-lab', false, undefined],
  ])('name a session or a scenario to be opened: %s', (line, hasAppPath, file) => {
    const words = programWords(line.split(' '), hasAppPath)
    expect(isCommandLine(words)).toBe(false)
    expect(isHelper(words)).toBe(false)
    expect(fileIn(words, '/home/me')).toBe(file)
  })

  test('say whether it is a helper', () => {
    expect(isHelper(helperWords('freezer'))).toBe(true)
    expect(isHelper(['run', 'helper'])).toBe(false)
    expect(isHelper([])).toBe(false)
  })

  test('say whether it is a command line', () => {
    for (const word of ['run', 'schema', 'lessons', 'replay', 'export', 'help', 'version']) {
      expect(isCommandLine([word, 'more'])).toBe(true)
    }
    expect(isCommandLine([])).toBe(false)
    expect(isCommandLine(['file.json'])).toBe(false)
  })
})

describe('what keeps failing', () => {
  test('is tried again later and later, and then no more', () => {
    const backOff = new BackOff()
    const waits = Array.from({ length: 8 }, (_, i) => backOff.next(i * 1000))
    expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, undefined, undefined])
  })

  test('is tried at once again when it has worked for a while, or a person says so', () => {
    const backOff = new BackOff()
    backOff.next(0)
    backOff.next(1000)
    expect(backOff.next(62_000)).toBe(100)
    for (let i = 0; i < 6; i++) backOff.next(63_000)
    backOff.reset()
    expect(backOff.next(63_000)).toBe(100)
  })
})

test('the native parts speak Chinese to whoever the window speaks Chinese to', () => {
  expect(labelsFor('zh-TW').file).toBe('文件')
  expect(labelsFor('de').file).toBe('File')
  const keys = Object.keys(labelsFor('en'))
  expect(Object.keys(labelsFor('zh')).sort()).toEqual(keys.sort())
})
