/** Lines with right angles: how the arrows of the figure are drawn. All lengths are units of the figure. */

export type Point = readonly [x: number, y: number]

const CORNER = 7
const HEAD_LENGTH = 8
const HEAD_WIDTH = 7

const lengthOf = ([ax, ay]: Point, [bx, by]: Point) => Math.hypot(bx - ax, by - ay)

/** The point on the way from `a` to `b` that is `distance` from `a`. */
function towards(a: Point, b: Point, distance: number): Point {
  const length = lengthOf(a, b)
  if (length === 0) return a
  const part = distance / length
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part]
}

/** The line moved sideways by `by`: to the right of its direction if positive. Its ends stay level with what they touch. */
export function beside(points: readonly Point[], by: number): Point[] {
  if (by === 0) return [...points]
  return points.map((point, index) => {
    const normals: Point[] = []
    for (const [from, to] of [
      [points[index - 1], point],
      [point, points[index + 1]],
    ] as const) {
      if (!from || !to) continue
      const length = lengthOf(from, to) || 1
      normals.push([-(to[1] - from[1]) / length, (to[0] - from[0]) / length])
    }
    // Where two lines meet, the corner moves with both of them.
    const [first = [0, 0], second] = normals
    const same = !second || first[0] * second[0] + first[1] * second[1] > 0.99
    const [x, y] = same ? first : [first[0] + second[0], first[1] + second[1]]
    return [point[0] + x * by, point[1] + y * by]
  })
}

/** An SVG path along the points, with round corners, that ends where its arrowhead begins. */
export function linePath(points: readonly Point[]): string {
  const last = points.at(-1)
  const before = points.at(-2)
  if (!last || !before) return ''
  const ends = [...points.slice(0, -1), towards(last, before, HEAD_LENGTH - 1)]
  return ends
    .map((point, index) => {
      const [x, y] = point
      const previous = ends[index - 1]
      const next = ends[index + 1]
      if (!previous) return `M${round(x)} ${round(y)}`
      if (!next) return `L${round(x)} ${round(y)}`
      const radius = Math.min(CORNER, lengthOf(previous, point) / 2, lengthOf(point, next) / 2)
      const [ax, ay] = towards(point, previous, radius)
      const [bx, by] = towards(point, next, radius)
      return `L${round(ax)} ${round(ay)}Q${round(x)} ${round(y)} ${round(bx)} ${round(by)}`
    })
    .join('')
}

/** The arrowhead at the end of the line. */
export function headPath(points: readonly Point[]): string {
  const tip = points.at(-1)
  const before = points.at(-2)
  if (!tip || !before) return ''
  const [x, y] = towards(tip, before, HEAD_LENGTH)
  const [nx, ny] = [(tip[1] - y) / HEAD_LENGTH, (x - tip[0]) / HEAD_LENGTH]
  const half = HEAD_WIDTH / 2
  const corner = (side: number) => `${round(x + nx * half * side)} ${round(y + ny * half * side)}`
  return `M${round(tip[0])} ${round(tip[1])}L${corner(1)}L${corner(-1)}Z`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
