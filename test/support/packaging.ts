import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'

/** What the tests look at in electron-builder.yml. */
export interface PackagingConfig {
  electronFuses: Record<string, boolean>
  fileAssociations: { ext: string; icon: string }[]
  linux: Record<string, unknown> & { target: string[]; mimeTypes: string[] }
  deb: { depends: string[]; fpm: string[] }
  mac: Record<string, unknown> & { target: string[] }
  win: Record<string, unknown> & { target: string[] }
}

interface Loader {
  getConfig(folder: string, file: string, overrides: null): Promise<PackagingConfig>
  validateConfiguration(config: unknown, log: { isEnabled: boolean }): Promise<void>
}

/** electron-builder's own reading and checking of its configuration, which it does before it makes anything. */
function loader(): Loader {
  const require = createRequire(import.meta.url)
  const builder = createRequire(require.resolve('electron-builder'))
  return builder('app-builder-lib/out/util/config/config.js') as Loader
}

/** electron-builder.yml as electron-builder reads it. */
export function packagingConfig(): Promise<PackagingConfig> {
  return loader().getConfig(root, path.join(root, 'electron-builder.yml'), null)
}

/** Throws electron-builder's error if it would refuse that configuration. */
export function validate(config: unknown): Promise<void> {
  return loader().validateConfiguration(config, { isEnabled: false })
}
