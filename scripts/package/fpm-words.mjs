import { Trouble } from '../lib/trouble.mjs'

/** What fpm calls by one letter, too. */
const short = new Map([
  ['-s', 's'],
  ['-t', 't'],
  ['-d', 'depends'],
])
/** Options without a value. */
const alone = new Set(['force', 'debug'])

/**
 * The words of a call of fpm. Throws Trouble if it isn't asked for a .deb of files.
 * @param {readonly string[]} words
 * @returns {{ options: Map<string, string[]>, files: { source: string, target: string }[] }} `options`: each with its values, in
 * their order
 */
export function parseFpm(words) {
  const options = /** @type {Map<string, string[]>} */ (new Map())
  const files = []
  for (let i = 0; i < words.length; i++) {
    const word = /** @type {string} */ (words[i])
    const name = short.get(word) ?? (word.startsWith('--') ? word.slice(2) : undefined)
    if (name !== undefined) {
      if (!alone.has(name)) options.set(name, [...(options.get(name) ?? []), words[++i] ?? ''])
      continue
    }
    const split = word.lastIndexOf('=')
    if (split < 1) throw new Trouble(`fpm: ${JSON.stringify(word)} is no SOURCE=TARGET`)
    files.push({ source: word.slice(0, split), target: word.slice(split + 1) })
  }
  const kinds = [options.get('s')?.[0], options.get('t')?.[0]]
  if (kinds.join() !== 'dir,deb')
    throw new Trouble(`only a .deb of files can be made, not ${kinds.join(' to ')}`)
  return { options, files }
}
