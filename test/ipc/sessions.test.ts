import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabEvent } from '../../src/shared/events'
import type { Travel } from '../../src/shared/session'
import { Desktop, temporaryFolder } from './support/requests'

let desktop: Desktop
/** Of what was recorded: its id, its folder, its events. */
let recorded: { id: string; folder: string; events: LabEvent[] }

/** The program, with the session of a lab that has ended, and an empty lab. */
beforeEach(async () => {
  desktop = new Desktop({}, temporaryFolder(), false, true)
  await desktop.ask('attach', {})
  await talk()
  recorded = await endLab()
})

describe('the sessions', () => {
  test('are listed, and shown in the file manager', async () => {
    expect(await desktop.ask('sessions', {})).toMatchObject([{ id: recorded.id, state: 'ended' }])
    await talk()
    const list = await desktop.ask('sessions', {})
    expect(list.map(({ state }) => state)).toEqual(['open', 'ended'])
    await desktop.ask('showSession', { id: recorded.id })
    await desktop.ask('showSession', {})
    expect(desktop.revealed).toEqual([recorded.folder, path.dirname(recorded.folder)])
  })

  test('can’t be listed where their folder can’t be read, which is not the same as none', async () => {
    const folder = path.dirname(recorded.folder)
    const aside = `${folder}-aside`
    renameSync(folder, aside)
    expect(await desktop.ask('sessions', {})).toEqual([])
    writeFileSync(folder, 'no folder')
    expect(await desktop.refusal('sessions', {})).toMatchObject({ code: LAB_CODES.noFile })
    rmSync(folder)
    renameSync(aside, folder)
    expect((await desktop.ask('sessions', {})).map(({ id }) => id)).toEqual([recorded.id])
  })

  test('have limits, which can be set', async () => {
    const before = await desktop.ask('recording', {})
    expect(before).toMatchObject({ folder: path.dirname(recorded.folder), sessions: 1 })
    const limits = { ...before.limits, messageBytes: 17 }
    await desktop.ask('setSettings', { change: { recording: limits } })
    expect(await desktop.ask('recording', {})).toMatchObject({ limits })
  })

  test('go to the trash, all that can', async () => {
    await talk()
    const [open] = await desktop.ask('sessions', {})
    const ids = [open?.id as string, recorded.id, 'nothing']
    const error = await desktop.refusal('deleteSessions', { ids })
    expect(error).toMatchObject({ code: LAB_CODES.notPossible, field: 'ids' })
    expect(error.message).toMatch(/being recorded.*no session "nothing"/)
    expect(desktop.trashed).toEqual([recorded.folder])
    expect((await desktop.ask('sessions', {})).map(({ id }) => id)).toEqual([open?.id])
  })

  test('stay while they are looked at', async () => {
    await openRecorded()
    expect(await desktop.refusal('deleteSessions', { ids: [recorded.id] })).toMatchObject({
      code: LAB_CODES.notPossible,
    })
    const { limits } = await desktop.ask('recording', {})
    await desktop.ask('setSettings', { change: { recording: { ...limits, sessions: 1 } } })
    await desktop.labs.renew()
    await talk()
    expect(existsSync(recorded.folder)).toBe(true)
    await desktop.ask('goLive', {})
    await desktop.ask('deleteSessions', { ids: [recorded.id] })
    expect(desktop.trashed).toEqual([recorded.folder])
  })

  test.each(['..', '.', '../sessions', 'a/b', 'a\\b', '/etc', 'C:\\x', 'nul', 'a\0b', ' x', 'x.'])(
    'are never anything but a folder among them: %j',
    async (id) => {
      const known = { code: LAB_CODES.noSession }
      expect(await desktop.refusal('openSession', { source: { from: 'library', id } })).toMatchObject(known)
      expect(await desktop.refusal('showSession', { id })).toMatchObject(known)
      expect(await desktop.refusal('exportSession', { to: 'csv', id })).toMatchObject(known)
      await desktop.refusal('deleteSessions', { ids: [id] })
      expect(desktop.trashed).toEqual([])
      expect(desktop.revealed).toEqual([])
    },
  )
})

