import path from 'node:path'
import type { z } from 'zod'
import { type Command, commandSchema } from '../../../src/shared/commands'
import { contract, type Method } from '../../../src/shared/ipc'
import { chance } from '../../support/chance'
import { fromSchema, type Make, type Pool, someText } from './from-schema'
import { garbage, mutate } from './mutate'
import { HOSTS, PORTS, tame } from './tame'

/** What commands name: most of it is there, and some never is. */
const MADE = ['server', 'other', 'udp', 'relay', 'alice', 'bob', 'crowd', 'load']
const NEW = [...MADE, 'carol', 'dave', 'eve', 'frank', 'third', 'fourth', 'heap']
const REFERENCES = [
  ...MADE,
  'alice@server',
  'bob@server',
  'crowd.1',
  'crowd.2@other',
  'load.1',
  'alice@relay',
  'nobody',
]
const WORDS = ['hello', 'a\nb\n', '', 'x'.repeat(70_000), '漢字\u202e', '\ud800', 'GET / HTTP/1.1\r\n\r\n']

const some =
  (values: readonly unknown[]): Make =>
  (by) =>
    by.one(values)
const upTo =
  (max: number): Make =>
  (by) =>
    by.below(max) + 1

function poolIn(folder: string): Pool {
  const files = [0, 1, 2, 3].map((i) => path.join(folder, `file-${i}`))
  return {
    as: some(NEW),
    to: some([...REFERENCES, '127.77.0.1:23456', '[::1]:1']),
    from: some(REFERENCES),
    socket: some(REFERENCES),
    sockets: some(REFERENCES),
    name: some(REFERENCES),
    portOf: some(MADE),
    of: some(MADE),
    host: some(HOSTS),
    localAddress: some(HOSTS),
    addresses: some(['127.77.0.1', '127.0.0.1', '::1']),
    port: some(PORTS),
    localPort: some([0, 0, 23_459]),
    path: some([...files, path.join(folder, 'a.sock'), path.join(folder, 'b.sock')]),
    file: some(files),
    text: (by) => (by.happens(0.7) ? by.one(WORDS) : someText(0, 200)(by)),
    hex: some(['00ff', '48 65', '', '0', 'xy']),
    base64: some(['SGVsbG8=', '', 'AA==', '=']),
    regex: some([
      ...['^a', '(?<n>h)ello', '(a+)+$', '[', 'x{99999}', '.*', '(?:(a?)|(b?)|(c?)){16}(?!)'],
      ...['x'.repeat(40_000), '('.repeat(2_000)],
    ]),
    seq: upTo(400),
    before: upTo(400),
    about: upTo(300),
    lesson: some(['four-way-close', 'echo', 'reset', 'nothing']),
    delayMs: some([0, 1, 5, 60_000]),
    everyMs: some([0, 1, 5]),
    ms: some([0, 5, 3_600_000]),
    timeout: some([1, 20, 3_600_000]),
    cert: some(['no PEM', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']),
    servername: some(['localhost', 'example.invalid']),
  }
}

/** The more often the more sockets come of it; a command that has no number here has 3. */
const WEIGHTS: Partial<Record<Command['do'], number>> = {
  listen: 5,
  connect: 8,
  send: 10,
  // A process, or many clients each.
  freeze: 1,
  load: 1,
}
/** Rarely: these read the system's tables, begin anew, or look at a past in which nothing can be done. Others have 4. */
const RARE: Partial<Record<Method, number>> = {
  captureRights: 0.2,
  localListeners: 0.2,
  newLab: 0.2,
  runScenario: 1,
  beginLesson: 1,
  doLessonStep: 1,
  setSource: 0.5,
  exportSession: 1,
  goTo: 0.5,
  goToTime: 0.5,
  step: 0.5,
  goLive: 20,
}

/**
 * Requests by chance, tamed: valid ones, made of the contract itself, so that whatever comes to it is tested, too; the same with
 * something wrong; and things that are no requests. All of them by a seed.
 */
export function* requestsBy(seed: number, folder: string): Generator<unknown> {
  const by = chance(seed)
  const pool = poolIn(folder)
  const commands = new Map(
    commandSchema.options.map((schema) => [schema.shape.do.value, fromSchema(schema, pool)]),
  )
  const commandWeights = Object.fromEntries([...commands.keys()].map((word) => [word, WEIGHTS[word] ?? 3]))
  const command = () => commands.get(by.weighed(commandWeights) as Command['do'])?.(by)
  const methods = Object.keys(contract) as Method[]
  const params = new Map(
    methods.map((method) => [method, fromSchema(contract[method].params as z.ZodType, pool)]),
  )
  const methodWeights = Object.fromEntries(methods.map((method) => [method, RARE[method] ?? 4]))
  const several = () => Array.from({ length: 1 + by.below(5) }, command)
  const request = (): unknown => {
    const which = by.weighed({ execute: 12, executeAll: 2, other: 5 })
    if (which === 'execute') return { method: 'execute', params: { command: command() } }
    if (which === 'executeAll') return { method: 'executeAll', params: { commands: several() } }
    const method = by.weighed(methodWeights) as Method
    return { method, params: params.get(method)?.(by) }
  }
  while (true) {
    const kind = by.weighed({ valid: 14, wrong: 5, garbage: 1 })
    const made = kind === 'garbage' ? garbage(by) : kind === 'valid' ? request() : mutate(request(), by)
    yield tame(made, folder)
  }
}
