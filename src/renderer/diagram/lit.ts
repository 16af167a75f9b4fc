import type { PathStep } from '../../shared/model/model'

/** A step stands out if it is under the mouse, or if it, or what it was concluded from, is pointed at in any view. */
export function isLit(
  { seq, because }: PathStep,
  lit: number | undefined,
  pointed: number | undefined,
): boolean {
  return seq === lit || seq === pointed || (pointed !== undefined && because.includes(pointed))
}
