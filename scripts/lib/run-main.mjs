import { checkRequirements } from './requirements.mjs'
import { sayTrouble } from './trouble.mjs'

/**
 * Runs a script's main function: its number becomes the exit status, Trouble becomes a message and exit status 1.
 * @param {() => number | void | Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    checkRequirements()
    const status = await main()
    if (typeof status === 'number') process.exitCode = status
  } catch (error) {
    sayTrouble(error)
    process.exitCode = 1
  }
}
