/** Keys as people read them: `Ctrl+Shift+H`, or `⇧⌘H` on macOS. `keys` as in `ACTIONS`. */
export function keysText(keys: string, platform: string): string {
  const parts = keys.split('+')
  // The last part may be `+` itself.
  const key = keys.endsWith('++') ? '+' : (parts.at(-1) ?? '')
  const modifiers = parts.slice(0, -1).filter((part) => part !== '')
  if (platform !== 'darwin') {
    return [...modifiers.map((part) => (part === 'Mod' ? 'Ctrl' : part)), key].join('+')
  }
  const signs: Record<string, string> = { Shift: '⇧', Alt: '⌥', Mod: '⌘' }
  const order = ['Alt', 'Shift', 'Mod']
  return `${order
    .filter((part) => modifiers.includes(part))
    .map((part) => signs[part])
    .join('')}${key}`
}
