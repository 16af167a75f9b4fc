import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { Observation } from '../../src/main/observe/observation'
import type { Evaluated } from '../../src/main/scenario/reporter'
import { Runner } from '../../src/main/scenario/runner'
import { Recording } from '../../src/shared/scenario/recording'
import { event, events, modelOf, openLab, receivedText, socketOf } from '../support/lab'

// The Python programs of the examples as peers of the lab, each in its role; the lab starts them.

const folder = path.resolve(import.meta.dirname, '../../examples/python')
const observations = new Set<Observation>()

afterEach(async () => {
  await Promise.all([...observations].map((observation) => observation.dispose()))
  observations.clear()
})

/** A lab that may start what it likes, and looks for the sockets of what it has started. */
function pythonLab(): Lab {
  const lab = openLab({ maySpawn: () => true, resolveFolder: (cwd) => cwd ?? folder })
  observations.add(new Observation(lab))
  return lab
}

async function start(lab: Lab, file: string, ...args: (string | { portOf: string })[]): Promise<void> {
  await lab.execute({ do: 'spawn', as: 'py', command: 'python3', args: [file, ...args] }).done
  await event(lab, 'spawned', 'py')
}

/** Starts a server on any free port, and connects `name` to it. */
async function served(file: string): Promise<Lab> {
  const lab = pythonLab()
  await start(lab, file)
  await said(lab, 'ready on port')
  await event(lab, 'found', undefined, (one) => one.as === 'listener' && one.watch === 'py')
  await call(lab, 'alice')
  return lab
}

async function call(lab: Lab, name: string): Promise<void> {
  const { error, done } = lab.execute({ do: 'connect', as: name, to: 'py' })
  expect(error).toBeUndefined()
  await done
  expect(socketOf(lab, name).peer).toBe(`${name}@py`)
}

async function listening(respond: { with: 'echo' } | { with: 'reply'; text: string; thenClose: true }) {
  const lab = pythonLab()
  await lab.execute({ do: 'listen', as: 'server', respond }).done
  return lab
}

function output(lab: Lab): string {
  return events(lab)
    .flatMap((one) => (one.kind === 'output' ? [one.text] : []))
    .join('')
}

/** Resolves when the program has written `text`. */
async function said(lab: Lab, text: string): Promise<void> {
  if (!output(lab).includes(text)) await event(lab, 'output', 'py', () => output(lab).includes(text))
}

async function received(lab: Lab, socket: string, text: string): Promise<void> {
  if (receivedText(lab, socket) !== text)
    await event(lab, 'received', socket, () => receivedText(lab, socket) === text)
}

const type = (lab: Lab, text: string) => lab.execute({ do: 'input', socket: 'py', text })
const say = (lab: Lab, from: string, text: string) => lab.execute({ do: 'send', from, text })

describe('a Python server, and the lab as its client', () => {
  test('thank_you_server.py answers once, and ends', async () => {
    const lab = await served('thank_you_server.py')
    say(lab, 'alice', 'hello')
    await received(lab, 'alice', 'thank you !')
    await event(lab, 'ended', 'alice')
    expect(await event(lab, 'exited', 'py')).toMatchObject({ code: 0 })
    expect(output(lab)).toContain('received: hello\n')
  })

  test('upper_server.py outlives a client that is lost', async () => {
    const lab = await served('upper_server.py')
    say(lab, 'alice', 'hello')
    await received(lab, 'alice', 'HELLO')
    lab.execute({ do: 'reset', socket: 'alice' })
    await said(lab, 'lost:')
    await call(lab, 'bob')
    say(lab, 'bob', 'again')
    await received(lab, 'bob', 'AGAIN')
    lab.execute({ do: 'close', socket: 'bob' })
    await said(lab, 'left:')
    expect(modelOf(lab).programs.get('py')?.phase).toBe('running')
  })

  test('echo_server.py serves one client at a time', async () => {
    const lab = await served('echo_server.py')
    say(lab, 'alice', 'one')
    await received(lab, 'alice', 'one')
    await call(lab, 'bob')
    say(lab, 'bob', 'two')
    await event(lab, 'observed', 'bob@py', ({ receiveQueue }) => receiveQueue === 3)
    expect(receivedText(lab, 'bob')).toBe('')
    say(lab, 'alice', 'q')
    await event(lab, 'ended', 'alice')
    await received(lab, 'bob', 'two')
  })

  test('length_prefix_server.py finds the messages in the stream, however they come', async () => {
    const lab = await served('length_prefix_server.py')
    lab.execute({ do: 'send', from: 'alice', hex: '00 00' })
    lab.execute({ do: 'send', from: 'alice', hex: '00 03 61 62 63 00 00 00 01 7a' })
    await received(lab, 'alice', '\0\0\0\u0003cba\0\0\0\u0001z')
    await said(lab, 'message of 3 bytes\nmessage of 1 bytes\n')
  })

  test('no_reuse_server.py can not be started again over its TIME_WAIT', async () => {
    const lab = await served('no_reuse_server.py')
    say(lab, 'alice', 'hello')
    await event(lab, 'exited', 'py')
    const args = ['no_reuse_server.py', { portOf: 'py' }]
    await lab.execute({ do: 'spawn', as: 'again', command: 'python3', args }).done
    expect(await event(lab, 'exited', 'again')).toMatchObject({ code: 1 })
    expect(output(lab)).toMatch(/OSError: .*Address already in use/)
  })
})

