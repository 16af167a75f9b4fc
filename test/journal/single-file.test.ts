import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import yazl from 'yazl'
import { EVENTS, MANIFEST, PAYLOADS } from '../../src/main/journal/format/manifest'
import { packSession, unpackSession } from '../../src/main/journal/single-file'
import { LAB_CODES } from '../../src/shared/errors'
import { chance } from '../support/chance'
import { inventedLog } from './logs'
import { append, fileOf, writeSession } from './recorded'
import { temporaryFolder } from './support'

const NAMES = [MANIFEST, EVENTS, PAYLOADS]

const session = () => writeSession(path.join(temporaryFolder(), 'session'), inventedLog(chance(4), 300))

/** What a task rejects with, as data. */
async function refusal(task: Promise<unknown>): Promise<{ code: string; message: string }> {
  const failure = await task.then(
    () => undefined,
    (error) => error,
  )
  return failure?.error ?? failure
}

async function zipFile(
  fill: (zip: yazl.ZipFile) => void,
  change = (bytes: Buffer) => bytes,
): Promise<string> {
  const zip = new yazl.ZipFile()
  fill(zip)
  zip.end()
  const file = path.join(temporaryFolder(), 'a.socketlab')
  writeFileSync(file, change(await buffer(zip.outputStream as Readable)))
  return file
}

