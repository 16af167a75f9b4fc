import { ACTIONS, type ActionId } from '../../shared/actions'

/** What of a key press decides; a `KeyboardEvent` fits. */
export interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/** What Windows, and many programs of Linux, have for Redo. */
export const REDO_TOO = 'Mod+Y'

const BY_KEYS = new Map<string, ActionId>()
for (const [id, { keys }] of Object.entries(ACTIONS)) if (keys) BY_KEYS.set(keys, id as ActionId)

/** The action that a key press means; undefined if none. */
export function actionOf(press: KeyPress, platform: string): ActionId | undefined {
  const keys = keysOf(press, platform)
  if (keys === undefined) return undefined
  return BY_KEYS.get(keys) ?? (keys === REDO_TOO && platform !== 'darwin' ? 'redo' : undefined)
}

/** A key press in the notation of `ACTIONS`; undefined for what no action uses. */
export function keysOf(press: KeyPress, platform: string): string | undefined {
  const mac = platform === 'darwin'
  // Ctrl+Alt is AltGr on Windows and types characters; the other one of Ctrl and Cmd belongs to the system.
  if (press.altKey || (mac ? press.ctrlKey : press.metaKey)) return undefined
  const mod = mac ? press.metaKey : press.ctrlKey
  const key = keyOf(press)
  // On many layouts the plus sign is the shifted equals sign: both zoom in.
  if (mod && (key === '+' || key === '=')) return 'Mod+='
  return `${mod ? 'Mod+' : ''}${press.shiftKey ? 'Shift+' : ''}${key}`
}

/** The key, by the place that it has on a Latin keyboard where the layout types other letters. */
function keyOf({ key, code }: KeyPress): string {
  const [char] = key
  if (key.length > 1 || char === undefined) return key
  if (char <= '\x7f') return key.toUpperCase()
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? key
}

/** Keys as people read them: `Ctrl+Shift+H`, or `⇧⌘H` on macOS. `keys` as in `ACTIONS`. */
export function keysText(keys: string, platform: string): string {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const modifiers = parts.slice(0, -1)
  if (platform !== 'darwin') {
    return [...modifiers.map((part) => (part === 'Mod' ? 'Ctrl' : part)), key].join('+')
  }
  return `${modifiers.includes('Shift') ? '⇧' : ''}${modifiers.includes('Mod') ? '⌘' : ''}${key}`
}
