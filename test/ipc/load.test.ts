import { once } from 'node:events'
import net from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabEvent } from '../../src/shared/events'
import { ECHO, ScenarioDesktop } from './support/scenario-desktop'

/** A server of another program: this one. */
let server: net.Server
let port: number
let desktop: ScenarioDesktop

beforeEach(async () => {
  desktop = new ScenarioDesktop()
  server = net.createServer((socket) => socket.pipe(socket).on('error', () => {}))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as net.AddressInfo).port
})

afterEach(() => {
  server.close()
})

const load = (rest: object) => ({ do: 'load', as: 'crowd', clients: 2, everyMs: 5, forMs: 30, ...rest })
const isReport = (event: LabEvent) => event.kind === 'load' && event.phase === 'ended'

test('a load goes elsewhere only once the person has allowed where', async () => {
  const command = load({ host: '127.0.0.1', port, echoes: true })
  expect(await desktop.refusal('execute', { command })).toMatchObject({
    code: LAB_CODES.refused,
    field: 'port',
  })
  expect(desktop.asked[0]?.detail).toContain(`127.0.0.1:${port}`)
  desktop.says = () => true
  await desktop.ask('execute', { command } as never)
  expect(await desktop.event(isReport)).toMatchObject({
    failed: 0,
    unanswered: 0,
    plan: { measured: 'answer' },
  })
  await desktop.ask('execute', { command: { ...command, as: 'again' } } as never)
  expect(desktop.asked).toHaveLength(2)
  desktop.says = () => false
  const other = load({ as: 'other', host: '127.0.0.2', port })
  expect(await desktop.refusal('execute', { command: other })).toMatchObject({ code: LAB_CODES.refused })
  await desktop.ask('newLab', {})
  expect(await desktop.refusal('execute', { command })).toMatchObject({ code: LAB_CODES.refused })
})

test('servers of the lab need nobody’s word, by their address either', async () => {
  await desktop.ask('execute', { command: ECHO } as never)
  const listening = await desktop.event(({ kind }) => kind === 'listening')
  const own = Number((listening as { local: string }).local.split(':')[1])
  await desktop.ask('execute', { command: load({ host: '127.0.0.1', port: own }) } as never)
  expect(await desktop.event(isReport)).toMatchObject({ failed: 0 })
  expect(desktop.asked).toEqual([])
})

test('a scenario’s load to somewhere else is among what it needs, and runs once that is allowed', async () => {
  const source = await desktop.picked([load({ port })])
  const { needs } = await desktop.ask('openScenario', { source })
  expect(needs).toEqual([
    { what: 'target', field: 'port', value: `127.0.0.1:${port}`, host: '127.0.0.1', step: 1 },
  ])
  expect(await desktop.refusedRun(source)).toMatchObject({ code: LAB_CODES.refused })
  desktop.says = () => true
  await desktop.run(source)
  expect(await desktop.event(isReport)).toMatchObject({ opened: 2, failed: 0, plan: { measured: 'none' } })
})

test('a run that is stopped stops the loads that it has begun, and no other', async () => {
  const own = await desktop.ask('execute', {
    command: { do: 'listen', as: 'other', respond: { with: 'echo' } },
  } as never)
  expect(own).toMatchObject({ made: ['other'] })
  const endless = { do: 'load', clients: 2, everyMs: 5 }
  await desktop.ask('execute', { command: { ...endless, as: 'mine', to: 'other', forMs: 60_000 } } as never)
  const source = await desktop.picked([
    ECHO,
    { ...endless, as: 'crowd', to: 'server', forMs: 60_000 },
    { do: 'close', socket: 'server' },
  ])
  await desktop.run(source)
  await desktop.event((event) => event.kind === 'load' && event.socket === 'crowd' && event.opened === 2)
  await desktop.ask('controlRun', { act: 'stop' })
  expect(await desktop.event(isReport)).toMatchObject({ socket: 'crowd', by: 'stop' })
  expect(desktop.events().filter(isReport)).toHaveLength(1)
  expect(desktop.story().at(-1)).toBe('ended stopped')
})
