import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { EVENTS, MANIFEST, PAYLOADS } from '../../src/main/journal/format/manifest'
import { packSession } from '../../src/main/journal/single-file'
import { inventedLog } from '../journal/logs'
import { writeSession } from '../journal/recorded'
import { temporaryFolder } from '../journal/support'
import { chance } from '../support/chance'

test('a session in a single file is a plain zip archive', async () => {
  const folder = writeSession(path.join(temporaryFolder(), 'session'), inventedLog(chance(4), 300))
  const file = path.join(temporaryFolder(), 'a.socketlab')
  await packSession(folder, file)
  const script =
    'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(*z.namelist())'
  const names = execFileSync('python3', ['-c', script, file], { encoding: 'utf8' })
  expect(names.trim()).toBe([MANIFEST, EVENTS, PAYLOADS].join(' '))
})
