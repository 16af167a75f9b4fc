import { afterAll, beforeAll } from 'vitest'
import { type Display, startDisplay } from './display'

// Each file of tests has a display of its own: side by side on one, their windows would take the keyboard from each other.
// A file of which nothing is run has none: nobody would take it away.
let display: Display | undefined
beforeAll(async () => {
  display = await startDisplay()
  if (display.name !== undefined) process.env.DISPLAY = display.name
})
afterAll(() => {
  // The next file of the same process starts its own.
  if (display?.name !== undefined) delete process.env.DISPLAY
  display?.dispose()
})