describe('a recorded session', () => {
  test('opens at its end, and can be looked at in any moment, while the lab goes on', async () => {
    const travel = await openRecorded()
    const { length } = recorded.events
    expect(travel).toMatchObject({ source: 'session', at: length, head: length, playing: false })
    expect(travel.session).toMatchObject({ id: recorded.id, damage: [] })
    await arrival(length)
    expect(end().snapshots.at(-1)?.lab).toBe(recorded.id)
    expect(end().model.sockets.get('alice')?.sent.bytes).toBe(5)
    desktop.lab.execute({ do: 'listen', as: 'meanwhile' })
    for (const at of [0, 7, length - 1]) {
      await desktop.ask('goTo', { seq: at })
      await arrival(at)
      expect(end().model.seq).toBe(at)
    }
    expect(end().model.sockets.has('meanwhile')).toBe(false)
    const received = recorded.events.find(({ kind }) => kind === 'received')
    const { data } = await desktop.ask('payload', { seq: received?.seq as number })
    expect(Buffer.from(data).toString()).toBe('hello')
    const overview = await desktop.ask('overview', { buckets: 10 })
    expect(overview).toMatchObject({ first: 1, head: length })
    await desktop.ask('goLive', {})
    await end().until(() => end().travel === null && end().model.sockets.has('meanwhile'))
  })

  test('stays when another lab begins, and is left for the lab that the person wants', async () => {
    await openRecorded()
    await desktop.labs.renew()
    expect(await desktop.ask('step', { by: 'event', direction: -1 })).toMatchObject({ source: 'session' })
    await desktop.ask('newLab', {})
    await end().until(() => end().travel === null && end().snapshots.at(-1)?.lab === desktop.labs.id)
  })

  test('is what a window comes back to that reloads', async () => {
    await openRecorded()
    await desktop.ask('goTo', { seq: 5 })
    await desktop.ask('attach', {})
    await arrival(5)
    expect(end().travel?.session?.id).toBe(recorded.id)
  })

  test('is opened where it lies, if the person has picked it', async () => {
    const folder = path.join(temporaryFolder(), 'elsewhere')
    cpSync(recorded.folder, folder, { recursive: true })
    const source = { from: 'picked', path: folder } as const
    expect(await desktop.refusal('openSession', { source })).toMatchObject({ code: LAB_CODES.untrusted })
    desktop.choice = () => folder
    await desktop.ask('chooseFile', { kind: 'sessionFolder' })
    expect(desktop.wanted).toEqual([{ folder: true }])
    expect(await desktop.ask('openSession', { source })).toMatchObject({ session: { id: recorded.id } })
    desktop.choice = () => path.join(folder, 'session.json')
    const picked = await desktop.ask('chooseFile', { kind: 'session' })
    expect(desktop.wanted.at(-1)?.kind?.extensions).toEqual(['socketlab', 'json'])
    await desktop.ask('openSession', { source: { from: 'picked', path: picked?.path as string } })
    expect((await desktop.ask('sessions', {})).length).toBe(1)
  })

  test('opens with its damage told', async () => {
    const payloads = path.join(recorded.folder, 'payloads.bin')
    const bytes = readFileSync(payloads)
    bytes[bytes.indexOf('hello')] = 0
    writeFileSync(payloads, bytes)
    const travel = await openRecorded()
    expect(travel.session).toMatchObject({ damage: [{ kind: 'payload', count: 1 }], writable: false })
    await arrival(recorded.events.length)
    const reply = await desktop.ask('exportSession', { to: 'csv' })
    expect(reply?.left).toEqual([expect.stringMatching(/^payloads\.bin: bytes of the message with seq \d+/)])
  })

  test('that is being recorded is the past of the open lab', async () => {
    await talk()
    const [open] = await desktop.ask('sessions', {})
    const source = { from: 'library', id: open?.id as string } as const
    expect(await desktop.ask('openSession', { source })).toMatchObject({ source: 'lab' })
  })

  test('that is gone, or none, is refused, and leaves the window where it is', async () => {
    const folder = temporaryFolder()
    const text = path.join(folder, 'text.txt')
    const broken = path.join(folder, 'broken.socketlab')
    writeFileSync(text, 'text')
    writeFileSync(broken, 'no zip')
    const gone = path.join(folder, 'gone.socketlab')
    for (const [file, code] of [
      [text, LAB_CODES.noSession],
      [broken, LAB_CODES.noSession],
      [gone, LAB_CODES.noFile],
      [folder, LAB_CODES.noSession],
    ] as const) {
      desktop.desk.incoming.open(file)
      await end().until(() => end().opens.includes(file))
      const error = await desktop.refusal('openSession', { source: { from: 'picked', path: file } })
      expect(error).toMatchObject({ code })
      expect(end().travel).toBeNull()
    }
    expect(readdirSync(desktop.folder).filter((name) => name.endsWith('.session'))).toEqual([])
  })
})

