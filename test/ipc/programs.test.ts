import os from 'node:os'
import { beforeEach, expect, test } from 'vitest'
import type { SpawnCommand } from '../../src/shared/commands'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabEvent } from '../../src/shared/events'
import { ScenarioDesktop } from './support/scenario-desktop'

let desktop: ScenarioDesktop

beforeEach(() => {
  desktop = new ScenarioDesktop()
})

const says = (text: string, rest: Partial<SpawnCommand> = {}): SpawnCommand => ({
  do: 'spawn',
  command: process.execPath,
  args: ['-e', `console.log(${JSON.stringify(text)}, process.cwd())`],
  ...rest,
})
const written = (text: string) => (event: LabEvent) => event.kind === 'output' && event.text.startsWith(text)

test('a program is started once the person has allowed its very words, folder and variables', async () => {
  const command = says('hello')
  const cwd = os.homedir()
  expect(await desktop.refusal('execute', { command })).toMatchObject({
    code: LAB_CODES.refused,
    field: 'command',
  })
  for (const part of [process.execPath, 'hello', cwd]) expect(desktop.asked[0]?.detail).toContain(part)
  desktop.says = () => true
  await desktop.ask('execute', { command })
  expect(await desktop.event(written('hello'))).toMatchObject({ text: `hello ${cwd}\n` })
  await desktop.ask('execute', { command })
  expect(desktop.asked).toHaveLength(2)
  desktop.says = () => false
  for (const other of [
    says('hello!'),
    says('hello', { cwd: os.tmpdir() }),
    says('hello', { env: { A: '1' } }),
    says('hello', { command: 'node' }),
  ]) {
    expect(await desktop.refusal('execute', { command: other })).toMatchObject({ code: LAB_CODES.refused })
  }
  expect(desktop.asked).toHaveLength(6)
  await desktop.ask('newLab', {})
  expect(await desktop.refusal('execute', { command })).toMatchObject({ code: LAB_CODES.refused })
})

test('a program that is told a port is the same one after the socket was renamed', async () => {
  const command = says('x', { args: ['-e', 'console.log(process.argv[1])', { portOf: 'shop' }] })
  await desktop.ask('execute', { command: { do: 'listen', as: 'server' } } as never)
  await desktop.ask('execute', { command: { do: 'rename', socket: 'server', to: 'shop' } } as never)
  desktop.says = () => true
  await desktop.ask('execute', { command } as never)
  const { local } = (await desktop.event(({ kind }) => kind === 'listening')) as { local: string }
  expect(await desktop.event(written(''))).toMatchObject({ text: `${local.split(':')[1]}\n` })
  await desktop.ask('execute', {
    command: { ...command, args: ['-e', 'console.log(process.argv[1])', { portOf: 'server' }] },
  } as never)
  expect(desktop.asked).toHaveLength(1)
  desktop.says = () => false
  const word = says('x', { args: ['-e', 'console.log(process.argv[1])', 'shop'] })
  expect(await desktop.refusal('execute', { command: word })).toMatchObject({ code: LAB_CODES.refused })
})

test('a folder is named whole', async () => {
  const refused = await desktop.refusal('execute', { command: says('x', { cwd: 'here' }) })
  expect(refused).toMatchObject({ code: LAB_CODES.noFile, field: 'cwd' })
  expect(desktop.asked).toEqual([])
})

test('a scenario that starts a program says what, and runs in its own folder once that is allowed', async () => {
  const source = await desktop.picked([says('ran', { as: 'app' }), { expect: 'exited', at: 'app', code: 0 }])
  const { needs } = await desktop.ask('openScenario', { source })
  expect(needs).toMatchObject([{ what: 'program', field: 'command', step: 1 }])
  expect(needs[0]?.value).toContain(process.execPath)
  expect(await desktop.refusedRun(source)).toMatchObject({ code: LAB_CODES.refused })
  desktop.says = () => true
  await desktop.run(source)
  expect(await desktop.ended()).toMatchObject({ ending: 'done' })
  const told = await desktop.event(written('ran'))
  expect((told as { text: string }).text).not.toContain(os.homedir())
})

test('a new lab ends what runs', async () => {
  const command = says('x', { args: ['-e', 'setInterval(() => {}, 60_000)'] })
  desktop.says = () => true
  await desktop.ask('execute', { command } as never)
  const { pid } = (await desktop.event(({ kind }) => kind === 'spawned')) as { pid: number }
  await desktop.ask('newLab', {})
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
})
