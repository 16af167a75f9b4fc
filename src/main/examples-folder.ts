import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * The folder of the program's own examples: beside the archive where the program is installed, at the top of the checkout elsewhere.
 * Undefined where it has none.
 */
export function examplesFolder(from = import.meta.dirname): string | undefined {
  const folder = path.join(from, 'examples')
  if (existsSync(path.join(folder, 'python'))) return folder
  const above = path.dirname(from)
  return above === from ? undefined : examplesFolder(above)
}
