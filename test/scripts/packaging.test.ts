import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'
import { parseFpm } from '../../scripts/package/fpm-words.mjs'
import { icns, ico } from '../../scripts/package/icon-containers.mjs'
import { noticesOf } from '../../scripts/package/notices.mjs'
import { electronNeeds } from '../../scripts/system/packages.mjs'
import { CLI_WORDS } from '../../src/main/cli/words'
import { SCENARIO_EXTENSION } from '../../src/shared/file-names'
import { SESSION_EXTENSION } from '../../src/shared/session'
import { type PackagingConfig, packagingConfig, validate } from '../support/packaging'

const read = (file: string) => readFileSync(path.join(root, file))

describe('the configuration of packages', () => {
  let config: PackagingConfig
  beforeAll(async () => {
    config = await packagingConfig()
  })

  test('is one that electron-builder takes, with all targets of the three systems', async () => {
    await validate(config)
    expect(config.linux.target).toEqual(['tar.gz', 'deb', 'AppImage'])
    expect(config.mac.target).toEqual(['dmg', 'zip'])
    expect(config.win.target).toEqual(['nsis', 'portable'])
  })

  test.each<[string, (config: PackagingConfig) => object]>([
    ['an option that there isn’t', (config) => ({ mac: { ...config.mac, targets: ['dmg'] } })],
    ['a target without a name', (config) => ({ win: { ...config.win, target: [{}] } })],
    ['a fuse that there isn’t', ({ electronFuses }) => ({ electronFuses: { ...electronFuses, run: true } })],
  ])('would be refused with %s', async (_name, change) => {
    await expect(validate({ ...config, ...change(config) })).rejects.toThrow(/Invalid configuration/)
  })

  test('names no file that isn’t there', () => {
    const text = read('electron-builder.yml').toString()
    const named = [...text.matchAll(/(?:^|[\s:-])((?:build|scripts|examples)(?:\/[\w.-]+)+)/gm)].map(
      ([, file]) => file,
    )
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((file) => !existsSync(path.join(root, file as string)))).toEqual([])
  })

  test('knows both kinds of files, on each system', () => {
    const extensions = [SESSION_EXTENSION, SCENARIO_EXTENSION]
    expect(config.fileAssociations.map(({ ext }) => ext)).toEqual(extensions)
    for (const { icon } of config.fileAssociations) {
      for (const kind of ['icns', 'ico'])
        expect(existsSync(path.join(root, `build/${icon}.${kind}`))).toBe(true)
    }
    const mime = read('build/linux/mime.xml').toString()
    expect([...mime.matchAll(/glob pattern="\*\.(\w+)"/g)].map(([, name]) => name)).toEqual(extensions)
    const types = [...mime.matchAll(/mime-type type="([^"]+)"/g)].map(([, name]) => name)
    expect(config.linux.mimeTypes).toEqual(types)
    for (const type of types) {
      const icon = `build/mime-icons/${type?.replace('/', '-')}-48.png`
      expect(config.deb.fpm.filter((word) => word.startsWith(`${icon}=`))).toHaveLength(1)
    }
    const declared = JSON.stringify(config.mac.extendInfo)
    for (const extension of extensions) expect(declared).toContain(`["${extension}"]`)
  })

  test('asks Debian for what development asks for', () => {
    const names = config.deb.depends.map((one) => one.split(' | ').at(-1))
    expect(names).toEqual(electronNeeds.debian)
  })
})

test('the launcher knows the words of the command line', () => {
  const launcher = read('build/linux/bin/socket-lab').toString()
  const [, words] = /^ {2}(run \|.*)\)$/m.exec(launcher) ?? []
  expect(words?.split(' | ').sort()).toEqual([...CLI_WORDS].sort())
})

describe('icons', () => {
  const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

  test.each([
    ['icon', [16, 32, 32, 64, 128, 256, 256, 512, 512, 1024]],
    ['session', [16, 32, 32, 64, 128, 256, 256, 512, 512]],
    ['scenario', [16, 32, 32, 64, 128, 256, 256, 512, 512]],
  ])('of macOS: %s.icns has each size', (name, sizes) => {
    const file = read(`build/${name}.icns`)
    expect(file.subarray(0, 4).toString()).toBe('icns')
    expect(file.readUInt32BE(4)).toBe(file.length)
    const found: number[] = []
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      const png = file.subarray(at + 8, at + file.readUInt32BE(at + 4))
      expect(png.subarray(0, 8)).toEqual(PNG)
      found.push(png.readUInt32BE(16))
    }
    expect(found).toEqual(sizes)
  })

  test.each(['icon', 'session', 'scenario'])('of Windows: %s.ico has each size', (name) => {
    const file = read(`build/${name}.ico`)
    expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1])
    const found = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
      const at = 6 + 16 * index
      const offset = file.readUInt32LE(at + 12)
      const png = file.subarray(offset, offset + file.readUInt32LE(at + 8))
      expect(png.subarray(0, 8)).toEqual(PNG)
      expect(png.readUInt32BE(16)).toBe(file.readUInt8(at) || 256)
      return png.readUInt32BE(16)
    })
    expect(found).toEqual([16, 24, 32, 48, 64, 128, 256])
  })

  test('of Linux are as large as they are called', () => {
    for (const name of readdirSync(path.join(root, 'build/icons'))) {
      const size = read(`build/icons/${name}`).readUInt32BE(16)
      expect(name).toBe(`${size}x${size}.png`)
    }
  })

  test('have no place for a size that a system doesn’t know', () => {
    expect(() => icns([{ size: 24, png: PNG }])).toThrow(/24 px/)
    expect(() => ico([{ size: 512, png: PNG }])).toThrow(/512 px/)
  })
})

describe('notices', () => {
  const one = { name: 'one', version: '1.0.0', identifier: 'MIT', text: 'MIT License\r\nfor one' }

  test('have each version once, in order', () => {
    const text = noticesOf([{ ...one, name: 'two' }, one, { ...one }, { ...one, version: '0.9.0' }])
    expect(text.match(/^\w+ [\d.]+ \(MIT\)$/gm)).toEqual([
      'one 0.9.0 (MIT)',
      'one 1.0.0 (MIT)',
      'two 1.0.0 (MIT)',
    ])
    expect(text).toContain('MIT License\nfor one\n')
  })

  test.each([
    ['a licence that nobody has looked at', { identifier: 'GPL-3.0' }, /its licence is GPL-3\.0/],
    ['no licence', { identifier: undefined }, /not there/],
    ['no text', { text: ' \n' }, /not there/],
  ])('are not made with %s', (_name, rest, message) => {
    expect(() => noticesOf([{ ...one, ...rest } as typeof one])).toThrow(message)
  })
})

describe('the words of fpm', () => {
  test('are options with their values, and files', () => {
    const line = '-s dir --force -t deb -d a -d b|c --description two=words /x/=/opt/x y=/usr/bin/y'
    const { options, files } = parseFpm(line.split(' '))
    expect(options.get('depends')).toEqual(['a', 'b|c'])
    expect(options.get('description')).toEqual(['two=words'])
    expect(files).toEqual([
      { source: '/x/', target: '/opt/x' },
      { source: 'y', target: '/usr/bin/y' },
    ])
  })

  test.each(['-s dir -t rpm a=b', '-s gem -t deb', '-s dir -t deb file'])('%s can’t be done', (line) => {
    expect(() => parseFpm(line.split(' '))).toThrow()
  })
})