describe('a single file', () => {
  test('comes of an export, and is taken among the sessions', async () => {
    const file = await exported('session', recorded.id)
    expect(path.basename(file)).toBe(`${recorded.id}.socketlab`)
    rmSync(recorded.folder, { recursive: true })
    desktop.desk.incoming.open(file)
    const source = { from: 'picked', path: file } as const
    expect(await desktop.ask('openSession', { source })).toMatchObject({
      session: { id: recorded.id, damage: [] },
      at: recorded.events.length,
    })
    expect(await desktop.ask('sessions', {})).toMatchObject([{ id: recorded.id, state: 'ended' }])
    expect(await desktop.ask('openSession', { source })).toMatchObject({ session: { id: recorded.id } })
    expect(await desktop.ask('sessions', {})).toHaveLength(1)
  })

  test('cannot put itself anywhere else', async () => {
    for (const id of ['../../escaped', '..', 'nul', '/tmp/x', recorded.id.toUpperCase()]) {
      const folder = temporaryFolder()
      mkdirSync(folder, { recursive: true })
      cpSync(recorded.folder, folder, { recursive: true })
      const manifest = JSON.parse(readFileSync(path.join(folder, 'session.json'), 'utf8'))
      writeFileSync(path.join(folder, 'session.json'), JSON.stringify({ ...manifest, id }))
      desktop.desk.incoming.open(folder)
      await desktop.ask('openSession', { source: { from: 'picked', path: folder } })
      const file = await exported('session')
      await desktop.ask('goLive', {})
      desktop.desk.incoming.open(file)
      await desktop.ask('openSession', { source: { from: 'picked', path: file } })
    }
    const names = readdirSync(path.dirname(recorded.folder)).filter((name) => name !== recorded.id)
    expect(names.filter((name) => !name.startsWith('imported-'))).toEqual(
      [recorded.id.toUpperCase()].filter((name) => names.includes(name)),
    )
    expect(existsSync(path.join(desktop.folder, 'escaped'))).toBe(false)
  })
})

