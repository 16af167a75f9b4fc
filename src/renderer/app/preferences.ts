/** What the window remembers between starts. Storage may be switched off or full: then it just forgets. */

const PREFIX = 'socket-lab.'

export function readPreference(key: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined
  } catch {
    return undefined
  }
}

export function writePreference(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value)
  } catch {
    // Forgotten at the next start.
  }
}
