import { rm } from 'node:fs/promises'
import path from 'node:path'

/**
 * electron-builder removes these from an Electron that it downloads, but not from one in a folder.
 * @param {{ appOutDir: string, electronPlatformName: string }} context
 */
export default async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName === 'darwin') return
  for (const left of ['resources/default_app.asar', 'version']) {
    await rm(path.join(appOutDir, left), { recursive: true, force: true })
  }
}
