import { readFileSync } from 'node:fs'
import { writeWhole } from '../../whole-file'

/** Where a window is on the screens, in device-independent pixels. */
export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

export const DEFAULT_SIZE = { width: 1280, height: 800 }
export const MINIMUM_SIZE = { width: 900, height: 600 }

export interface Place extends Rectangle {
  maximized: boolean
}

/** No schema, as in settings.ts. */
function isPlace(stored: Record<keyof Place, unknown>): boolean {
  const { x, y, width, height, maximized } = stored
  const isSize = (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 32_768
  return (
    Number.isSafeInteger(x) &&
    Number.isSafeInteger(y) &&
    isSize(width) &&
    isSize(height) &&
    typeof maximized === 'boolean'
  )
}

/** Where the window was; undefined if that isn't known, or the file is broken. */
export function readPlace(file: string): Place | undefined {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8'))
    return isPlace(stored) ? stored : undefined
  } catch {
    return undefined
  }
}

/** Throws Node's error if it can't be written. */
export function writePlace(file: string, place: Place): void {
  writeWhole(file, `${JSON.stringify(place)}\n`)
}

/** How much of a window must be on a screen, so that a person can take hold of it. */
const GRIP = 100

/** The remembered place if it is still on one of the screens; otherwise only its size, to be centred. */
export function fitPlace(
  place: Place | undefined,
  screens: readonly Rectangle[],
): Partial<Rectangle> & typeof DEFAULT_SIZE {
  if (!place) return DEFAULT_SIZE
  const { x, y } = place
  const width = Math.max(place.width, MINIMUM_SIZE.width)
  const height = Math.max(place.height, MINIMUM_SIZE.height)
  const visible = screens.some(
    (screen) =>
      x + width >= screen.x + GRIP &&
      x <= screen.x + screen.width - GRIP &&
      y >= screen.y &&
      y <= screen.y + screen.height - GRIP,
  )
  return visible ? { x, y, width, height } : { width, height }
}
