import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outputFolder } from '../../scripts/build/parts.mjs'
import type { Lab } from '../../src/main/engine/lab'
import { MAX_OUTPUT } from '../../src/main/engine/programs/output'
import { isOnPath, type Places, startOf } from '../../src/main/engine/programs/start'
import { event, events, modelOf, openLab } from '../support/lab'
import { gone } from '../support/processes'

const cli = path.join(outputFolder('cli'), 'index.js')

let folder: string

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'lab-programs-')))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const node = process.execPath

/** A lab in which everything may be started. */
function freeLab(): Lab {
  return openLab({ maySpawn: () => true, resolveFolder: (cwd) => path.resolve(folder, cwd ?? '.') })
}

async function run(lab: Lab, code: string, ...args: string[]): Promise<void> {
  const { error, done } = lab.execute({ do: 'spawn', as: 'app', command: node, args: ['-e', code, ...args] })
  expect(error).toBeUndefined()
  await done
}

function outputOf(lab: Lab, stream: 'stdout' | 'stderr' = 'stdout'): string {
  return events(lab)
    .flatMap((one) => (one.kind === 'output' && one.stream === stream ? [one.text] : []))
    .join('')
}

const WAITS = 'setInterval(() => {}, 60_000)'

describe('a program that is started', () => {
  test('is known by its process, its folder and what it was told; what it writes comes before its end', async () => {
    const lab = freeLab()
    await run(
      lab,
      'console.log(process.cwd(), process.argv[1]); console.error("trouble"); process.exitCode = 3',
      'a b',
    )
    const { pid, command, cwd } = await event(lab, 'spawned', 'app')
    expect(pid).toBeGreaterThan(0)
    expect(command.at(-1)).toBe('a b')
    expect(cwd).toBe(folder)
    const exited = await event(lab, 'exited', 'app')
    expect(exited).toMatchObject({ code: 3 })
    expect(outputOf(lab)).toBe(`${folder} a b\n`)
    expect(outputOf(lab, 'stderr')).toBe('trouble\n')
    expect(events(lab).findLast((one) => one.kind === 'output')?.seq).toBeLessThan(exited.seq)
    expect(modelOf(lab).programs.get('app')).toMatchObject({ phase: 'exited', code: 3, pid })
  })

  test('has the environment of the lab, and what is added to it', async () => {
    const lab = freeLab()
    const code = 'console.log(process.env.ADDED, process.env.PATH === undefined)'
    await lab.execute({ do: 'spawn', as: 'app', command: node, args: ['-e', code], env: { ADDED: 'yes' } })
      .done
    await event(lab, 'exited', 'app')
    expect(outputOf(lab)).toBe('yes false\n')
  })

  test('no shell reads its arguments', async () => {
    const lab = freeLab()
    await run(lab, 'console.log(JSON.stringify(process.argv.slice(1)))', '$HOME', '`id`', ';', '"', '*')
    await event(lab, 'exited', 'app')
    expect(outputOf(lab)).toBe('["$HOME","`id`",";","\\"","*"]\n')
  })

  test('is told the port of a listener', async () => {
    const lab = freeLab()
    await lab.execute({ do: 'listen', as: 'server' }).done
    await lab.execute({ do: 'rename', socket: 'server', to: 'shop' }).done
    const args = ['-e', 'console.log(process.argv[1])', { portOf: 'shop' }]
    await lab.execute({ do: 'spawn', as: 'app', command: node, args }).done
    await event(lab, 'exited', 'app')
    const { local } = await event(lab, 'listening', 'server')
    expect(`127.0.0.1:${outputOf(lab).trim()}`).toBe(local)
  })
})

