import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { type Language, type Program, textOf } from '../../src/shared/code/program'
import { programFor } from '../../src/shared/code/programs'
import { History } from '../../src/shared/code/story/history'
import type { EventOf } from '../../src/shared/events'
import { afterEachTest } from '../support/after-each'
import { event, events, openLab, receivedText } from '../support/lab'

// Runs programs that were written of what happened in a lab.

const COMMANDS: Record<Language, string> = { python: 'python3', node: process.execPath, shell: 'sh' }

const children = new Set<ChildProcess>()
const folders = new Set<string>()

afterEachTest(async () => {
  const running = [...children]
  // ncat is the shell's own process, and what it has started ends with its connection.
  for (const child of running) child.kill('SIGKILL')
  await Promise.all(running.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')))
  for (const folder of folders) rmSync(folder, { recursive: true })
  folders.clear()
})

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lab-code-'))
  folders.add(folder)
  return folder
}

export function written(lab: Lab, name: string, language: Language): Program {
  const program = programFor(new History(events(lab)), name, language, 'en')
  if (!program) throw new Error(`no program of ${name}`)
  return program
}

export interface Running {
  child: ChildProcess
  /** What it has written, both ways. */
  output: () => string
  /** Its exit status. */
  ended: Promise<number | null>
}

/** Starts a program; `at` is the port or the path that it gets. */
export function start(program: Program, at: number | string): Running {
  const folder = newFolder()
  const file = join(folder, program.file)
  writeFileSync(file, textOf(program))
  const isShell = program.language === 'shell'
  const env = { ...process.env, PORT: String(at), SOCKET: String(at) }
  const child = spawn(COMMANDS[program.language], isShell ? [file] : [file, String(at)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isShell && { env }),
  })
  children.add(child)
  let output = ''
  child.stdout?.on('data', (data) => {
    output += data
  })
  child.stderr?.on('data', (data) => {
    output += data
  })
  const ended = once(child, 'exit').then(([code]) => {
    children.delete(child)
    return code as number | null
  })
  return { child, output: () => output, ended }
}

/** A port that nobody has just now. */
async function freePort(): Promise<number> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'here' }).done
  const { local } = await event(lab, 'listening', 'here')
  lab.execute({ do: 'close', socket: 'here' })
  await event(lab, 'closed', 'here')
  return Number(local.slice(local.lastIndexOf(':') + 1))
}

/** Starts a server, and gives the port on which it listens. ncat says nothing: it is given one. */
export async function serve(program: Program): Promise<Running & { port: number }> {
  const isShell = program.language === 'shell'
  const given = isShell ? await freePort() : 0
  const running = start(program, given)
  if (isShell) return { ...running, port: given }
  const port = await said(running, /(?:listening on|bound to) \S+ (\d+)/)
  return { ...running, port: Number(port) }
}

/** What an expression finds in the output, as soon as it does. */
export async function said({ output, child }: Running, wanted: RegExp): Promise<string> {
  for (let i = 0; i < 400; i++) {
    const match = wanted.exec(output())
    if (match) return match[1] ?? match[0]
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`the program did not say ${wanted}, but:\n${output()}`)
}

/** Resolves when a stream can be opened to that port or path, with nothing said. */
export async function reachable(at: number | string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const socket = typeof at === 'number' ? connect(at, '127.0.0.1') : connect(at)
    const isThere = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (isThere) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`nobody listens at ${at}`)
}

/** What an end of the lab's saw of its conversation. */
export function seenBy(lab: Lab, name: string) {
  const own = events(lab).filter((one) => one.socket === name)
  const bytes = (kind: 'sent' | 'received') => {
    const all = own.filter((one): one is EventOf<typeof kind> => one.kind === kind)
    const total = all.reduce((sum, one) => sum + one.bytes, 0)
    // Of longer ones not all bytes are kept.
    return total > 1000
      ? total
      : Buffer.concat(all.map(({ data }) => data ?? Buffer.alloc(0))).toString('latin1')
  }
  const failure = own.find(
    (one): one is EventOf<'failed'> => one.kind === 'failed' && !one.code.startsWith('LAB_'),
  )
  return {
    sent: bytes('sent'),
    received: bytes('received'),
    ended: own.some(({ kind }) => kind === 'ended'),
    failed: failure?.code,
    closed: own.some(({ kind }) => kind === 'closed'),
  }
}

/** Every line that is said to have caused events is the doing of the socket, or of one of its own ends. */
export function expectLinked(program: Program, lab: Lab, ...kinds: string[]): void {
  const all = new Map(events(lab).map((one) => [one.seq, one.kind]))
  const linked = new Set(program.lines.flatMap(({ seqs }) => seqs.map((seq) => all.get(seq))))
  for (const kind of kinds)
    expect([...linked], program.lines.map(({ text }) => text).join('\n')).toContain(kind)
}

/** What a shell and ncat can not do. */
export const BY_PROGRAMS = ['python', 'node'] as const

export const say = (lab: Lab, from: string, text: string) => lab.execute({ do: 'send', from, text })
export const act = (lab: Lab, what: 'close' | 'shutdown' | 'reset', socket: string) =>
  lab.execute({ do: what, socket })

/** It has received that, and nothing else. */
export async function heard(lab: Lab, socket: string, text: string): Promise<void> {
  if (receivedText(lab, socket) !== text)
    await event(lab, 'received', socket, () => receivedText(lab, socket) === text)
}
