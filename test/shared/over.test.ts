import { describe, expect, test } from 'vitest'
import type { EventDraft, LabEvent } from '../../src/shared/events'
import { emptyModel, type Model } from '../../src/shared/model/model'
import { MAX_OVER } from '../../src/shared/model/over'
import { reduce } from '../../src/shared/model/reduce'
import { connectionOf } from '../../src/shared/model/selectors'
import type { TcpState } from '../../src/shared/tcp/states'
import { chance } from '../support/chance'

/** A log that a test writes. */
class Log {
  readonly events: LabEvent[] = []

  add(draft: EventDraft): LabEvent {
    const event = { ...draft, seq: this.events.length + 1 } as LabEvent
    this.events.push(event)
    return event
  }

  get t(): number {
    return this.events.length
  }

  state(socket: string, from: TcpState, to: TcpState): void {
    const { t } = this
    const known = { provenance: 'inferred', confidence: 'exact', rule: 'r' } as const
    this.add({
      kind: 'state',
      socket,
      t,
      from,
      to,
      tMin: t,
      tMax: t,
      because: [t],
      alternatives: [],
      ...known,
    })
  }

  listen(socket: string): void {
    const about = { local: `127.0.0.1:${socket.length}`, backlog: 511, allowHalfOpen: false, respond: 'echo' }
    this.add({ kind: 'listening', t: this.t, socket, ...about })
    this.state(socket, 'CLOSED', 'LISTEN')
  }

  connect(client: string, listener: string): void {
    const at = { local: `127.0.0.1:${1000 + (this.t % 60_000)}`, remote: '127.0.0.1:1' }
    this.add({
      kind: 'asked',
      t: this.t,
      socket: client,
      by: 'user',
      command: { do: 'connect', to: listener },
    })
    this.add({ kind: 'connecting', t: this.t, socket: client, attempt: 1, to: listener, ...at })
    this.state(client, 'CLOSED', 'ESTABLISHED')
    const server = { local: at.remote, remote: at.local }
    this.add({
      kind: 'accepted',
      t: this.t,
      socket: `${client}@${listener}`,
      listener,
      peer: client,
      ...server,
    })
    this.state(`${client}@${listener}`, 'CLOSED', 'ESTABLISHED')
  }

  close(socket: string, to: TcpState = 'CLOSED'): void {
    this.state(socket, 'ESTABLISHED', to)
    this.closed(socket)
  }

  closed(socket: string): void {
    this.add({ kind: 'closed', t: this.t, socket, hadError: false })
  }

  /** So many connections come and go. */
  pass(count: number, listener = 's', prefix = 'passing'): void {
    for (let i = 0; i < count; i++) {
      this.connect(`${prefix}${i}`, listener)
      this.close(`${prefix}${i}`, i % 2 === 0 ? 'TIME_WAIT' : 'CLOSED')
      this.close(`${prefix}${i}@${listener}`)
    }
  }

  fold(model = emptyModel()): Model {
    return this.events.reduce(reduce, model)
  }
}

/** More connections, of two ends each, than the model keeps. */
const MANY = Math.ceil(MAX_OVER * 0.6)

