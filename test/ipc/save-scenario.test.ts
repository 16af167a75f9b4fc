import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { fileNameFor } from '../../src/main/desktop/files/saving'
import { LAB_CODES } from '../../src/shared/errors'
import { withoutPrivilege } from './support/privilege'
import { Desktop, temporaryFolder } from './support/requests'

const TITLED = { title: 'Echo', expectations: false }

let desktop: Desktop
beforeEach(async () => {
  desktop = new Desktop()
  await desktop.lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await desktop.lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
})

describe('what was done', () => {
  test('is recorded', async () => {
    const { scenario, left } = await desktop.ask('recorded', TITLED)
    expect(scenario).toMatchObject({
      version: 1,
      title: 'Echo',
      steps: [
        { do: 'listen', as: 'server' },
        { do: 'connect', as: 'alice', to: 'server' },
      ],
    })
    expect(left).toEqual([])
    await desktop.ask('newLab', {})
    expect((await desktop.ask('recorded', TITLED)).scenario.steps).toEqual([])
  })

  test('is saved where the person says, as a file that runs', async () => {
    const { scenario } = await desktop.ask('recorded', TITLED)
    const file = path.join(desktop.folder, 'Echo.labscenario')
    expect(await desktop.ask('saveScenario', TITLED)).toEqual({ file })
    expect(desktop.suggested).toEqual([file])
    const text = readFileSync(file, 'utf8')
    expect(text).toBe(`${JSON.stringify(scenario, null, 2)}\n`)
    expect(text.slice(0, 20)).toBe('{\n  "version": 1,\n  ')
    const source = { from: 'file', path: file } as const
    expect(await desktop.ask('openScenario', { source })).toMatchObject({ title: 'Echo', errors: [] })
    await desktop.ask('runScenario', { source, mode: 'all', fresh: true })
    const ended = await desktop.event((event) => event.kind === 'scenario' && event.phase === 'ended')
    expect(ended).toMatchObject({ ending: 'done' })
  })

  test('is not saved if the person decides otherwise', async () => {
    desktop.choice = () => undefined
    expect(await desktop.ask('saveScenario', TITLED)).toBeNull()
    expect(readdirSync(desktop.folder)).toEqual([])
  })

  test('is saved beside what was saved last, in the next start, too', async () => {
    const folder = temporaryFolder()
    desktop.choice = () => path.join(folder, 'one.json')
    await desktop.ask('saveScenario', TITLED)
    await desktop.ask('saveScenario', { title: 'Two', expectations: true })
    expect(desktop.suggested[1]).toBe(path.join(folder, 'Two.labscenario'))
    const next = new Desktop({}, desktop.folder)
    await next.lab.execute({ do: 'listen' }).done
    next.choice = () => undefined
    await next.ask('saveScenario', TITLED)
    expect(next.suggested).toEqual([path.join(folder, 'Echo.labscenario')])
  })

  test('is not saved as a file that is too large to be opened', async () => {
    const text = '\u0001'.repeat(6 * 1024 * 1024)
    desktop.lab.execute({ do: 'send', from: 'alice', text })
    const error = await desktop.refusal('saveScenario', TITLED)
    expect(error).toMatchObject({ code: LAB_CODES.limit })
    expect(error.message).toMatch(/comes to 36\.0 MiB; .* at most 32\.0 MiB/)
    expect(desktop.suggested).toEqual([])
  })

  test('is nothing to save in a lab where nothing was done', async () => {
    await desktop.ask('newLab', {})
    expect(await desktop.refusal('saveScenario', TITLED)).toMatchObject({ code: LAB_CODES.notPossible })
    expect(desktop.suggested).toEqual([])
  })

  test('without a title has none', async () => {
    const answer = await desktop.ask('saveScenario', { title: '', expectations: false })
    expect(answer?.file).toBe(path.join(desktop.folder, 'scenario.labscenario'))
    expect(JSON.parse(readFileSync(answer?.file ?? '', 'utf8'))).not.toHaveProperty('title')
  })

  test.each([{}, { title: 'x' }, { title: 'x'.repeat(201), expectations: true }, { ...TITLED, file: '/a' }])(
    'is not asked for with %j',
    async (params) => {
      for (const method of ['recorded', 'saveScenario'] as const) {
        expect((await desktop.refusal(method, params)).code).toBe(LAB_CODES.badCommand)
      }
    },
  )
})

describe('a file that can’t be written', () => {
  test.each([
    [
      'in a folder that is gone',
      () => path.join(temporaryFolder(), 'none/a.json'),
      /no such folder \(ENOENT\)/,
    ],
    ['with the name of a folder', () => temporaryFolder(), /something else, which is no file, has that name/],
    ['with the name of a device', () => '/dev/full', /something else, which is no file/],
    ['with a name that is too long', () => path.join(temporaryFolder(), 'x'.repeat(300)), /name is too long/],
  ])('says so %s', async (_name, choose, message) => {
    const file = choose()
    desktop.choice = () => file
    const error = await desktop.refusal('saveScenario', TITLED)
    expect(error.code).toBe(LAB_CODES.notSaved)
    expect(error.message).toMatch(message)
    expect(error.message).toContain(file)
    expect(error.advice).toMatch(/another folder/)
    // Nothing of it is left, and the window may not name it.
    const isFolder = existsSync(file) && statSync(file).isDirectory()
    expect(isFolder ? readdirSync(file) : []).toEqual([])
    const opened = await desktop.refusal('openScenario', { source: { from: 'file', path: file } })
    expect(opened.code).toBe(LAB_CODES.untrusted)
    expect(desktop.faults).toEqual([])
  })

  test.runIf(process.platform !== 'win32')('leaves the old one as it was', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'old.json')
    writeFileSync(file, 'old')
    chmodSync(folder, 0o555)
    desktop.choice = () => file
    const error = await withoutPrivilege(() => desktop.refusal('saveScenario', TITLED))
    chmodSync(folder, 0o755)
    expect(error.message).toMatch(/may not be written there \(EACCES\)/)
    expect(readFileSync(file, 'utf8')).toBe('old')
  })
})

test('a file is replaced whole, through a link as well, whatever its name', async () => {
  const folder = temporaryFolder()
  mkdirSync(path.join(folder, 'real'))
  const real = path.join(folder, 'real', `${'x'.repeat(250)}.json`)
  const link = path.join(folder, 'link.json')
  writeFileSync(real, 'old')
  symlinkSync(real, link)
  desktop.choice = () => link
  expect(await desktop.ask('saveScenario', TITLED)).toEqual({ file: link })
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(JSON.parse(readFileSync(real, 'utf8'))).toMatchObject({ title: 'Echo' })
  expect(readdirSync(path.join(folder, 'real'))).toHaveLength(1)
})

test.each([
  ['Echo', 'Echo.json'],
  ['echo, 3 clients', 'echo, 3 clients.json'],
  ['../../etc/passwd', 'etc-passwd.json'],
  ['a/b\\c:d*e?f"g<h>i|j\n\0k', 'a-b-c-d-e-f-g-h-i-j-k.json'],
  ['  . ', 'scenario.json'],
  ['', 'scenario.json'],
  ['con', 'con_.json'],
  ['回显', '回显.json'],
  ['x'.repeat(200), `${'x'.repeat(80)}.json`],
])('the title %j makes the name %j', (title, name) => {
  const kind = { called: 'Scenario', stem: 'scenario', extensions: ['json'] }
  expect(fileNameFor(title, kind)).toBe(name)
})
