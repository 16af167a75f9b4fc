/** Something that a person can put right: shown as its message and what to do, without a stack trace. */
export class Trouble extends Error {
  /**
   * @param {string} message what is wrong
   * @param {string} [remedy] what to do, best as a command to copy
   */
  constructor(message, remedy = '') {
    super(message)
    this.name = 'Trouble'
    this.remedy = remedy
  }
}

/**
 * One line of progress. Standard error, because standard output belongs to results.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/** @param {unknown} error */
export function sayTrouble(error) {
  if (error instanceof Trouble) say(`\n${error.message}${error.remedy ? `\n\n${error.remedy}` : ''}\n`)
  else say(`\n${error instanceof Error ? error.stack : error}\n`)
}
