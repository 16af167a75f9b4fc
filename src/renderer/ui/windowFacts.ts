import type { Params } from '../../shared/ipc'

/** What the window alone knows of itself, for diagnostics. */
export function windowFacts(language: string): Params<'diagnostics'> {
  const is = (query: string) => matchMedia(`(${query})`).matches
  return {
    language,
    dark: is('prefers-color-scheme: dark'),
    width: Math.round(innerWidth),
    height: Math.round(innerHeight),
    reducedMotion: is('prefers-reduced-motion: reduce'),
    moreContrast: is('prefers-contrast: more') || is('forced-colors: active'),
  }
}