describe('its standard input', () => {
  test('gets what is typed, line by line, and ends', async () => {
    const lab = freeLab()
    await run(
      lab,
      'process.stdin.on("data", (d) => process.stdout.write("got " + d)).on("end", () => console.log("over"))',
    )
    lab.execute({ do: 'input', socket: 'app', text: 'one\n' })
    await event(lab, 'output', 'app', ({ text }) => text.includes('got one\n'))
    lab.execute({ do: 'input', socket: 'app', text: 'two\n', end: true })
    await event(lab, 'exited', 'app')
    expect(outputOf(lab)).toBe('got one\ngot two\nover\n')
    expect(lab.execute({ do: 'input', socket: 'app', text: 'x' }).error?.message).toBe('app: it does not run')
  })

  test('takes nothing behind its end', async () => {
    const lab = freeLab()
    await run(lab, WAITS)
    lab.execute({ do: 'input', socket: 'app', end: true })
    const { error } = lab.execute({ do: 'input', socket: 'app', text: 'x' })
    expect(error?.message).toBe('app: its standard input has ended')
  })

  test('what nobody reads is refused at some point', async () => {
    const lab = freeLab()
    await run(lab, WAITS)
    const text = 'x'.repeat(600 * 1024)
    const errors = [1, 2, 3, 4].map(() => lab.execute({ do: 'input', socket: 'app', text }).error?.code)
    expect(errors[0]).toBeUndefined()
    expect(errors.at(-1)).toBe('LAB_LIMIT')
  })
})

describe('a signal', () => {
  test.each(['SIGTERM', 'SIGKILL', 'SIGINT'] as const)(
    '%s ends it, and is told as what did',
    async (signal) => {
      const lab = freeLab()
      await run(lab, WAITS)
      const { error, seq, done } = lab.execute({ do: 'kill', socket: 'app', signal })
      expect(error).toBeUndefined()
      await done
      expect(await event(lab, 'exited', 'app')).toMatchObject({ signal, cause: seq })
      expect(modelOf(lab).programs.get('app')).toMatchObject({ phase: 'exited', signal })
      expect(lab.execute({ do: 'kill', socket: 'app' }).error?.message).toBe('app: it does not run')
    },
  )

  test('is SIGTERM unless it says otherwise, and the program may do with it what it likes', async () => {
    const lab = freeLab()
    await run(
      lab,
      `process.on('SIGTERM', () => { console.log('bye'); process.exit(7) }); console.log('ready'); ${WAITS}`,
    )
    await event(lab, 'output', 'app')
    await lab.execute({ do: 'kill', socket: 'app' }).done
    expect(await event(lab, 'exited', 'app')).toMatchObject({ code: 7 })
    expect(outputOf(lab)).toBe('ready\nbye\n')
  })

  test('reaches what it has started, too', async () => {
    const lab = freeLab()
    const child = `require('child_process').spawn(process.execPath, ['-e', '${WAITS}'], { stdio: 'ignore' })`
    await run(lab, `console.log(${child}.pid); ${WAITS}`)
    const { text } = await event(lab, 'output', 'app')
    await lab.execute({ do: 'kill', socket: 'app' }).done
    await gone(Number(text))
  })
})

