import { expect, test } from 'vitest'
import type { LabBridge, Method, Params, Reply } from '../../../src/shared/ipc'
import { launchLab } from '../../e2e/support/launch'
import { marksUpTo } from '../figures/memory'
import { type Memory, memoryOfProcesses } from '../pss'

declare const window: Window & { lab: LabBridge }

/** What all processes of the program may make together, MB: without the pages of Electron's own files, which are the system's cache. */
const MOST_MB = 400
const EVENTS = Number(process.env.BENCH_EVENTS ?? 300_000)
/** Connections that are opened, used and closed at a time; each is some 30 events. */
const CROWD = 32

/**
 * A long session in the real program, with its window open and everything recorded: messages on a few long connections, and
 * others that come and go.
 */
test.runIf(process.platform === 'linux')(
  'memory stays flat in the whole program',
  { timeout: 3_600_000 },
  async () => {
    const lab = await launchLab()
    const { page, app } = lab
    const ask = async <M extends Method>(method: M, params: Params<M>): Promise<Reply<M>> =>
      (await page.evaluate(([method, params]) => window.lab.request(method as Method, params as never), [
        method,
        params,
      ] as const)) as Reply<M>
    try {
      await page.getByRole('heading', { name: 'Socket Lab', exact: true }).waitFor()
      const start = performance.now()
      process.stdout.write('      events  connections  seconds     PSS MB anonymous   RSS MB\n')
      let connections = 0
      let events = 0
      const tell = () => {
        const memory = memoryOfProcesses(app.process().pid as number)
        const { pss, anonymous, rss, kinds } = memory
        const seconds = (performance.now() - start) / 1000
        process.stdout.write(row([events, connections, seconds, pss, anonymous, rss], kinds))
        return memory
      }
      // Of an empty lab: what Electron itself takes.
      tell()
      // What there is of a session is to be recorded whole.
      const recording = await ask('recording', {})
      if (!recording.ok) throw new Error(recording.error.message)
      await ask('setSettings', {
        change: { recording: { ...recording.value.limits, sessionBytes: 64 * 1024 ** 3 } },
      })
      for (let i = 0; i < 8; i++) {
        await ask('execute', { command: { do: 'listen', as: `server ${i}`, respond: { with: 'echo' } } })
      }
      for (let i = 0; i < 4; i++) {
        await ask('execute', { command: { do: 'connect', as: `long ${i}`, to: `server ${i}` } })
        const send = {
          do: 'send',
          from: `long ${i}`,
          text: 'x'.repeat(64),
          repeat: 1_000_000,
          everyMs: 1,
        } as const
        await ask('execute', { command: send })
      }
      for (const mark of marksUpTo(EVENTS)) {
        while (events < mark) {
          ;({ events, connections } = await page.evaluate(comeAndGo, {
            crowd: CROWD,
            events: mark,
            connections,
          }))
        }
        const memory = tell()
        if (mark === EVENTS) expect(memory.anonymous).toBeLessThan(MOST_MB)
      }
    } finally {
      await lab.close()
    }
  },
)

/** In the page: crowds of connections come and go until the log has so many events, or for some seconds. */
async function comeAndGo({
  crowd,
  events,
  connections,
}: {
  crowd: number
  events: number
  connections: number
}) {
  const { lab } = window
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const until = performance.now() + 5000
  let [seq, count] = [0, connections]
  while (seq < events && performance.now() < until) {
    const connects = Array.from({ length: crowd }, (_, i) => ({
      do: 'connect' as const,
      to: `server ${i % 8}`,
    }))
    const made = await lab.request('executeAll', { commands: connects })
    const names = made.ok ? made.value.flatMap((one) => (one.ok ? one.value.made : [])) : []
    await pause(20)
    await lab.request('executeAll', {
      commands: names.map((from) => ({ do: 'send' as const, from, text: 'hello' })),
    })
    await pause(10)
    const ended = await lab.request('executeAll', {
      commands: names.map((socket, i) => ({
        do: i % 4 === 0 ? ('reset' as const) : ('shutdown' as const),
        socket,
      })),
    })
    const last = ended.ok ? ended.value.at(-1) : undefined
    if (last?.ok) seq = last.value.seq
    count += names.length
  }
  return { events: seq, connections: count }
}

function row(figures: number[], kinds: Memory['kinds']): string {
  const widths = [12, 12, 8, 8, 9, 8]
  const whole = (value: number, i: number) =>
    Math.round(value)
      .toLocaleString('en-US')
      .padStart(widths[i] ?? 8)
  const each = Object.entries(kinds).map(
    ([kind, { pss, anonymous }]) => `${kind} ${Math.round(pss)} (${Math.round(anonymous)})`,
  )
  return `${figures.map(whole).join(' ')}   ${each.join(', ')}\n`
}
