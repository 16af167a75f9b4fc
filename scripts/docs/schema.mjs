import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { run } from '../lib/run.mjs'
import { Trouble } from '../lib/trouble.mjs'

/**
 * The JSON Schema of scenario files, as the command line prints it.
 * @returns {Promise<import('./scenario-reference.mjs').Schema>}
 */
export async function schemaOfScenarios() {
  const { status, stdout, stderr } = await run(process.execPath, [
    path.join(root, 'scripts/lab.mjs'),
    'schema',
  ])
  if (status !== 0) throw new Trouble(`\`lab schema\` ended with status ${status}.`, stderr)
  return JSON.parse(stdout)
}