describe('a Python client, and the lab as its server', () => {
  test('thank_you_client.py sends what is typed, and shows the answer', async () => {
    const lab = await listening({ with: 'reply', text: 'thank you !', thenClose: true })
    await start(lab, 'thank_you_client.py', { portOf: 'server' })
    const { socket } = await event(lab, 'accepted')
    await said(lab, 'What to send: ')
    type(lab, 'hello\n')
    expect(await event(lab, 'exited', 'py')).toMatchObject({ code: 0 })
    expect(receivedText(lab, socket)).toBe('hello')
    expect(output(lab)).toContain('answer: thank you !\n')
  })

  test('echo_client.py talks until q, and closes first', async () => {
    const lab = await listening({ with: 'echo' })
    await start(lab, 'echo_client.py', { portOf: 'server' })
    const { socket, peer } = await event(lab, 'accepted')
    await event(lab, 'found', peer, ({ watch, pid }) => watch === 'py' && pid !== undefined)
    type(lab, 'one\n')
    await said(lab, 'echo: one\n')
    type(lab, '\ntwo\n')
    await said(lab, 'echo: two\n')
    type(lab, 'q\n')
    expect(await event(lab, 'exited', 'py')).toMatchObject({ code: 0 })
    await event(lab, 'ended', socket)
    expect(receivedText(lab, socket)).toBe('onetwoq')
  })

  test('length_prefix_client.py has the length in front of each message', async () => {
    const lab = await listening({ with: 'echo' })
    await start(lab, 'length_prefix_client.py', { portOf: 'server' })
    const { socket } = await event(lab, 'accepted')
    type(lab, 'abc\n')
    await said(lab, 'answer: abc\n')
    type(lab, 'q\n')
    await event(lab, 'exited', 'py')
    expect(receivedText(lab, socket)).toBe('\0\0\0\u0003abc')
  })
})

describe('Python and UDP', () => {
  test('udp_echo_server.py sends datagrams back', async () => {
    const lab = pythonLab()
    await start(lab, 'udp_echo_server.py')
    await said(lab, '\n')
    const port = Number(/ready on port (\d+)/.exec(output(lab))?.[1])
    await lab.execute({ do: 'connect', as: 'alice', transport: 'udp', port }).done
    say(lab, 'alice', 'hello')
    await received(lab, 'alice', 'hello')
    await said(lab, 'received 5 bytes from')
  })

  test('udp_client.py is answered by a bound socket', async () => {
    const lab = pythonLab()
    await lab.execute({ do: 'bind', as: 'box', respond: { with: 'upper' } }).done
    await start(lab, 'udp_client.py', { portOf: 'box' })
    type(lab, 'hello\n')
    await said(lab, 'echo: HELLO from')
    type(lab, 'q\n')
    expect(await event(lab, 'exited', 'py')).toMatchObject({ code: 0 })
  })
})

