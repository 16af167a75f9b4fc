import type { Model, PathStep, SocketModel } from '../../src/shared/model/model'
import type { TcpState } from '../../src/shared/tcp/states'
import type { KernelTransition } from './kernel-trace'

/** One end: what the lab concluded, and what the kernel traced. */
export interface Comparison {
  socket: SocketModel
  /** The states after the handshake; TIME_WAIT, which is never traced, is CLOSED here. */
  kernel: TcpState[]
  /** The lab's main sequence, made likewise. */
  main: TcpState[]
  /** The main sequence is the kernel's. */
  isMainRight: boolean
  /** The main sequence is the kernel's, or one made with the alternatives is. */
  isRight: boolean
  listsAlternatives: boolean
  /** Transitions called `exact` that never happened so. */
  wrongExact: PathStep[]
  /** Transitions of the main sequence whose moment the kernel tells, and those of them that lie in their interval. */
  timed: number
  inInterval: number
}

/** The trace of one end, from the end of its handshake. */
interface Life {
  transitions: KernelTransition[]
}

/** Clocks, and the way from the kernel to the event loop, differ by so much, ms. */
const TOLERANCE_MS = 1

/**
 * Lays the lab's ends beside the kernel's. An end that the kernel traced and the lab never had (it was dropped before it
 * was accepted) is none of them. `origin` is the moment of the log's 0, ns.
 */
export function compareAll(
  model: Model,
  trace: readonly KernelTransition[],
  origin: bigint,
): { compared: Comparison[]; missing: SocketModel[] } {
  const lives = livesOf(trace)
  const missing: SocketModel[] = []
  const compared: Comparison[] = []
  for (const socket of model.sockets.values()) {
    if (socket.role !== 'client' && socket.role !== 'accepted') continue
    // It was given up before it ever called.
    if (socket.path.length === 0) continue
    const remotePort = portOf(socket.remote)
    const life = lives.get(keyOf(portOf(socket.local), remotePort))?.shift()
    if (life) compared.push(compare(socket, life, origin))
    // Reset before it was accepted: the system no longer tells who it was.
    else if (remotePort !== 0) missing.push(socket)
  }
  return { compared, missing }
}

function compare(socket: SocketModel, { transitions }: Life, origin: bigint): Comparison {
  const kernel = normal(transitions.map((transition) => transition.to))
  const steps = socket.path.filter((step) => step.to !== 'SYN_SENT' && step.to !== 'SYN_RECEIVED')
  // Nobody holds it any more: a smaller socket has taken its place, as in TIME_WAIT.
  const isOrphan = socket.descriptor === 'closed' && socket.state === 'FIN_WAIT_2'
  const ending: TcpState[] = isOrphan ? ['CLOSED'] : []
  const main = normal([...steps.map((step) => step.to), ...ending])
  const isMainRight = isSame(main, kernel)
  const times = timesOf(transitions, origin)
  // What ends in the trace after FIN_WAIT_2 can be the socket, while its state lives on in a smaller one (TIME_WAIT, an orphan).
  const isTold = (step: PathStep) => step.from !== 'FIN_WAIT_2' && times.has(endOf(step.to))
  const timed = isMainRight ? steps.filter(isTold) : []
  return {
    socket,
    kernel,
    main,
    isMainRight,
    isRight: isMainRight || canBeMade(steps, ending, kernel),
    listsAlternatives: steps.some((step) => step.alternatives.length > 0),
    wrongExact: steps.filter((step) => step.confidence === 'exact' && !happened(step, kernel)),
    timed: timed.length,
    inInterval: timed.filter((step) => {
      const at = times.get(endOf(step.to)) as number
      return at >= step.tMin - TOLERANCE_MS && at <= step.tMax + TOLERANCE_MS
    }).length,
  }
}

/** True if taking some step's alternative, or several, gives what the kernel traced. */
function canBeMade(
  steps: readonly PathStep[],
  ending: readonly TcpState[],
  kernel: readonly TcpState[],
): boolean {
  let stories: TcpState[][] = [[]]
  for (const step of steps) {
    const choices = [[step.to], ...step.alternatives]
    stories = stories.flatMap((story) => choices.map((choice) => [...story, ...choice]))
  }
  return stories.some((story) => isSame(normal([...story, ...ending]), kernel))
}

/** An `exact` transition says: this end went from that state to this one, with none between. */
function happened(step: PathStep, kernel: readonly TcpState[]): boolean {
  const place = kernel.indexOf(endOf(step.to))
  if (place < 0) return false
  if (step.from === 'SYN_SENT' || step.from === 'SYN_RECEIVED') return place === 0
  return kernel[place - 1] === step.from
}

/** As the trace has it: nothing after the end, and no state twice in a row (it logs FIN_WAIT_1 again at close(2)). */
function normal(states: readonly TcpState[]): TcpState[] {
  const out: TcpState[] = []
  for (const state of states.map(endOf)) {
    if (out.at(-1) === 'CLOSED') break
    if (out.at(-1) !== state) out.push(state)
  }
  return out
}

function endOf(state: TcpState): TcpState {
  return state === 'TIME_WAIT' ? 'CLOSED' : state
}

/** ms of the log's clock, of the first entry into each state. */
function timesOf(transitions: readonly KernelTransition[], origin: bigint): Map<TcpState, number> {
  const times = new Map<TcpState, number>()
  for (const { to, at } of transitions) if (!times.has(to)) times.set(to, Number(at - origin) / 1e6)
  return times
}

/** By both ports: ports come back, so that there can be several. */
function livesOf(trace: readonly KernelTransition[]): Map<string, Life[]> {
  const lives = new Map<string, Life[]>()
  for (const transition of trace) {
    const { localPort, remotePort, from, to } = transition
    if (localPort === 0 || to === 'LISTEN' || from === 'LISTEN' || to === 'SYN_SENT' || to === 'SYN_RECEIVED')
      continue
    const key = keyOf(localPort, remotePort)
    const known = lives.get(key) ?? []
    lives.set(key, known)
    const begins = from === 'SYN_SENT' || from === 'SYN_RECEIVED'
    if (begins) known.push({ transitions: [transition] })
    else known.at(-1)?.transitions.push(transition)
  }
  return lives
}

function keyOf(localPort: number, remotePort: number): string {
  return `${localPort}>${remotePort}`
}

function portOf(address: string | undefined): number {
  return Number(address?.slice(address.lastIndexOf(':') + 1) ?? 0)
}

function isSame(a: readonly TcpState[], b: readonly TcpState[]): boolean {
  return a.length === b.length && a.every((state, index) => state === b[index])
}
