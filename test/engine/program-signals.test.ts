import type { ChildProcess } from 'node:child_process'
import { homedir } from 'node:os'
import { expect, test, vi } from 'vitest'
import { event, events, openLab } from '../support/lab'

// Signals that don't do what one expects of them.

const children: ChildProcess[] = []

vi.mock('node:child_process', async (original) => {
  const real = await original<typeof import('node:child_process')>()
  const spawn = (...how: Parameters<typeof real.spawn>) => {
    const child = real.spawn(...how)
    children.push(child)
    return child
  }
  return { ...real, spawn }
})

async function started(code: string) {
  const lab = openLab({ maySpawn: () => true, resolveFolder: homedir })
  await lab.execute({ do: 'spawn', as: 'app', command: process.execPath, args: ['-e', code] }).done
  await event(lab, 'output', 'app')
  return lab
}

const WAITS = 'console.log("ready"); setInterval(() => {}, 60_000)'

test('a program that ignores SIGTERM runs on: it is not waited for long, and SIGKILL ends it', async () => {
  const lab = await started(`process.on('SIGTERM', () => console.log('no')); ${WAITS}`)
  await lab.execute({ do: 'kill', socket: 'app' }).done
  await event(lab, 'output', 'app', ({ text }) => text.includes('no'))
  expect(events(lab).some(({ kind }) => kind === 'exited')).toBe(false)
  const { seq, done } = lab.execute({ do: 'kill', socket: 'app', signal: 'SIGKILL' })
  await done
  expect(await event(lab, 'exited', 'app')).toMatchObject({ signal: 'SIGKILL', cause: seq })
})

test('a signal that the system does not send is no end: that is still told when it comes', async () => {
  const lab = await started(WAITS)
  const [program] = children.filter(({ spawnargs }) => spawnargs.includes(WAITS))
  // As Node tells of it where a process is about to end (Windows).
  program?.emit('error', Object.assign(new Error('kill EPERM'), { code: 'EPERM', syscall: 'kill' }))
  await lab.execute({ do: 'kill', socket: 'app' }).done
  expect(await event(lab, 'exited', 'app')).toMatchObject({ signal: 'SIGTERM' })
})
