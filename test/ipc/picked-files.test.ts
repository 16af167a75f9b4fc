import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { PickedFiles } from '../../src/main/desktop/files/picked-files'
import { LAB_CODES } from '../../src/shared/errors'
import { withoutPrivilege } from './support/privilege'
import { Desktop, temporaryFile, temporaryFolder } from './support/requests'

let desktop: Desktop
beforeEach(async () => {
  desktop = new Desktop()
  await desktop.lab.execute({ do: 'listen', as: 'server' }).done
  await desktop.lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
})

const send = (file: string) => ({ command: { do: 'send', from: 'alice', file } as const })

describe('a file', () => {
  test('that was picked can be sent', async () => {
    const file = temporaryFile('greeting.txt', 'hello from a file')
    expect(await desktop.ask('pickFile', { path: file })).toEqual({
      path: file,
      name: 'greeting.txt',
      bytes: 17,
    })
    await desktop.ask('execute', send(file))
    const received = await desktop.event((event) => event.kind === 'received')
    expect(received).toMatchObject({ socket: 'alice@server', bytes: 17 })
  })

  test('that was not picked is not sent, and the log says so', async () => {
    const file = temporaryFile('secret.txt', 'secret')
    const picked = temporaryFile('picked.txt', 'picked')
    await desktop.ask('pickFile', { path: picked })
    const others = [
      file,
      '/etc/hostname',
      `${picked}/../secret.txt`,
      'picked.txt',
      `${path.dirname(picked)}//picked.txt`,
    ]
    for (const other of others) {
      const error = await desktop.refusal('execute', send(other))
      expect(error, other).toMatchObject({ code: LAB_CODES.untrusted, field: 'file' })
      expect(error.advice).toContain('Pick the file')
    }
    expect(desktop.events().at(-1)).toMatchObject({ kind: 'failed', code: LAB_CODES.untrusted })
    expect(desktop.events().some(({ kind }) => kind === 'sent')).toBe(false)
  })

  test('that a page has made itself is not picked', async () => {
    for (const made of ['', 'relative.txt', '/etc/host\0name']) {
      expect(await desktop.refusal('pickFile', { path: made })).toMatchObject({
        code: LAB_CODES.untrusted,
        field: 'path',
      })
    }
  })

  test.each([
    ['is a folder', () => temporaryFolder(), /is a folder/],
    ['is missing', () => path.join(temporaryFolder(), 'none.txt'), /none\.txt: there is no such file/],
    ['is beneath a file', () => path.join(temporaryFile('a', ''), 'b'), /there is no such file/],
    ['is a pipe', () => pipe(), /is no regular file/],
    ['is a device', () => '/dev/zero', /is no regular file/],
  ])('that %s is refused', async (_name, make, message) => {
    const file = make()
    const error = await desktop.refusal('pickFile', { path: file })
    expect(error).toMatchObject({ code: LAB_CODES.noFile, field: 'path' })
    expect(error.message).toMatch(message)
    expect(await desktop.refusal('execute', send(file))).toMatchObject({ code: LAB_CODES.untrusted })
  })

  test.runIf(process.platform !== 'win32')('that may not be read is refused', async () => {
    const file = temporaryFile('locked.txt', 'x')
    chmodSync(path.dirname(file), 0o755)
    chmodSync(file, 0)
    const error = await withoutPrivilege(() => desktop.refusal('pickFile', { path: file }))
    expect(error).toMatchObject({ code: LAB_CODES.noFile })
    expect(error.message).toMatch(/permission denied/)
  })

  test('that has become something else meanwhile is not sent', async () => {
    const file = temporaryFile('changing.txt', 'x')
    await desktop.ask('pickFile', { path: file })
    rmSync(file)
    expect((await desktop.refusal('execute', send(file))).message).toMatch(/there is no such file/)
    mkdirSync(file)
    expect((await desktop.refusal('execute', send(file))).message).toMatch(/is a folder/)
  })

  test('that was picked longest ago is forgotten beyond a thousand', () => {
    const picked = new PickedFiles()
    for (let i = 0; i <= 1000; i++) {
      picked.add(`/${i}`)
      // Whoever is picked again is young again.
      picked.add('/0')
    }
    expect(() => picked.require('/0', 'path')).not.toThrow()
    expect(() => picked.require('/1', 'path')).toThrow(/was not picked/)
    expect(() => picked.require('/2', 'path')).not.toThrow()
  })
})

describe('a folder', () => {
  test('that was picked as one can be named, and is not sent', async () => {
    const folder = temporaryFolder()
    expect(await desktop.ask('pickFile', { path: folder, folder: true })).toEqual({
      path: folder,
      name: path.basename(folder),
      bytes: 0,
    })
    expect((await desktop.refusal('execute', send(folder))).message).toMatch(/is a folder/)
  })

  test.each([
    ['is a file', () => temporaryFile('a', ''), /a is no folder/],
    ['is missing', () => path.join(temporaryFolder(), 'none'), /none: there is no such file/],
  ])('that %s is refused', async (_name, make, message) => {
    const error = await desktop.refusal('pickFile', { path: make(), folder: true })
    expect(error).toMatchObject({ code: LAB_CODES.noFile, field: 'path' })
    expect(error.message).toMatch(message)
  })
})

describe('a pick that is malformed', () => {
  test.each([[{}], [{ path: 1 }], [{ path: 'x'.repeat(4097) }], [{ path: '/a', also: 1 }]])(
    'is refused: %j',
    async (params) => {
      expect((await desktop.refusal('pickFile', params)).code).toBe(LAB_CODES.badCommand)
    },
  )
})

function pipe(): string {
  const file = path.join(temporaryFolder(), 'pipe')
  execFileSync('mkfifo', [file])
  return file
}
