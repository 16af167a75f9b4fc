import { afterAll } from 'vitest'
import { startDisplay } from './display'

// Each file of tests has a display of its own: side by side on one, their windows would take the keyboard from each other.
const display = await startDisplay()
if (display.name !== undefined) {
  process.env.DISPLAY = display.name
  afterAll(() => {
    // The next file of the same process starts its own.
    delete process.env.DISPLAY
    display.dispose()
  })
}
