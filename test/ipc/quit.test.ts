import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { Quitting, type QuittingOptions } from '../../src/main/desktop/quit/quit'
import { isNothing, quitWords, type Unfinished } from '../../src/main/desktop/quit/quit-question'
import { labelsFor } from '../../src/main/desktop/window/labels'
import { Desktop } from './support/requests'

const NOTHING: Unfinished = {
  servers: 0,
  connections: 0,
  datagrams: 0,
  programs: 0,
  loads: 0,
  scenarios: 0,
  exports: 0,
  recorded: true,
}

/** Electron's part in quitting: `quit` asks whether anybody prevents it. */
class FakeApp extends EventEmitter {
  ended = 0
  quit = () => {
    let isPrevented = false
    this.emit('before-quit', { preventDefault: () => (isPrevented = true) })
    if (!isPrevented) this.ended++
  }
}

/** A program with something open, and a person who hasn't answered yet. */
function program(options: Partial<QuittingOptions<string>> = {}) {
  const app = new FakeApp()
  const asked: string[] = []
  let answer: (quits: boolean) => void = () => {}
  let disposed = 0
  const faults: unknown[] = []
  const quitting = new Quitting<string>({
    app: app as unknown as QuittingOptions<string>['app'],
    mac: false,
    question: () => 'sure?',
    ask: (question) => {
      asked.push(question)
      return new Promise((resolve) => (answer = resolve))
    },
    dispose: async () => void disposed++,
    onFault: (fault) => faults.push(fault),
    ...options,
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    app,
    asked,
    quitting,
    settled,
    faults,
    answer: async (quits: boolean) => {
      answer(quits)
      await settled()
    },
    disposed: () => disposed,
  }
}

describe('the end of the program', () => {
  test('waits for the person, and for the lab', async () => {
    const { app, asked, answer, disposed } = program()
    app.quit()
    expect([asked.length, app.ended, disposed()]).toEqual([1, 0, 0])
    await answer(true)
    expect([asked.length, app.ended, disposed()]).toEqual([1, 1, 1])
  })

  test('does not come if they cancel, and is asked about again the next time', async () => {
    const { app, asked, answer, disposed } = program()
    app.quit()
    await answer(false)
    expect([app.ended, disposed()]).toEqual([0, 0])
    app.quit()
    expect(asked).toHaveLength(2)
  })

  test('is asked about once, however often it is wanted', async () => {
    const { app, asked, quitting, answer } = program()
    expect(quitting.mayCloseWindow()).toBe(false)
    app.quit()
    expect(quitting.mayCloseWindow()).toBe(false)
    expect(asked).toHaveLength(1)
    await answer(true)
    expect(quitting.mayCloseWindow()).toBe(true)
    expect([asked.length, app.ended]).toEqual([1, 1])
  })

  test('needs no answer where nothing is open', async () => {
    const { app, asked, quitting, settled } = program({ question: () => undefined })
    expect(quitting.mayCloseWindow()).toBe(true)
    app.quit()
    await settled()
    expect([asked.length, app.ended]).toEqual([0, 1])
  })

  test('needs no answer for a signal, even while the person is being asked', async () => {
    const { app, asked, quitting, answer, settled, disposed } = program()
    app.quit()
    quitting.now()
    await settled()
    expect([asked.length, app.ended, disposed()]).toEqual([1, 1, 1])
    await answer(false)
    expect([app.ended, disposed()]).toEqual([1, 1])
  })

  test('on macOS is not that of the window', () => {
    const { asked, quitting } = program({ mac: true })
    expect(quitting.mayCloseWindow()).toBe(true)
    expect(asked).toEqual([])
  })

  test('comes though the box fails', async () => {
    const { app, faults, settled } = program({ ask: () => Promise.reject(new Error('no display')) })
    app.quit()
    await settled()
    await settled()
    expect([app.ended, String(faults)]).toEqual([1, 'Error: no display'])
  })
})

describe('what would end with it', () => {
  test('is nothing in a lab that has just begun', () => {
    expect(isNothing(new Desktop().desk.unfinished())).toBe(true)
  })

  test('is what is open: a connection between two ends of the lab is one', async () => {
    const desktop = new Desktop()
    const execute = (command: object) => desktop.ask('execute', { command } as never)
    await execute({ do: 'listen', as: 'server' })
    await execute({ do: 'connect', as: 'alice', to: 'server', count: 3 })
    await execute({ do: 'bind', as: 'post' })
    await desktop.event((event) => event.kind === 'accepted' && event.socket === 'alice.3@server')
    const { unfinished } = desktop.desk
    expect(unfinished()).toEqual({ ...NOTHING, servers: 1, connections: 3, datagrams: 1, recorded: false })

    await execute({ do: 'destroy', socket: 'alice.1' })
    await desktop.event((event) => event.kind === 'closed' && event.socket === 'alice.1@server')
    expect(unfinished()).toMatchObject({ connections: 2 })
    await desktop.ask('newLab', {})
    expect(isNothing(unfinished())).toBe(true)
  })

  test('is a load that runs', async () => {
    const desktop = new Desktop()
    await desktop.ask('execute', { command: { do: 'listen', as: 'server', respond: { with: 'echo' } } })
    const load = { do: 'load', as: 'many', to: 'server', clients: 2, forMs: 60_000 }
    await desktop.ask('execute', { command: load } as never)
    expect(desktop.desk.unfinished()).toMatchObject({ servers: 1, loads: 1 })
  })
})

describe('the question', () => {
  const question = (unfinished: Partial<Unfinished>, language = 'en') =>
    quitWords({ ...NOTHING, ...unfinished }, labelsFor(language))

  test.each([
    [{ servers: 1 }, '1 server is open. Quit and close it?'],
    [{ servers: 1, connections: 3 }, '3 connections and 1 server are open. Quit and close them?'],
    [
      { servers: 2, connections: 1, datagrams: 1 },
      '1 connection, 2 servers and 1 UDP socket are open. Quit and close them?',
    ],
    [{ programs: 1 }, '1 program is at work. Quit and end it?'],
    [{ servers: 1, loads: 1 }, '1 server and 1 load are open or at work. Quit and end them?'],
  ])('names what is open: %j', (unfinished, message) => {
    expect(question(unfinished).message).toBe(message)
  })

  test('in Chinese, too', () => {
    const { message } = question({ servers: 1, connections: 3 }, 'zh-CN')
    expect(message).toBe('还有 3 个连接和 1 个服务器处于打开状态。要全部关闭并退出吗？')
  })

  test('says what becomes of it', () => {
    expect(question({ connections: 1 }).detail.split('\n')).toHaveLength(2)
    expect(question({ connections: 1 }).detail).toContain('FIN')
    expect(question({ programs: 1, recorded: false }).detail).toBe(
      'Programs that the lab has started are ended.\nNothing of this is recorded.',
    )
  })
})
