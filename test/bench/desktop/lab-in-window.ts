import type { CDPSession } from 'playwright-core'
import type { Command } from '../../../src/shared/commands'
import { EVENT_KINDS } from '../../../src/shared/events'
import type { LabBridge, Method, Params, Reply, Result } from '../../../src/shared/ipc'
import { launchLab, type RunningLab } from '../../e2e/support/launch'

declare const window: Window & { lab: LabBridge }

/** The real program, its window, and the lab in it, as what is measured needs them. */
export class LabInWindow {
  private constructor(
    readonly running: RunningLab,
    readonly cdp: CDPSession,
  ) {}

  static async launch(): Promise<LabInWindow> {
    const running = await launchLab()
    await running.page.getByRole('heading', { name: 'Socket Lab', exact: true }).waitFor()
    return new LabInWindow(running, await running.page.context().newCDPSession(running.page))
  }

  get page() {
    return this.running.page
  }

  close(): Promise<void> {
    return this.running.close()
  }

  /** Throws what the lab answers if it refuses. */
  async ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const reply = (await this.page.evaluate(
      ([to, given]) => window.lab.request(to as Method, given as never),
      [method, params] as const,
    )) as Reply<M>
    if (!reply.ok) throw new Error(reply.error.message)
    return reply.value as Result<M>
  }

  execute(command: Command) {
    return this.ask('execute', { command })
  }

  executeAll(commands: Command[]) {
    return this.ask('executeAll', { commands })
  }

  /** `seq` of the newest event. What asks for it is one. */
  async head(): Promise<number> {
    const { seq } = await this.execute({ do: 'note', text: 'measured' })
    return seq
  }

  /** A server, and so many clients of it that are there at once when this is done. */
  async crowd(name: string, count: number, respond: 'echo' | 'none' = 'none'): Promise<void> {
    await this.execute({ do: 'listen', as: `${name}-server`, respond: { with: respond } })
    await this.execute({ do: 'connect', as: name, to: `${name}-server`, count })
    const last = `${name}.${count}`
    const connected = EVENT_KINDS.indexOf('connected')
    for (;;) {
      const { batch } = await this.ask('history', {
        sockets: [last],
        before: (await this.head()) + 1,
        limit: 20,
      })
      if (batch.kind.includes(connected)) return
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  /** Lets the first `clients` of a crowd send again and again; `everyMs` 0: as fast as the lab can. */
  async sending(name: string, clients: number, repeat: number, everyMs: number): Promise<void> {
    await this.executeAll(
      names(name, clients).map((from) => ({ do: 'send', from, text: 'sixteen bytes ok', repeat, everyMs })),
    )
  }

  async stopSending(name: string, clients: number): Promise<void> {
    await this.executeAll(names(name, clients).map((socket) => ({ do: 'stop', socket })))
  }

  /** Resolves when the window has drawn all there is, and nothing has come for a while. */
  async quiet(): Promise<void> {
    let before = -1
    for (;;) {
      const head = await this.page.evaluate(async () => {
        const rows = [...document.querySelectorAll<HTMLElement>('[role=option][data-seq]')]
        await new Promise((resolve) => setTimeout(resolve, 400))
        return Math.max(0, ...rows.map((row) => Number(row.dataset.seq)))
      })
      if (head === before) return
      before = head
    }
  }
}

function names(of: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${of}.${i + 1}`)
}
