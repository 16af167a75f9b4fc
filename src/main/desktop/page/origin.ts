/** Where the window's page comes from: a protocol of our own, which has an origin and no access to files. */
export const SCHEME = 'app'
export const HOST = 'lab'
export const ORIGIN = `${SCHEME}://${HOST}`
export const PAGE = `${ORIGIN}/index.html`

/** True for an address of our own origin. Node's URL has no `origin` for schemes that it doesn't know. */
export function isOwnUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host } = new URL(address)
  return protocol === `${SCHEME}:` && host === HOST
}
