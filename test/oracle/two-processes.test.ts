import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { chance } from '../support/chance'
import { event, events, openLab } from '../support/lab'
import { compareAll } from './comparison'
import { figuresOf, mismatches, percent, table } from './figures'
import { KernelTrace } from './kernel-trace'

// Two programs close one connection at the same moment: of the other one the lab knows nothing but what comes from it.

const CONNECTIONS = 150

/** Ends each connection at the moment, in ns of the monotonic clock, that it is told: it waits for it awake. */
const PROGRAM = `
const server = require('net').createServer((socket) => {
  socket.on('error', () => {})
  socket.on('data', (data) => {
    const at = BigInt(data.toString())
    while (process.hrtime.bigint() < at);
    socket.end()
  })
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
`
let child: ChildProcess
let port: number

beforeAll(async () => {
  child = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  port = Number(line.toString())
})

afterAll(async () => {
  child.kill()
  await once(child, 'exit')
})

test('whoever was first, the kernel has taken one of the ways that are listed', async () => {
  const dice = chance(7)
  const lab = openLab()
  const trace = await KernelTrace.open([port])
  for (let number = 1; number <= CONNECTIONS; number++) {
    const name = `c${number}`
    await lab.execute({ do: 'connect', as: name, port, noDelay: true }).done
    const at = process.hrtime.bigint() + 2_000_000n
    lab.execute({ do: 'send', from: name, text: String(at + BigInt(dice.below(400_000) - 200_000)) })
    while (process.hrtime.bigint() < at);
    lab.execute({ do: dice.one(['shutdown', 'shutdown', 'close']), socket: name })
    await event(lab, 'closed', name)
  }
  await new Promise((resolve) => setTimeout(resolve, 300))
  const all = events(lab)
  const model = all.reduce(reduce, emptyModel())
  const [opened] = all
  if (opened?.kind !== 'opened') throw new Error('a log begins with `opened`')
  const { compared } = compareAll(model, await trace.read(), BigInt(opened.origin))
  await trace.close()
  const runs = [{ name: 'two processes', compared }]
  console.log(`\n${table(`Node ${process.versions.node}`, runs)}\n\n${mismatches(runs)}\n`)
  const { ends, right, wrongExact } = figuresOf(compared)
  expect(ends).toBe(CONNECTIONS)
  expect(wrongExact).toBe(0)
  expect(percent(right, ends)).toBeGreaterThanOrEqual(99)
  // Otherwise it has tried nothing; CLOSING comes about on some machines only.
  for (const second of ['FIN_WAIT_1', 'CLOSE_WAIT'])
    expect(compared.some(({ kernel }) => kernel[1] === second)).toBe(true)
})
