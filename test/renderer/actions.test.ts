import { describe, expect, test } from 'vitest'
import { actionOf, type KeyPress, keysOf, keysText } from '../../src/renderer/actions/keys'
import { needsPresent } from '../../src/renderer/actions/presentOnly'
import { scoreOf, search } from '../../src/renderer/actions/search'
import { ACTIONS } from '../../src/shared/actions'

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...rest,
})

describe('keys', () => {
  test('no two actions share theirs', () => {
    const all = Object.values(ACTIONS).flatMap(({ keys }) => keys ?? [])
    expect(new Set(all).size).toBe(all.length)
  })

  test('Mod is Ctrl, and Cmd on macOS, and never the other one', () => {
    expect(actionOf(press('k', { ctrlKey: true }), 'linux')).toBe('palette')
    expect(actionOf(press('k', { metaKey: true }), 'darwin')).toBe('palette')
    expect(actionOf(press('k', { metaKey: true }), 'linux')).toBeUndefined()
    expect(actionOf(press('k', { ctrlKey: true }), 'darwin')).toBeUndefined()
  })

  test('a letter alone, and AltGr, type characters', () => {
    expect(actionOf(press('k'), 'linux')).toBeUndefined()
    expect(actionOf(press('k', { ctrlKey: true, altKey: true }), 'linux')).toBeUndefined()
  })

  test('other layouts: the place of the key on a Latin keyboard', () => {
    expect(actionOf(press('л', { code: 'KeyK', ctrlKey: true }), 'linux')).toBe('palette')
    expect(keysOf(press('+', { ctrlKey: true, shiftKey: true }), 'linux')).toBe('Mod+=')
  })

  test('Shift makes another action of it', () => {
    expect(actionOf(press('n', { ctrlKey: true }), 'linux')).toBe('newServer')
    expect(actionOf(press('N', { ctrlKey: true, shiftKey: true }), 'linux')).toBe('newClients')
    expect(actionOf(press('F6', { shiftKey: true }), 'linux')).toBe('previousPane')
  })

  test('are written as each system writes them', () => {
    expect(keysText('Mod+Shift+H', 'linux')).toBe('Ctrl+Shift+H')
    expect(keysText('Mod+Shift+H', 'darwin')).toBe('⇧⌘H')
    expect(keysText('F1', 'darwin')).toBe('F1')
  })
})

test('what is done to the lab as it is now is not possible in the past', () => {
  const makes = [
    'newServer',
    'newDatagrams',
    'newProxy',
    'runProgram',
    'killProgram',
    'recv',
    'lookup',
  ] as const
  expect(makes.filter((id) => !needsPresent(id))).toEqual([])
  expect(needsPresent('sessions')).toBe(false)
})

describe('search', () => {
  const names = ['Half-close', 'Close', 'Close all connections of the server', 'Destroy']

  test('finds by parts of words, beginnings first', () => {
    expect(search(names, 'clo', (name) => [name])).toEqual([
      'Close',
      'Close all connections of the server',
      'Half-close',
    ])
  })

  test('puts first what is called just so', () => {
    const themes = ['Light or dark as the system', 'Light']
    expect(search(themes, 'light', (name) => [name])).toEqual(['Light', 'Light or dark as the system'])
  })

  test('wants every word, in any order and case', () => {
    expect(search(names, 'server CLOSE', (name) => [name])).toEqual(['Close all connections of the server'])
    expect(scoreOf('close x', 'Close')).toBe(0)
  })

  test('shows everything, in order, before anything is typed', () => {
    expect(search(names, ' ', (name) => [name])).toEqual(names)
  })
})
