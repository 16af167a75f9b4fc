import type { Chance } from '../../support/chance'

/** What spoils a request that was valid, or was nearly. */

function endless(): unknown {
  const ring: Record<string, unknown> = { do: 'listen' }
  ring.ring = [ring]
  return ring
}

function nested(depth: number): unknown {
  let value: unknown = 'core'
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { do: value }
  return value
}

/** Each time a new one: a request is changed in place. */
const ODD: readonly (() => unknown)[] = [
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => -0,
  () => -1,
  () => 0.5,
  () => 2 ** 31,
  () => 2 ** 53,
  () => 1e308,
  () => 10n ** 30n,
  () => '',
  () => '1',
  () => '\ud800',
  () => 'a\udfff\0b',
  () => '__proto__',
  () => 'constructor',
  () => '../../etc/passwd',
  () => `x${'\u0301'.repeat(200)}`,
  () => 'x'.repeat(100_000),
  () => true,
  () => null,
  () => undefined,
  () => [],
  () => ({}),
  () => new Map([['do', 'listen']]),
  () => new Set([1]),
  () => new Date(Number.NaN),
  () => /(a+)+$/,
  () => new Error('odd'),
  () => new Uint8Array(1000),
  () => new ArrayBuffer(8),
  () => Object('text'),
  () => new Array(2 ** 32 - 1),
  () => new Array(2000).fill('x'),
  () => nested(20),
  () => nested(500),
  endless,
  () => JSON.parse('{"__proto__": {"do": "listen"}, "do": "listen"}'),
  () => ({ toString: 1, valueOf: 2, hasOwnProperty: 3, length: -1 }),
  () => ({ length: { toString: 1, valueOf: 2 } }),
]

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  '',
  '0',
  'length',
  '\ud800',
  'do',
  'as',
]

interface Place {
  holder: Record<string, unknown>
  name: string
}

/** The fields and items of a request, its outermost ones first: not all of one that is large. */
function placesOf(request: unknown): Place[] {
  const places: Place[] = []
  const holders = new Set<unknown>([request])
  for (const holder of holders) {
    if (!Array.isArray(holder) && !isPlain(holder)) continue
    for (const name of Object.keys(holder).slice(0, 50)) {
      places.push({ holder: holder as Record<string, unknown>, name })
      holders.add((holder as Record<string, unknown>)[name])
    }
    if (places.length > 500) break
  }
  return places
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]'
}

/** Sets it as JSON.parse and a structured clone do: also what is called __proto__ is a field. */
function set(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true })
}

/** Spoils a request in one to three places. */
export function mutate(request: unknown, by: Chance): unknown {
  for (let left = 1 + by.below(3); left > 0; left--) {
    const places = placesOf(request)
    if (places.length === 0) break
    const { holder, name } = by.one(places)
    const what = by.weighed({ odd: 4, drop: 1, add: 1, wrap: 1, swap: 1 })
    if (what === 'odd') set(holder, name, by.one(ODD)())
    if (what === 'drop') delete holder[name]
    if (what === 'add') set(holder, Array.isArray(holder) ? '0' : by.one(NAMES), by.one(ODD)())
    if (what === 'wrap') set(holder, name, [holder[name]])
    if (what === 'swap') set(holder, name, by.one(places).holder)
  }
  return request
}

/** Something that is no request at all. */
export function garbage(by: Chance): unknown {
  return by.happens(0.5) ? by.one(ODD)() : { [by.one(NAMES)]: by.one(ODD)(), method: by.one(ODD)() }
}
