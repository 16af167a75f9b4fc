import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findAsset } from '../../src/main/desktop/page/assets'
import { CSP } from '../../src/main/desktop/page/csp'

const root = path.resolve('/somewhere/out/renderer')

describe('a file of the window', () => {
  test.each([
    ['app://lab/', 'index.html', 'text/html; charset=utf-8'],
    ['app://lab/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://lab/index.html?a=1#b', 'index.html', 'text/html; charset=utf-8'],
    ['app://lab/assets/index-abc.js', 'assets/index-abc.js', 'text/javascript; charset=utf-8'],
    ['app://lab/assets/a%20b.css', 'assets/a b.css', 'text/css; charset=utf-8'],
    // The parser has resolved these, and they stay inside.
    ['app://lab/assets/../index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://lab/%2e%2e/%2e%2e/index.html', 'index.html', 'text/html; charset=utf-8'],
  ])('%s', (address, file, type) => {
    expect(findAsset(root, 'GET', address)).toMatchObject({
      file: path.join(root, file),
      headers: {
        'content-type': type,
        'content-security-policy': CSP,
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
      },
    })
  })
})

describe('nothing else is served', () => {
  test.each([
    ['GET', 'app://lab/..%2f..%2fpackage.json', 403],
    ['GET', 'app://lab/assets/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd.json', 403],
    ['GET', 'app://lab/..%5c..%5cpackage.json', 403],
    ['GET', 'app://lab/C:%5cindex.html', 403],
    ['GET', 'app://lab/C:/index.html', 403],
    ['GET', 'app://lab/index.html%00.js', 403],
    ['GET', 'app://lab/%ff.js', 400],
    ['GET', 'app://lab/index.js.map', 404],
    ['GET', 'app://lab/.fingerprint', 404],
    ['GET', 'app://lab/assets', 404],
    ['GET', 'app://other/index.html', 404],
    ['GET', 'app://lab:80/index.html', 404],
    ['GET', 'file:///etc/passwd.json', 404],
    ['POST', 'app://lab/index.html', 405],
  ])('%s %s', (method, address, status) => {
    expect(findAsset(root, method, address)).toEqual({ status })
  })
})

test('the policy allows no inline code, no eval, no other origin, and no policy for Trusted Types', () => {
  expect(CSP).not.toMatch(/unsafe|http|\*|data:|blob:/)
  for (const part of ["default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'"]) {
    expect(CSP.split('; ')).toContain(part)
  }
})
