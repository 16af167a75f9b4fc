import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readAll } from '../../src/main/journal/read/read-all'
import type { LabEvent } from '../../src/shared/events'
import { cli } from '../cli/support'
import { expectTheLogsSegments } from './sound'
import { temporaryFolder } from './tshark'

describe('the packets made of an example are its segments, and nothing is wrong with them', () => {
  const examples = path.resolve(import.meta.dirname, '../../examples')
  const SKIPPED = new Set([
    // They need what not every machine has.
    'watched-server.json',
    'ipv6-loopback.json',
    'dual-stack.json',
  ])
  const files = readdirSync(examples).filter((name) => name.endsWith('.json') && !SKIPPED.has(name))
  // Each takes a second, and all of them are run by the command line's own tests.
  const isLeft = (_name: string, index: number) => index % 3 !== 0
  test.each(files.filter((name, index) => !isLeft(name, index)))('the recorded run of %s', check)
  test.each(files.filter(isLeft))('the recorded run of %s', { tags: ['soak'] }, check)

  async function check(name: string): Promise<void> {
    const folder = path.join(temporaryFolder(), 'session')
    const ran = await cli([
      'run',
      path.join(examples, name),
      '--journal',
      folder,
      '--observe',
      '--allow-spawn',
    ])
    expect(ran.status, ran.stderr).toBe(0)
    const all: LabEvent[] = []
    for await (const each of readAll(folder)) all.push(each)
    await expectTheLogsSegments(all)
  }
})
