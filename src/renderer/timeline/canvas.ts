/** Makes a canvas as sharp as the screen is; 2d context in CSS pixels, emptied. Undefined where there is nothing to draw on. */
export function prepared(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | undefined {
  const ratio = devicePixelRatio || 1
  const w = Math.round(width * ratio)
  const h = Math.round(height * ratio)
  if (w === 0 || h === 0) return undefined
  const sized = canvas.style.width === `${width}px` && canvas.style.height === `${height}px`
  if (!sized) {
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
  }
  if (canvas.width !== w) canvas.width = w
  if (canvas.height !== h) canvas.height = h
  const context = canvas.getContext('2d') ?? undefined
  context?.setTransform(ratio, 0, 0, ratio, 0, 0)
  context?.clearRect(0, 0, width, height)
  return context
}

/** Rectangles of one colour, in one go: four numbers each. The array is used again for the next picture. */
export class Rectangles {
  #numbers = new Float64Array(256)
  #length = 0

  add(x: number, y: number, width: number, height: number): void {
    if (this.#length === this.#numbers.length) {
      const more = new Float64Array(2 * this.#length)
      more.set(this.#numbers)
      this.#numbers = more
    }
    this.#numbers[this.#length++] = x
    this.#numbers[this.#length++] = y
    this.#numbers[this.#length++] = width
    this.#numbers[this.#length++] = height
  }

  /** Calls `draw` for each of them, and forgets them. */
  each(draw: (x: number, y: number, width: number, height: number) => void): void {
    const n = this.#numbers
    for (let at = 0; at < this.#length; at += 4) {
      draw(n[at] as number, n[at + 1] as number, n[at + 2] as number, n[at + 3] as number)
    }
    this.#length = 0
  }

  /** Draws them, and forgets them. */
  flush(context: CanvasRenderingContext2D, style: string | CanvasPattern): void {
    if (this.#length === 0) return
    context.fillStyle = style
    const n = this.#numbers
    for (let at = 0; at < this.#length; at += 4) {
      context.fillRect(n[at] as number, n[at + 1] as number, n[at + 2] as number, n[at + 3] as number)
    }
    this.#length = 0
  }
}

const hatches = new Map<string, CanvasPattern | null>()

/** Slanted lines of a colour on nothing: what is not sure. */
export function hatch(context: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  let pattern = hatches.get(colour)
  if (pattern === undefined) {
    const tile = document.createElement('canvas')
    tile.width = 6
    tile.height = 6
    const on = tile.getContext('2d')
    if (on) {
      on.strokeStyle = colour
      on.lineWidth = 1.6
      on.beginPath()
      for (const x of [-6, 0, 6]) {
        on.moveTo(x - 1, 7)
        on.lineTo(x + 7, -1)
      }
      on.stroke()
    }
    pattern = context.createPattern(tile, 'repeat')
    hatches.set(colour, pattern)
  }
  return pattern ?? colour
}
