import { readdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../lib/paths.mjs'
import { Trouble } from '../lib/trouble.mjs'

/**
 * What can be asked for with --only, in the order in which it is measured.
 * @typedef {object} Figures
 * @property {string} name
 * @property {boolean} node whether some of it is measured in plain Node
 * @property {boolean} byDefault whether it is measured unless something else is asked for
 */

/** @type {readonly Figures[]} */
export const figures = [
  { name: 'engine', node: true, byDefault: true },
  { name: 'connections', node: true, byDefault: true },
  { name: 'seek', node: true, byDefault: true },
  { name: 'memory', node: true, byDefault: true },
  { name: 'start', node: false, byDefault: true },
  { name: 'idle', node: false, byDefault: true },
  { name: 'window', node: false, byDefault: true },
  // They take minutes, and have no part in what is compared with plain Node.
  { name: 'journal', node: true, byDefault: false },
  { name: 'observer', node: true, byDefault: false },
  { name: 'package', node: false, byDefault: false },
]

const desktop = 'test/bench/desktop'
/** Files there that belong to figures of their name; all others are of `window`. */
const ownFiles = ['start', 'idle', 'memory', 'package']

/**
 * The files of test/bench/desktop that measure these figures.
 * @param {readonly string[]} names
 * @param {boolean} asked whether they were asked for by name: memory in the whole program takes minutes
 * @param {readonly string[]} present
 * @returns {string[]}
 */
export function desktopFiles(names, asked, present = readdirSync(path.join(root, desktop))) {
  return present
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => {
      const name = path.basename(file, '.test.ts')
      const figure = ownFiles.includes(name) ? name : 'window'
      return names.includes(figure) && (figure !== 'memory' || asked)
    })
    .sort()
    .map((file) => `${desktop}/${file}`)
}

/**
 * Throws Trouble if they are none.
 * @param {string[]} args
 * @returns {{ json: boolean, only?: string, env: Record<string, string> }} `env` tells those who measure
 */
export function benchOptions(args) {
  const { json, only, pairs, events } = parsed(args)
  const names = figures.map(({ name }) => name)
  if (only !== undefined && !names.includes(only)) {
    throw new Trouble(`--only ${only}: there is no such figure.`, `Take one of ${names.join(', ')}.`)
  }
  /** @type {Record<string, string>} */
  const env = {}
  if (only !== undefined) env.BENCH_ALONE = '1'
  if (pairs !== undefined) env.BENCH_PAIRS = whole('pairs', pairs)
  if (events !== undefined) env.BENCH_EVENTS = whole('events', events)
  return { json: json === true, ...(only !== undefined && { only }), env }
}

/** @param {string[]} args */
function parsed(args) {
  const text = /** @type {const} */ ({ type: 'string' })
  try {
    const options = {
      json: /** @type {const} */ ({ type: 'boolean' }),
      only: text,
      pairs: text,
      events: text,
    }
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new Trouble(error instanceof Error ? error.message : String(error))
  }
}

/**
 * @param {string} option
 * @param {string} value
 */
function whole(option, value) {
  if (/^[1-9]\d{0,8}$/.test(value)) return value
  throw new Trouble(`--${option} ${value}: a whole number from 1 up is needed.`)
}
