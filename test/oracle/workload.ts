import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Lab } from '../../src/main/engine/lab'
import type { Command } from '../../src/shared/commands'
import { type Chance, chance } from '../support/chance'
import { event } from '../support/lab'

/** How many connections are open at the same time: they disturb each other, as in a real program. */
const LANES = 12
/** After the last descriptor is closed, the kernel still exchanges what is left (a delayed ACK takes up to 200 ms). */
const KERNEL_SETTLES_MS = 300

const SERVERS = [
  { as: 'plain' },
  { as: 'half', allowHalfOpen: true },
  { as: 'echo', respond: { with: 'echo' } },
  { as: 'half echo', allowHalfOpen: true, respond: { with: 'echo' } },
] as const

/** Bytes of a message, and how many of a hundred are as long. */
const SIZES = { 10: 42, 1000: 14, 40000: 14, 70000: 10, 300000: 12, 2000000: 6, 12000000: 2 }
const ACTS = { send: 40, pause: 9, resume: 7, shutdown: 14, close: 12, destroy: 9, reset: 5, both: 4 }
const ENDINGS = { shutdown: 30, close: 35, destroy: 20, reset: 15 }
/** How long until the next act: none (the same tick), a turn of the event loop, or some ms. */
const GAPS = { tick: 48, turn: 20, short: 20, long: 12 }

type Ending = keyof typeof ENDINGS
/** What is sent, by its length: made once, and never looked at. */
const texts = new Map<number, string>()

/** Opens the servers; gives their ports. */
export async function openServers(lab: Lab): Promise<number[]> {
  const ports = []
  for (const server of SERVERS) {
    await lab.execute({ do: 'listen', ...server }).done
    const { local } = await event(lab, 'listening', server.as)
    ports.push(Number(local.split(':')[1]))
  }
  return ports
}

/**
 * Opens `connections` connections and does chance things to both of their ends, in one tick or apart, until all are
 * closed. The same seed gives the same acts; how they fall in time is the machine's.
 */
export async function play(lab: Lab, seed: number, connections: number): Promise<void> {
  const numbers = Array.from({ length: connections }, (_, index) => index + 1).values()
  const lane = async () => {
    for (const number of numbers) await playOne(lab, chance(seed * 100_003 + number), `c${number}`)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await sleep(KERNEL_SETTLES_MS)
}

async function playOne(lab: Lab, dice: Chance, name: string): Promise<void> {
  const to = dice.one(SERVERS).as
  const ends: [string, string] = [name, `${name}@${to}`]
  const closed = closings(lab, ends)
  const connecting = lab.execute({ do: 'connect', as: name, to, allowHalfOpen: dice.happens(0.5) })
  if (dice.happens(0.06)) await giveUp(lab, dice, name)
  else await connecting.done
  const acts = 1 + dice.below(7)
  for (let act = 0; act < acts; act++) {
    doSomething(lab, dice, ends)
    await gap(dice)
  }
  await sleep(10)
  finish(lab, dice, ends)
  await connecting.done
  await closed()
}

/** The client is closed, one way or another, before or right after its connection is open. */
async function giveUp(lab: Lab, dice: Chance, name: string): Promise<void> {
  if (dice.happens(0.5)) await nextTurn()
  if (dice.happens(0.3)) send(lab, dice, name)
  lab.execute({ do: dice.weighed(ENDINGS), socket: name })
  if (dice.happens(0.3)) lab.execute({ do: dice.weighed(ENDINGS), socket: name })
  await gap(dice)
}

function doSomething(lab: Lab, dice: Chance, ends: readonly [string, string]): void {
  const socket = dice.one(ends)
  const act = dice.weighed(ACTS)
  if (act === 'send') send(lab, dice, socket)
  else if (act === 'both') endBoth(lab, dice, ends)
  else lab.execute({ do: act, socket })
}

/** Both ends end in one tick. */
function endBoth(lab: Lab, dice: Chance, ends: readonly [string, string]): void {
  const order = dice.happens(0.5) ? ends : ends.toReversed()
  for (const socket of order) lab.execute({ do: dice.weighed(ENDINGS), socket })
}

/** Sees to it that both ends are closed in the end. */
function finish(lab: Lab, dice: Chance, ends: readonly [string, string]): void {
  const ending: Ending = dice.happens(0.8) ? 'close' : dice.weighed(ENDINGS)
  const order = dice.happens(0.5) ? ends : ends.toReversed()
  for (const socket of order) {
    lab.execute({ do: 'resume', socket })
    lab.execute({ do: ending === 'shutdown' ? 'close' : ending, socket })
  }
}

function send(lab: Lab, dice: Chance, from: string): void {
  const bytes = Number(dice.weighed(SIZES))
  let text = texts.get(bytes)
  if (text === undefined) {
    text = 'x'.repeat(bytes)
    texts.set(bytes, text)
  }
  lab.execute({ do: 'send', from, text } satisfies Command)
}

async function gap(dice: Chance): Promise<void> {
  switch (dice.weighed(GAPS)) {
    case 'turn':
      await nextTurn()
      return
    case 'short':
      await sleep(1 + dice.below(4))
      return
    case 'long':
      await sleep(15 + dice.below(30))
  }
}

/** Gives what resolves when those of the ends that ever were have closed; one that is accepted after that call is closed, too. */
function closings(lab: Lab, [client, accepted]: readonly [string, string]): () => Promise<void> {
  const open = new Set<string>([client])
  let done: (() => void) | undefined
  const subscription = lab.log.subscribe((one) => {
    if (one.kind === 'accepted' && one.socket === accepted) {
      open.add(accepted)
      if (done) setImmediate(() => lab.execute({ do: 'close', socket: accepted }))
    } else if (one.kind === 'closed' && one.socket !== undefined) open.delete(one.socket)
    if (open.size === 0) done?.()
  })
  return async () => {
    await new Promise<void>((resolve) => {
      done = resolve
      if (open.size === 0) resolve()
      // Accepted since it was told to close.
      else if (open.has(accepted)) lab.execute({ do: 'close', socket: accepted })
    })
    subscription.dispose()
  }
}
