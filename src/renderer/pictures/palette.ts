import type { TcpState } from '../../shared/tcp/states'
import tokens from '../tokens.css?raw'

/** The light theme's own colours: on paper and on slides there is no other. */

const LIGHT = new Map(
  [...(tokens.split('@media')[0] ?? '').matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\s*;/gi)].map(
    ([, name = '', value = '']) => [name, value] as const,
  ),
)

/** A colour of tokens.css, by its name there. */
export function colour(name: string): string {
  const value = LIGHT.get(name)
  if (value === undefined) throw new Error(`tokens.css has no colour ${name}`)
  return value
}

export function stateColour(state: TcpState): string {
  return colour(`state-${state}`)
}
