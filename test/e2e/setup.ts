import { prepareElectron } from '../../scripts/test/prepare-electron.mjs'

/** Makes ready what tests in real Electron need: the runtime, and a build that is up to date. */
export default async function setup(): Promise<void> {
  Object.assign(process.env, await prepareElectron())
}