describe('a Python program that is killed', () => {
  test('has its sockets closed by the kernel: FIN where it had read everything', async () => {
    const lab = await served('echo_server.py')
    say(lab, 'alice', 'hello')
    await received(lab, 'alice', 'hello')
    await lab.execute({ do: 'kill', socket: 'py', signal: 'SIGKILL' }).done
    expect(await event(lab, 'exited', 'py')).toMatchObject({ signal: 'SIGKILL' })
    await event(lab, 'closed', 'alice', ({ hadError }) => !hadError)
    expect(socketOf(lab, 'alice').path.map(({ to }) => to)).toContain('LAST_ACK')
  })

  test('RST where bytes were unread', async () => {
    const lab = await served('echo_server.py')
    await event(lab, 'output', 'py', ({ text }) => text.includes('connected:'))
    await lab.execute({ do: 'kill', socket: 'py', signal: 'SIGSTOP' }).done
    say(lab, 'alice', 'unread')
    await event(lab, 'observed', 'alice@py', ({ receiveQueue }) => receiveQueue === 6)
    await lab.execute({ do: 'kill', socket: 'py', signal: 'SIGKILL' }).done
    expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ECONNRESET' })
    expect(socketOf(lab, 'alice').state).toBe('CLOSED')
  })
})

test('a load goes to a program, whose answers count if it is said to echo', async () => {
  const lab = await served('echo_server.py')
  lab.execute({ do: 'close', socket: 'alice' })
  await said(lab, 'done:')
  const load = { do: 'load', to: 'py', clients: 1, bytes: 8, everyMs: 0, forMs: 100 } as const
  await lab.execute({ ...load, as: 'crowd', echoes: true }).done
  const report = await event(lab, 'load', 'crowd', ({ phase }) => phase === 'ended')
  expect(report).toMatchObject({ failed: 0, unanswered: 0 })
  expect(report.answered).toBeGreaterThan(0)
  await lab.execute({ ...load, as: 'other', everyMs: 20 }).done
  expect(await event(lab, 'load', 'other')).toMatchObject({ plan: { measured: 'none' } })
})

test('the watch of a program that has ended ends with its last socket', async () => {
  const lab = pythonLab()
  await start(lab, 'echo_server.py')
  await event(lab, 'found', undefined, (one) => one.watch === 'py')
  await lab.execute({ do: 'kill', socket: 'py', signal: 'SIGKILL' }).done
  await event(lab, 'unwatched', 'py')
  expect(modelOf(lab).watches.size).toBe(0)
})

test('what a program has started is found, too', async () => {
  const lab = pythonLab()
  const code = `import subprocess, sys; subprocess.run([sys.executable, 'echo_server.py'])`
  await lab.execute({ do: 'spawn', as: 'py', command: 'python3', args: ['-c', code] }).done
  const { pid } = await event(lab, 'spawned', 'py')
  const found = await event(lab, 'found', undefined, (one) => one.watch === 'py')
  expect(found.pid).not.toBe(pid)
})

test('what was done with programs is recorded so that it can be done again', async () => {
  const lab = pythonLab()
  const recording = new Recording()
  lab.log.subscribe((one) => recording.take(one))
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await start(lab, 'upper_server.py', '0')
  const { local } = await event(lab, 'found', undefined, (one) => one.as === 'listener')
  await lab.execute({ do: 'connect', as: 'alice', port: Number(local.split(':')[1]) }).done
  say(lab, 'alice', 'hello')
  await received(lab, 'alice', 'HELLO')
  const port = socketOf(lab, 'server').local?.split(':')[1] ?? ''
  await lab.execute({ do: 'spawn', as: 'client', command: 'python3', args: ['echo_client.py', port] }).done
  await event(lab, 'output', 'client', ({ text }) => text.includes('> '))
  await lab.execute({ do: 'input', socket: 'client', text: 'q\n' }).done
  await event(lab, 'exited', 'client')
  await lab.execute({ do: 'kill', socket: 'py' }).done

  const { scenario, left } = recording.whole({ title: '', expectations: true })
  expect(left).toEqual([])
  expect(scenario.steps).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ do: 'spawn', as: 'py', args: ['upper_server.py', '0'], cwd: folder }),
      expect.objectContaining({ expect: 'found', at: 'py', as: 'listener' }),
      { do: 'connect', as: 'alice', to: 'py' },
      expect.objectContaining({ do: 'spawn', args: ['echo_client.py', { portOf: 'server' }] }),
      expect.objectContaining({ expect: 'exited', at: 'py', signal: 'SIGTERM' }),
    ]),
  )
  await lab.dispose()

  const again = pythonLab()
  const stop = new AbortController()
  const endings: string[] = []
  const reporter = {
    start() {},
    step() {},
    event() {},
    end() {},
    evaluated: ({ met, seen }: Evaluated) => met || endings.push(...seen),
  }
  expect(
    await new Runner(again, scenario, reporter as never, { stop: stop.signal }).run(),
    endings.join('\n'),
  ).toBe('done')
})