describe('an export', () => {
  test.each(['csv', 'ndjson'] as const)(
    'of a session, of what is looked at, and of the open lab: %s',
    async (to) => {
      const whole = readFileSync(await exported(to, recorded.id), 'utf8')
      await openRecorded()
      await desktop.ask('goTo', { seq: 3 })
      expect(readFileSync(await exported(to), 'utf8')).toBe(whole)
      await desktop.ask('goLive', {})
      await talk('bob')
      const open = readFileSync(await exported(to), 'utf8')
      expect(open).toMatch(/bob/)
      expect(whole).not.toMatch(/bob/)
      expect(readFileSync(await exported(to, undefined, 'bob'), 'utf8').length).toBeLessThan(open.length)
    },
  )

  test('of the open lab goes as far as the lab by now', async () => {
    await talk('bob')
    desktop.lab.note({ kind: 'note', text: 'the newest' })
    const file = await exported('session')
    await desktop.ask('newLab', {})
    rmSync(path.dirname(recorded.folder), { recursive: true })
    desktop.desk.incoming.open(file)
    const travel = await desktop.ask('openSession', { source: { from: 'picked', path: file } })
    await arrival(travel.at)
    // Readings of the kernel's tables may come behind it.
    expect(end().events.filter(({ kind }) => kind === 'note')).toMatchObject([{ text: 'the newest' }])
  })

  test('of a lab of which nothing is recorded has what is in memory', async () => {
    desktop = new Desktop()
    await desktop.ask('attach', {})
    await desktop.lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
    await desktop.lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    desktop.lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(3000) })
    const sent = await desktop.event(({ kind }) => kind === 'sent')
    const { head } = desktop.lab.log
    const file = await exported('session')
    desktop.desk.incoming.open(file)
    const travel = await desktop.ask('openSession', { source: { from: 'picked', path: file } })
    expect(travel).toMatchObject({ session: { damage: [] } })
    expect(travel.head).toBeGreaterThanOrEqual(head)
    const { data } = await desktop.ask('payload', { seq: sent.seq })
    expect(data.length).toBe(3000)
  })

  test('has all bytes that were recorded', async () => {
    await desktop.lab.execute({ do: 'listen', as: 'server' }).done
    await desktop.lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
    desktop.lab.execute({ do: 'send', from: 'bob', text: 'y'.repeat(3000) })
    await desktop.event((event) => event.kind === 'recording' && event.phase === 'started')
    const { id } = await endLab()
    expect(readFileSync(await exported('ndjson', id), 'utf8')).toMatch(/"y{3000}"/)
  })

  test('is nothing if the person decides otherwise', async () => {
    desktop.choice = () => undefined
    expect(await desktop.ask('exportSession', { to: 'csv', id: recorded.id })).toBeNull()
    expect(await desktop.ask('saveText', { name: 'a', kind: 'svg', text: '<svg/>' })).toBeNull()
  })

  test('that cannot be is refused', async () => {
    const known = { code: LAB_CODES.notPossible }
    const one = { to: 'session', id: recorded.id, socket: 'alice' }
    expect(await desktop.refusal('exportSession', one)).toMatchObject(known)
    desktop.choice = () => path.join(desktop.folder, 'no', 'such', 'folder', 'x.csv')
    expect(await desktop.refusal('exportSession', { to: 'csv', id: recorded.id })).toMatchObject({
      code: LAB_CODES.notSaved,
    })
  })

  test('of a text that the window has made', async () => {
    const reply = await desktop.ask('saveText', { name: 'alice: ladder', kind: 'svg', text: '<svg/>' })
    expect(path.basename(reply?.file as string)).toBe('alice- ladder.svg')
    expect(readFileSync(reply?.file as string, 'utf8')).toBe('<svg/>')
  })
})

test('what was given from outside waits for a window', async () => {
  desktop = new Desktop()
  const file = path.join(desktop.folder, 'x.socketlab')
  desktop.desk.incoming.open(file)
  await desktop.ask('attach', {})
  await end().until(() => end().opens.includes(file))
  await desktop.ask('attach', {})
  expect(end().opens).toEqual([])
})

function end() {
  return desktop.page.end
}

/** A conversation, in a session that is being recorded. */
async function talk(client = 'alice'): Promise<void> {
  const { lab } = desktop
  if (!lab.isTaken('server'))
    await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
  await lab.execute({ do: 'connect', as: client, to: 'server' }).done
  lab.execute({ do: 'send', from: client, text: 'hello' })
  await desktop.event((event) => event.kind === 'received' && event.socket === client)
  await desktop.event((event) => event.kind === 'recording' && event.phase === 'started')
}

async function endLab(): Promise<typeof recorded> {
  const { current } = desktop.desk.journals
  const { id, folder } = current as { id: string; folder: string }
  const { lab } = desktop
  await desktop.ask('newLab', {})
  await desktop.desk.journals.settled()
  const events = Array.from({ length: lab.log.head }, (_, i) => lab.log.at(i + 1) as LabEvent)
  return { id, folder, events }
}

function openRecorded(): Promise<Travel> {
  return desktop.ask('openSession', { source: { from: 'library', id: recorded.id } })
}

/** Resolves when the window shows the moment right after `seq`. */
async function arrival(seq: number): Promise<void> {
  await end().until(() => end().travel?.at === seq && end().model.seq === seq)
}

/** The file of an export. */
async function exported(to: 'csv' | 'ndjson' | 'session', id?: string, socket?: string): Promise<string> {
  const params = { to, ...(id !== undefined && { id }), ...(socket !== undefined && { socket }) }
  const reply = await desktop.ask('exportSession', params)
  return reply?.file as string
}
