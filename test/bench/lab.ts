import { Lab } from '../../src/main/engine/lab'
import type { LabEvent } from '../../src/shared/events'
import { pump, repeat, type Subject } from './workloads'

/** The same work, asked of a lab: every call a command, every event in the log, every state inferred. */
export async function lab(): Promise<Subject> {
  const subject = new Lab()
  await subject.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  const handlers = new Map<string, (event: LabEvent) => void>()
  subject.log.subscribe((event) => {
    if (event.socket !== undefined) handlers.get(event.socket)?.(event)
  })

  return {
    async echo(size, ms) {
      const [name] = await connect(subject)
      const text = 'x'.repeat(size.bytes)
      const rate = await new Promise<number>((resolve) => {
        const onReceived = pump(size, ms, () => subject.execute({ do: 'send', from: name, text }), resolve)
        handlers.set(name, (event) => {
          if (event.kind === 'received') onReceived(event.bytes)
        })
      })
      handlers.delete(name)
      subject.execute({ do: 'destroy', socket: name })
      return rate
    },

    openClose(ms) {
      return repeat(ms, async () => {
        const [name] = await connect(subject)
        await new Promise<void>((resolve) => {
          handlers.set(name, (event) => {
            if (event.kind === 'closed') resolve()
          })
          subject.execute({ do: 'shutdown', socket: name })
        })
        handlers.delete(name)
      })
    },

    dispose: () => subject.dispose(),
  }
}

async function connect(subject: Lab): Promise<[string]> {
  const { made, done } = subject.execute({ do: 'connect', to: 'server' })
  await done
  return [made[0] as string]
}
