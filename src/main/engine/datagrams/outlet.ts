import type { EndAct } from '../../../shared/commands'
import { LAB_CODES, type LabError, labError } from '../../../shared/errors'
import { parseAddress, parseDestination } from '../../../shared/ids'
import { type Context, noSuchSocket } from '../context'
import type { Sender } from '../end'
import type { Pending } from '../pending'
import { type Addressee, addresseeAt } from './addressee'
import type { DatagramSocket } from './datagram-socket'

/** What is sent from a datagram socket to one addressee. */
class Outlet implements Sender {
  constructor(
    private readonly socket: DatagramSocket,
    /** Left out where it is connected. */
    private readonly to: Addressee | undefined,
  ) {}

  get name(): string {
    return this.socket.name
  }

  get pending(): Pending {
    return this.socket.pending
  }

  get unsent(): number {
    return this.socket.unsent
  }

  refuse(act: EndAct | 'send') {
    return this.socket.refuse(act)
  }

  /** What is too long, the kernel says. */
  unfit(): undefined {
    return undefined
  }

  write(data: Uint8Array, cause: number): void {
    this.socket.send(data, cause, this.to)
  }
}

/** What sends to `to`, the name of a socket or host:port, as `send` has it; or why there is no such thing. */
export function outletOf(
  context: Context,
  socket: DatagramSocket,
  to: string | undefined,
): { sender: Sender } | { error: LabError } {
  const no = (why: string) => ({
    error: labError(LAB_CODES.notPossible, `${socket.name}: ${why}`, { field: 'to' }),
  })
  if (socket.remote !== undefined) {
    return to === undefined
      ? { sender: new Outlet(socket, undefined) }
      : no(`it is connected, and sends to ${socket.remote} alone; leave out \`to\``)
  }
  if (to === undefined) return no('it is not connected; `to` says where its datagram goes')
  const goal = parseDestination(to) ?? whereIs(context, to)
  if (goal) return { sender: new Outlet(socket, addresseeAt(goal.host, goal.port)) }
  if (!context.directory.isTaken(to)) return { error: noSuchSocket(to, 'to') }
  const message = `${to} is no datagram socket, or not bound`
  return { error: labError(LAB_CODES.notPossible, message, { field: 'to' }) }
}

/** Where a datagram socket of the lab's is, or was before it was closed. */
function whereIs(context: Context, name: string): { host: string; port: number } | undefined {
  const first = context.directory.firstName(name)
  const host = context.directory.host(first)
  if (host) return host.role === 'datagram' ? host.target : undefined
  const past = context.directory.post.pastAddress(first)
  return past === undefined ? undefined : parseAddress(past)
}
