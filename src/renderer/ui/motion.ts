import { choicePreference } from '../app/preferences'

export const MOTIONS = ['system', 'still', 'moving'] as const

/** Whether things move by themselves: as the person has asked their system, never, or always. */
export const motion = choicePreference('motion', MOTIONS, 'system')

const REDUCED = '(prefers-reduced-motion: reduce)'

/** Whether the person wants less motion: then nothing moves by itself, and what scrolls jumps. */
export function wantsStillness(): boolean {
  const wanted = motion.get()
  return wanted === 'system' ? matchMedia(REDUCED).matches : wanted === 'still'
}

/** Has the styles know it, from now on: `:root[data-still]`. */
export function startMotion(): void {
  const tell = () => document.documentElement.toggleAttribute('data-still', wantsStillness())
  motion.subscribe(tell)
  matchMedia(REDUCED).addEventListener('change', tell)
  tell()
}
