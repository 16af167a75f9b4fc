import path from 'node:path'
import { CSP } from './csp'
import { isOwnUrl } from './origin'

/** What an address of the window's protocol stands for: a file, or the HTTP status that says why there is none. */
export type Asset = { file: string; headers: Record<string, string> } | { status: 400 | 403 | 404 | 405 }

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Finds the file below `root` that a request means. Never a file outside of it, and never one of another type. */
export function findAsset(root: string, method: string, address: string): Asset {
  if (method !== 'GET') return { status: 405 }
  if (!isOwnUrl(address)) return { status: 404 }
  const name = decodedPath(address)
  if (name === undefined) return { status: 400 }
  // The parser has resolved `..`, but not one that was written as %2e%2e%2f or with a backslash.
  if (['\\', '\0', ':'].some((char) => name.includes(char)) || name.split('/').includes('..')) {
    return { status: 403 }
  }
  const file = path.join(root, name === '/' ? 'index.html' : name)
  const type = MEDIA_TYPES[path.extname(file)]
  if (type === undefined) return { status: 404 }
  return { file, headers: headersFor(type) }
}

function decodedPath(address: string): string | undefined {
  try {
    return decodeURIComponent(new URL(address).pathname)
  } catch {
    return undefined
  }
}

function headersFor(type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': CSP,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  }
}
