import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from '../../scripts/lib/lock.mjs'

let folder: string
let lock: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-lock-'))
  lock = path.join(folder, 'a.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('one at a time', async () => {
  const steps: string[] = []
  const work = (name: string) => async () => {
    steps.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    steps.push(`${name} ends`)
  }
  await Promise.all([withLock(lock, 'waiting', work('a')), withLock(lock, 'waiting', work('b'))])
  expect(steps).toHaveLength(4)
  expect(steps[1]).toBe(steps[0]?.replace('begins', 'ends'))
})

test('released when the work fails', async () => {
  const failing = withLock(lock, 'waiting', () => Promise.reject(new Error('broken')))
  await expect(failing).rejects.toThrow('broken')
  expect(existsSync(lock)).toBe(false)
})

test('taken over from a process that has died', async () => {
  mkdirSync(lock)
  writeFileSync(path.join(lock, 'pid'), String(spawnSync(process.execPath, ['--version']).pid))
  expect(await withLock(lock, 'waiting', () => Promise.resolve('done'))).toBe('done')
})
