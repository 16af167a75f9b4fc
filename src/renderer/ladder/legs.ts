import type { TFunction } from 'i18next'
import { visible } from '../../shared/bytes'
import type { Model } from '../../shared/model/model'
import { shownName } from '../lab/names'
import { type EndNames, endNames } from './words'

/** One of the connections that a connection is made of when proxies carry it on; names of its two ends. */
export interface Leg {
  client: string | undefined
  server: string | undefined
}

/** The whole that a connection is a part of, from whoever called first to whoever was called last. One leg where no proxy is. */
export function legsOf(model: Model, client: string | undefined, server: string | undefined): Leg[] {
  const legs: Leg[] = [{ client, server }]
  const relayOf = (name: string | undefined) =>
    name === undefined ? undefined : model.sockets.get(name)?.relay
  const peerOf = (name: string) => model.sockets.get(name)?.peer
  for (let relay = relayOf(client); relay !== undefined; relay = relayOf(legs[0]?.client)) {
    legs.unshift({ client: peerOf(relay), server: relay })
  }
  for (let relay = relayOf(server); relay !== undefined; relay = relayOf(legs.at(-1)?.server)) {
    legs.push({ client: relay, server: peerOf(relay) })
  }
  return legs
}

/** What the ends of each leg are called. `selves`: of each, whether its client is connected to itself. */
export function legNames(
  t: TFunction,
  model: Model,
  legs: readonly Leg[],
  selves: readonly boolean[],
): EndNames[] {
  return legs.map((leg, index) => endNames(t, model, { ...leg, self: selves[index] === true }))
}

/** What the proxies between the legs are called. */
export function proxiesOf(model: Model, legs: readonly Leg[]): string[] {
  return legs.slice(1).map(({ client }) => {
    const accepted = model.sockets.get(model.sockets.get(client ?? '')?.relay ?? '')
    return visible(shownName(model, accepted?.listener ?? ''))
  })
}

/** `t` at which the first socket of them was opened, ms. */
export function startOfLegs(model: Model, legs: readonly Leg[]): number {
  const opened = legs
    .flatMap(({ client, server }) => [client, server])
    .flatMap((name) => model.sockets.get(name ?? '')?.openedAt ?? [])
  return opened.length > 0 ? Math.min(...opened) : 0
}