describe('long-closed sockets leave the model', () => {
  test('the newest stay, and those that have left are counted', () => {
    const log = new Log()
    log.listen('s')
    log.pass(MANY)
    const model = log.fold()
    expect(model.sockets.size).toBeLessThan(MAX_OVER * 1.2)
    expect(model.sockets.size).toBeGreaterThanOrEqual(MAX_OVER)
    expect(model.sockets.size - 1 + model.gone).toBe(2 * MANY)
    expect(model.over.size).toBe(model.sockets.size - 1)
    expect(model.sockets.has('passing0')).toBe(false)
    expect(model.sockets.has(`passing${MANY - 1}@s`)).toBe(true)
    // What it has counted is still so.
    expect(model.sockets.get('s')?.accepted).toBe(MANY)
  })

  test('a connection leaves whole', () => {
    const log = new Log()
    log.listen('s')
    log.pass(MANY)
    const model = log.fold()
    for (const { name, role } of model.sockets.values()) {
      if (role === 'listener') continue
      const { client, server } = connectionOf(model, name) ?? {}
      expect(client && server && `${client.name}@s`).toBe(server?.name)
    }
  })

  test('what is open stays, whatever happens beside it, and one end that is open keeps the other', () => {
    const log = new Log()
    log.listen('s')
    log.connect('open', 's')
    log.connect('half', 's')
    log.close('half', 'FIN_WAIT_2')
    log.connect('called', 's')
    log.close('called', 'TIME_WAIT')
    log.pass(MANY)
    const { sockets } = log.fold()
    for (const name of ['open', 'open@s', 'half', 'half@s', 'called', 'called@s']) {
      expect(sockets.has(name), name).toBe(true)
    }
  })

  test('a closed listener stays as long as something in the model belongs to it', () => {
    const log = new Log()
    log.listen('s')
    log.listen('old')
    log.listen('idle')
    log.connect('open', 'old')
    for (const name of ['old', 'idle']) {
      log.state(name, 'LISTEN', 'CLOSED')
      log.closed(name)
    }
    log.pass(MANY)
    const { sockets } = log.fold()
    expect(sockets.has('old')).toBe(true)
    expect(sockets.has('idle')).toBe(false)
  })

  test('what has never come to be leaves, too; what waits for its turn stays', () => {
    const log = new Log()
    log.listen('s')
    const error = { code: 'LAB_NOT_POSSIBLE', message: 'no' }
    const command = { do: 'connect', to: 's' } as const
    const asked = log.add({ kind: 'asked', t: 0, socket: 'refused', by: 'user', command })
    log.add({ kind: 'failed', t: 0, socket: 'refused', cause: asked.seq, ...error })
    log.add({ kind: 'asked', t: 0, socket: 'waits', by: 'user', command })
    const send = log.add({
      kind: 'asked',
      t: 0,
      socket: 'waits',
      by: 'user',
      command: { do: 'send', from: 'waits', text: '' },
    })
    log.add({ kind: 'failed', t: 0, socket: 'waits', cause: send.seq, ...error })
    log.pass(MANY)
    const { sockets } = log.fold()
    expect(sockets.has('refused')).toBe(false)
    expect(sockets.has('waits')).toBe(true)
  })

  test('a foreign end goes with ours, though nobody knows how it stands', () => {
    const log = new Log()
    log.listen('s')
    const at = { local: '127.0.0.1:1', remote: '127.0.0.1:9' }
    const foreign = { socket: '127.0.0.1:9@s', listener: 's', peer: '127.0.0.1:9', foreign: true } as const
    log.add({ kind: 'accepted', t: 0, ...foreign, ...at })
    log.state('127.0.0.1:9@s', 'CLOSED', 'ESTABLISHED')
    log.state('127.0.0.1:9', 'CLOSED', 'TIME_WAIT')
    log.close('127.0.0.1:9@s')
    log.pass(MANY)
    const { sockets } = log.fold()
    expect(sockets.has('127.0.0.1:9@s')).toBe(false)
    expect(sockets.has('127.0.0.1:9')).toBe(false)
  })

  test('what a watch has found leaves once the kernel has lost it, or nobody watches it', () => {
    const log = new Log()
    log.listen('s')
    log.add({ kind: 'watching', t: 0, socket: 'app', port: 9 })
    const found = { as: 'server', watch: 'app', local: '127.0.0.1:9' } as const
    for (const port of [1, 2]) {
      log.add({ kind: 'found', t: 0, socket: `1.1.1.1:${port}@app`, remote: `1.1.1.1:${port}`, ...found })
      log.state(`1.1.1.1:${port}@app`, 'CLOSED', 'ESTABLISHED')
    }
    log.state('1.1.1.1:1@app', 'ESTABLISHED', 'CLOSED')
    const before = log.events.length
    log.pass(MANY)
    expect(log.fold().sockets.has('1.1.1.1:1@app')).toBe(false)
    expect(log.fold().sockets.has('1.1.1.1:2@app')).toBe(true)
    log.events.length = before
    log.add({ kind: 'unwatched', t: 0, socket: 'app' })
    log.pass(MANY)
    expect(log.fold().sockets.has('1.1.1.1:2@app')).toBe(false)
  })

  test('what is told late of one that has left changes nothing', () => {
    const log = new Log()
    log.listen('s')
    log.pass(MANY)
    const model = log.fold()
    const before = { size: model.sockets.size, gone: model.gone, over: model.over.size }
    const about = { socket: 'passing0', t: 1 }
    log.state('passing0', 'TIME_WAIT', 'CLOSED')
    const seen = { by: 'procfs', began: 1, sendQueue: 0, receiveQueue: 0 } as const
    log.add({ kind: 'observed', ...about, state: 'CLOSED', ...seen })
    log.add({ kind: 'failed', ...about, code: 'LAB_NOT_POSSIBLE', message: 'closed' })
    log.add({ kind: 'note', topic: 'pinned', text: 'see', ...about })
    for (const event of log.events.slice(-4)) reduce(model, event)
    expect({ size: model.sockets.size, gone: model.gone, over: model.over.size }).toEqual(before)
    expect([model.problems.at(-1)?.socket, model.notes.at(-1)?.socket]).toEqual(['passing0', 'passing0'])
  })

  test('what has to stay stays', () => {
    const log = new Log()
    log.listen('s')
    log.pass(MANY)
    const { sockets } = log.fold({ ...emptyModel(), stays: new Set(['passing0@s']) })
    expect(sockets.has('passing0@s')).toBe(true)
    expect(sockets.has('passing0')).toBe(false)
  })

  test.each([1, 2, 3])(
    'a fold in pieces, each from a copy, is the fold in one go (seed %i)',
    (seed) => {
      const { below, happens, one } = chance(seed)
      const log = new Log()
      const open: string[] = []
      const listeners = ['s', 't']
      for (const name of listeners) log.listen(name)
      log.pass((MANY * 2) / 3)
      for (let i = 0; i < MANY; i++) {
        const name = `c${i}`
        const listener = one(listeners)
        log.connect(name, listener)
        open.push(name, `${name}@${listener}`)
        if (happens(0.01)) log.listen(`l${i}`)
        while (open.length > 0 && happens(0.68)) {
          const [socket] = open.splice(below(open.length), 1)
          log.close(socket as string, one(['TIME_WAIT', 'CLOSED', 'FIN_WAIT_2']))
        }
      }
      const whole = log.fold()
      expect(whole.gone).toBeGreaterThan(0)
      let pieces = emptyModel()
      for (let from = 0; from < log.events.length; ) {
        const to = from + 1 + below(15_000)
        for (const event of log.events.slice(from, to)) reduce(pieces, event)
        pieces = structuredClone(pieces)
        from = to
      }
      const told = ({ sockets, over, ...rest }: Model) => JSON.stringify([[...sockets], [...over], rest])
      // Not as a whole: it would take long to say how two such models differ.
      expect(told(pieces) === told(whole)).toBe(true)
    },
    20_000,
  )
})