describe('nothing outlives', () => {
  const CHILD = `console.log(require('child_process').spawn(process.execPath, ['-e', '${WAITS}'], { stdio: 'ignore' }).pid);`

  test('the program: what it has left running is ended with it', async () => {
    const lab = freeLab()
    await run(lab, `${CHILD} process.exit(0)`)
    await event(lab, 'exited', 'app')
    await gone(Number(outputOf(lab)))
  })

  test('the lab', async () => {
    const lab = freeLab()
    await run(lab, `${CHILD} process.on('SIGTERM', () => {}); ${WAITS}`)
    const { text } = await event(lab, 'output', 'app')
    const { pid } = await event(lab, 'spawned', 'app')
    await lab.dispose()
    await gone(pid)
    await gone(Number(text))
    expect(modelOf(lab).programs.get('app')).toMatchObject({ phase: 'exited', signal: 'SIGKILL' })
  })

  test('the process of the lab, even if that is killed', async () => {
    const child = `require('child_process').spawn(process.execPath, ['-e', '${WAITS}'], { stdio: 'ignore' })`
    const code = `console.log(${child}.pid, process.pid); ${WAITS}`
    const steps = [
      { do: 'spawn', as: 'app', command: node, args: ['-e', code] },
      { do: 'wait', ms: 60_000 },
    ]
    const file = path.join(folder, 'waits.json')
    writeFileSync(file, JSON.stringify({ version: 1, steps }))
    const lab = spawn(node, [cli, 'run', '--allow-spawn', '--format', 'ndjson', file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    const pids = await new Promise<string[]>((resolve) => {
      lab.stdout.on('data', (chunk: Buffer) => {
        said += chunk
        const found = said.match(/"text":"(\d+) (\d+)\\n/)
        if (found) resolve(found.slice(1))
      })
    })
    lab.kill('SIGKILL')
    await once(lab, 'exit')
    for (const pid of pids) await gone(Number(pid))
  })
})

describe('what can not be started', () => {
  test('is refused unless a person has confirmed it', () => {
    const asked: unknown[] = []
    const lab = openLab({
      maySpawn: (command) => {
        asked.push(command)
        return false
      },
    })
    const { error, made } = lab.execute({ do: 'spawn', command: node, args: ['-e', ''] })
    expect(error).toMatchObject({ code: 'LAB_UNCONFIRMED', field: 'command' })
    expect(made).toEqual([])
    expect(asked).toEqual([{ do: 'spawn', command: node, args: ['-e', ''], cwd: os.homedir() }])
    expect(openLab().execute({ do: 'spawn', command: node }).error?.code).toBe('LAB_UNCONFIRMED')
  })

  test.each([
    ['a program that is not there', 'no-such-program-anywhere', 'ENOENT', /no such program/],
    ['a file that is no program', 'text.txt', 'EACCES', /may be started/],
  ])('%s is explained', async (_what, command, code, says) => {
    const lab = freeLab()
    writeFileSync(path.join(folder, 'text.txt'), 'text')
    const given = command.endsWith('.txt') ? path.join(folder, command) : command
    await lab.execute({ do: 'spawn', as: 'app', command: given }).done
    const failed = await event(lab, 'failed', 'app')
    expect(failed).toMatchObject({ code, syscall: 'spawn', field: 'command' })
    expect(failed.message).toMatch(says)
    expect(failed.advice).toBeTruthy()
    expect(modelOf(lab).programs.get('app')).toMatchObject({ phase: 'failed', error: { code } })
    expect(lab.execute({ do: 'kill', socket: 'app' }).error?.code).toBe('LAB_NOT_POSSIBLE')
  })

  test('a folder that is not there is named', () => {
    const { error } = freeLab().execute({ do: 'spawn', command: node, cwd: 'nowhere' })
    expect(error).toMatchObject({ code: 'LAB_NO_FILE', field: 'cwd' })
  })

  test('what no program has is named', async () => {
    const lab = freeLab()
    await lab.execute({ do: 'listen', as: 'server' }).done
    expect(lab.execute({ do: 'kill', socket: 'server' }).error?.message).toBe('server is no program')
    expect(lab.execute({ do: 'kill', socket: 'nobody' }).error?.code).toBe('LAB_UNKNOWN_SOCKET')
    const args = [{ portOf: 'nobody' }]
    expect(lab.execute({ do: 'spawn', command: node, args }).error).toMatchObject({ field: 'args' })
  })
})

describe('Python', () => {
  const places = (names: string[], platform: NodeJS.Platform): Places => {
    const bin = mkdtempSync(path.join(folder, 'bin-'))
    for (const name of names) writeFileSync(path.join(bin, name), '', { mode: 0o755 })
    return { platform, env: { PATH: bin }, portOf: () => 0, cwd: folder }
  }
  const startedBy = (command: string, names: string[], platform: NodeJS.Platform = 'linux') => {
    const { file, args } = startOf({ do: 'spawn', command, args: ['x.py'] }, places(names, platform))
    return [file, ...args].join(' ')
  }

  test('is what this system calls so', () => {
    expect(startedBy('python3', ['python3', 'python'])).toBe('python3 x.py')
    expect(startedBy('python', ['python3', 'python'])).toBe('python x.py')
    expect(startedBy('python', ['python3'])).toBe('python3 x.py')
    expect(startedBy('python3', ['python'])).toBe('python x.py')
    expect(startedBy('python3', [])).toBe('python3 x.py')
    expect(startedBy('python3', ['py.exe', 'python.exe'], 'win32')).toBe('py -3 x.py')
    expect(startedBy('python3', ['python.exe'], 'win32')).toBe('python x.py')
    expect(startedBy('perl', ['python3'])).toBe('perl x.py')
  })

  test('tells its lines as they come, unless it is told otherwise', () => {
    const { env } = startOf({ do: 'spawn', command: 'python3' }, places([], 'linux'))
    expect(env.PYTHONUNBUFFERED).toBe('1')
    const other = startOf(
      { do: 'spawn', command: 'python3', env: { PYTHONUNBUFFERED: '' } },
      places([], 'linux'),
    )
    expect(other.env.PYTHONUNBUFFERED).toBe('')
  })

  test('that is not on this machine is said to be what is missing', async () => {
    const lab = freeLab()
    const before = process.env.PATH
    process.env.PATH = folder
    try {
      await lab.execute({ do: 'spawn', as: 'app', command: 'python3' }).done
    } finally {
      process.env.PATH = before
    }
    const { message, advice } = await event(lab, 'failed', 'app')
    expect(message).toMatch(/Python 3 is not on this machine/)
    expect(advice).toMatch(/apt-get install python3/)
  })

  test('is looked for among programs, not folders', () => {
    expect(isOnPath('bin', { PATH: '/usr' }, 'linux')).toBe(false)
  })
})

describe('output', () => {
  test('comes as lines, joined or not, and never in pieces that are too large', async () => {
    const lab = freeLab()
    await run(
      lab,
      `const l = 'é'.repeat(99) + '\\n'; process.stdout.write(l.repeat(300)); process.stdout.write('> ')`,
    )
    await event(lab, 'exited', 'app')
    const pieces = events(lab).flatMap((one) => (one.kind === 'output' ? [one.text] : []))
    expect(pieces.join('')).toBe(`${`${'é'.repeat(99)}\n`.repeat(300)}> `)
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(MAX_OUTPUT)
    for (const piece of pieces.slice(0, -1)) expect(piece.endsWith('\n')).toBe(true)
  })

  test('a prompt is told although its line has no end', async () => {
    const lab = freeLab()
    await run(lab, `process.stdout.write('name? '); ${WAITS}`)
    expect((await event(lab, 'output', 'app')).text).toBe('name? ')
  })

  test('of a flood it is told how much is left out, and whole lines of the rest', async () => {
    const lab = freeLab()
    const lines = 20_000
    await run(lab, `for (let i = 0; i < ${lines}; i++) console.log(String(i).padStart(99, '0'))`)
    await event(lab, 'exited', 'app')
    const told = events(lab).flatMap((one) => (one.kind === 'output' ? [one] : []))
    const bytes = told.reduce((sum, { text }) => sum + text.length, 0)
    const omitted = told.reduce((sum, one) => sum + (one.omitted ?? 0), 0)
    expect(omitted).toBeGreaterThan(0)
    expect(bytes + omitted).toBe(lines * 100)
    for (const { text } of told) expect(text).toMatch(/^(?:\d{99}\n)*$/)
    expect(modelOf(lab).programs.get('app')).toMatchObject({ written: bytes, omitted })
  })
})
