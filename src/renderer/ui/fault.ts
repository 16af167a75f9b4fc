/** What was thrown in the window, for people and for whoever puts it right. */

export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  return thrown.name === 'Error' ? thrown.message : `${thrown.name}: ${thrown.message}`
}

/** A part of the program's own files could not be loaded: in Chromium's words. */
export function isMissingChunk(thrown: unknown): boolean {
  return thrown instanceof TypeError && /dynamically imported module/i.test(thrown.message)
}

/** What was thrown and where, as text: nothing of what the lab has in it. */
export function diagnosticsOf(thrown: unknown, components: string): string {
  const stack = thrown instanceof Error ? thrown.stack : undefined
  const where = components.trim()
  return [
    messageOf(thrown),
    stack,
    where === '' ? undefined : `In:\n${components.replace(/^\n+/, '')}`,
    typeof navigator === 'undefined' ? undefined : navigator.userAgent,
  ]
    .filter((part) => part !== undefined)
    .join('\n\n')
}