/** Puts another name of the same length in the place of each `from`. */
const renamed = (from: string, to: string) => (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')

describe('a session in a single file', () => {
  test('comes back as it was', async () => {
    const folder = session()
    const file = path.join(temporaryFolder(), 'a.socketlab')
    writeFileSync(file, 'an older one')
    await packSession(folder, file)
    const back = path.join(temporaryFolder(), 'back')
    await unpackSession(file, back)
    for (const name of NAMES) expect(fileOf(back, name).equals(fileOf(folder, name)), name).toBe(true)
    expect(readdirSync(path.dirname(file))).toEqual(['a.socketlab'])
    expect(readdirSync(path.dirname(back))).toEqual(['back'])
  })

  test('may lack what the session lacks, or have nothing in it', async () => {
    const folder = session()
    rmSync(path.join(folder, MANIFEST))
    writeFileSync(path.join(folder, PAYLOADS), '')
    const file = path.join(temporaryFolder(), 'a.socketlab')
    await packSession(folder, file)
    const back = path.join(temporaryFolder(), 'back')
    await unpackSession(file, back)
    expect(readdirSync(back).sort()).toEqual([EVENTS, PAYLOADS].sort())
  })

  test('has what was written when it was made, while more is', async () => {
    const folder = session()
    const before = fileOf(folder, EVENTS)
    const file = path.join(temporaryFolder(), 'a.socketlab')
    const packing = packSession(folder, file)
    append(folder, 'more\n'.repeat(10_000))
    await packing
    const back = path.join(temporaryFolder(), 'back')
    await unpackSession(file, back)
    expect(fileOf(back, EVENTS).equals(before)).toBe(true)
  })

  test('takes nothing along that a link leads to', async () => {
    const folder = session()
    rmSync(path.join(folder, PAYLOADS))
    symlinkSync('/etc/passwd', path.join(folder, PAYLOADS))
    const file = path.join(temporaryFolder(), 'a.socketlab')
    await packSession(folder, file)
    const back = path.join(temporaryFolder(), 'back')
    await unpackSession(file, back)
    expect(existsSync(path.join(back, PAYLOADS))).toBe(false)
  })

  test('is not made of anything else, nor where nothing can be written', async () => {
    const file = path.join(temporaryFolder(), 'a.socketlab')
    expect((await refusal(packSession(temporaryFolder(), file))).code).toBe(LAB_CODES.noSession)
    expect((await refusal(packSession(session(), path.join(file, 'b')))).code).toBe(LAB_CODES.notSaved)
    expect(readdirSync(path.dirname(file))).toEqual([])
  })

  test('is given up when it is asked to be', async () => {
    const stop = new AbortController()
    stop.abort(new Error('enough'))
    const file = path.join(temporaryFolder(), 'a.socketlab')
    await expect(packSession(session(), file, { signal: stop.signal })).rejects.toThrow('enough')
    expect(readdirSync(path.dirname(file))).toEqual([])
  })

  test('does not replace a folder', async () => {
    const file = path.join(temporaryFolder(), 'a.socketlab')
    await packSession(session(), file)
    const back = path.join(temporaryFolder(), 'back')
    mkdirSync(back)
    expect((await refusal(unpackSession(file, back))).code).toBe(LAB_CODES.notSaved)
    expect(readdirSync(back)).toEqual([])
  })
})

describe('a file from a stranger is refused, and leaves nothing behind:', () => {
  const some = Buffer.from('some\n')
  const hostile: [string, RegExp, () => Promise<string> | string][] = [
    [
      'what is no zip archive',
      /./,
      () =>
        zipFile(
          () => {},
          () => Buffer.from('#!/bin/sh\n'),
        ),
    ],
    [
      'an empty file',
      /./,
      () =>
        zipFile(
          () => {},
          () => Buffer.alloc(0),
        ),
    ],
    ['an archive with nothing in it', /no events\.ndjson/, () => zipFile(() => {})],
    ['one without events', /no events\.ndjson/, () => zipFile((zip) => zip.addBuffer(some, MANIFEST))],
    [
      'one with another file in it',
      /"notes\.txt" is no part/,
      () =>
        zipFile((zip) => {
          zip.addBuffer(some, EVENTS)
          zip.addBuffer(some, 'notes.txt')
        }),
    ],
    [
      'a name that leads elsewhere',
      /\.\./,
      () => zipFile((zip) => zip.addBuffer(some, 'aa/events.ndjson'), renamed('aa/', '../')),
    ],
    [
      'an absolute name',
      /absolute|"\//,
      () => zipFile((zip) => zip.addBuffer(some, 'a/etc'), renamed('a/etc', '//etc')),
    ],
    [
      'a name with backslashes',
      /./,
      () => zipFile((zip) => zip.addBuffer(some, 'aa/b'), renamed('aa/b', '..\\b')),
    ],
    [
      'a name in other letters',
      /"Events\.ndjson" is no part/,
      () => zipFile((zip) => zip.addBuffer(some, 'Events.ndjson')),
    ],
    [
      'a folder',
      /"events\.ndjson\/" is no part/,
      () => zipFile((zip) => zip.addEmptyDirectory('events.ndjson')),
    ],
    [
      'a name that comes twice',
      /events\.ndjson more than once/,
      () =>
        zipFile(
          (zip) => {
            zip.addBuffer(some, EVENTS)
            zip.addBuffer(some, 'eventz.ndjson')
          },
          renamed('eventz', 'events'),
        ),
    ],
    [
      'a link',
      /no plain file/,
      () => zipFile((zip) => zip.addBuffer(Buffer.from('/etc/passwd'), EVENTS, { mode: 0o120777 })),
    ],
    [
      'a session.json of megabytes',
      /would have/,
      () =>
        zipFile((zip) => {
          zip.addBuffer(some, EVENTS)
          zip.addBuffer(Buffer.alloc(3_000_000), MANIFEST)
        }),
    ],
    [
      'more bytes than it says',
      /./,
      () => zipFile((zip) => zip.addBuffer(Buffer.alloc(5_000_000), EVENTS), saysSize(1000)),
    ],
    ['fewer bytes than it says', /./, () => zipFile((zip) => zip.addBuffer(some, EVENTS), saysSize(1000))],
    [
      'more than there can be',
      /would have/,
      () => zipFile((zip) => zip.addBuffer(some, EVENTS, { compress: true }), huge),
    ],
    [
      'bytes that can’t be unpacked',
      /./,
      () => zipFile((zip) => zip.addBuffer(Buffer.from('a'.repeat(5000)), EVENTS), garbled),
    ],
    ['an encrypted one', /encrypted/, () => zipFile((zip) => zip.addBuffer(some, EVENTS), encrypted)],
    [
      'one that is cut off',
      /./,
      () =>
        zipFile(
          (zip) => zip.addBuffer(Buffer.alloc(50_000, 'ab'), EVENTS),
          (bytes) => bytes.subarray(0, -30),
        ),
    ],
    ['a folder in its place', /no plain file/, () => temporaryFolder()],
  ]

  test.each(hostile)('%s', async (_what, why, make) => {
    const file = await make()
    const parent = temporaryFolder()
    const { code, message } = await refusal(unpackSession(file, path.join(parent, 'session')))
    expect(code).toBe(LAB_CODES.noSession)
    expect(message).toMatch(why)
    expect(message).toContain(file)
    expect(readdirSync(parent)).toEqual([])
  })

  test('one that is not there', async () => {
    const parent = temporaryFolder()
    const { code } = await refusal(unpackSession(path.join(parent, 'a'), path.join(parent, 'session')))
    expect(code).toBe(LAB_CODES.noFile)
  })

  test('one that there is no room for', async () => {
    const file = await zipFile(
      (zip) => zip.addBuffer(Buffer.alloc(10), EVENTS),
      saysSize(60 * 1024 ** 3, true),
    )
    const { code, message } = await refusal(unpackSession(file, path.join(temporaryFolder(), 'session')))
    // Where there is room for it, it doesn't have what it says.
    expect([LAB_CODES.notSaved, LAB_CODES.noSession]).toContain(code)
    if (code === LAB_CODES.notSaved) expect(message).toMatch(/60\.0 GiB unpacked, and .+ has room for/)
  })
})

const CENTRAL = Buffer.from([0x50, 0x4b, 0x01, 0x02])

/** Another size of the first file in the archive's table. */
function saysSize(size: number, large = false) {
  return (bytes: Buffer): Buffer => {
    const at = bytes.indexOf(CENTRAL)
    if (!large) {
      bytes.writeUInt32LE(size, at + 24)
      return bytes
    }
    return withZip64(bytes, at, size)
  }
}

/** A size beyond 4 GiB stands in a field of its own (APPNOTE 4.5.3). */
function withZip64(bytes: Buffer, at: number, size: number): Buffer {
  bytes.writeUInt32LE(0xffffffff, at + 24)
  const nameLength = bytes.readUInt16LE(at + 28)
  const extraLength = bytes.readUInt16LE(at + 30)
  const extra = Buffer.alloc(12)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(8, 2)
  extra.writeBigUInt64LE(BigInt(size), 4)
  const from = at + 46 + nameLength
  bytes.writeUInt16LE(extra.length, at + 30)
  const whole = Buffer.concat([bytes.subarray(0, from), extra, bytes.subarray(from + extraLength)])
  const end = whole.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  whole.writeUInt32LE(whole.readUInt32LE(end + 12) + extra.length - extraLength, end + 12)
  return whole
}

const huge = saysSize(65 * 1024 ** 3, true)

function garbled(bytes: Buffer): Buffer {
  const data = 30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28)
  bytes.fill(0xff, data, data + 8)
  return bytes
}

function encrypted(bytes: Buffer): Buffer {
  const at = bytes.indexOf(CENTRAL)
  bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8)
  return bytes
}

test('the archive of these tests is one that is taken, when nothing is wrong with it', async () => {
  const file = await zipFile((zip) => zip.addBuffer(Buffer.from('some\n'), EVENTS), saysSize(5, true))
  const back = path.join(temporaryFolder(), 'session')
  await unpackSession(file, back)
  expect(readFileSync(path.join(back, EVENTS), 'utf8')).toBe('some\n')
})
