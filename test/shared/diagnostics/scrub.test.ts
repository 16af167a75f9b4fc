import { describe, expect, test } from 'vitest'
import {
  type Private,
  scrubLine,
  scrubLog,
  scrubText,
  withoutAddresses,
} from '../../../src/shared/diagnostics/scrub'

const KNOWN: Private = {
  home: '/home/jane doe',
  app: '/home/jane doe/src/socket-lab',
  user: 'jane doe',
  host: 'bluebird',
}
const WINDOWS: Private = {
  home: 'C:\\Users\\Jané',
  app: 'C:\\Program Files\\Socket Lab\\resources\\app.asar',
  user: 'Jané',
  host: 'DESKTOP-1X',
}
const AT = '[2026-01-31 12:34:56.789] [error]'

/** What must not be in anything that is shared. */
const SECRETS =
  /jane|jané|bluebird|desktop-1x|s3cret|salary|example|corp|10\.1\.|192\.168|8\.8\.8|fe80|2001|aa:bb/i

describe('what a line of the log says', () => {
  test.each([
    ['connect ECONNREFUSED 127.0.0.1:8080', 'connect ECONNREFUSED 127.0.0.1:8080'],
    ['listen EADDRINUSE: address already in use ::1:80', 'listen EADDRINUSE: address already in use ::1:80'],
    ['bind EADDRINUSE 0.0.0.0:53', 'bind EADDRINUSE 0.0.0.0:53'],
    ['connect ETIMEDOUT 10.1.2.3:443', 'connect ETIMEDOUT <address>:443'],
    [
      'connect EHOSTUNREACH 2001:db8::1:443 - Local (fe80::1%eth0:0)',
      'connect EHOSTUNREACH <address> - Local (<address>:0)',
    ],
    ['from 192.168.1.7', 'from <address>'],
    ['::ffff:8.8.8.8 and ::ffff:127.0.0.1', '<address> and ::ffff:127.0.0.1'],
    ['hardware aa:bb:cc:dd:ee:ff', 'hardware <address>'],
    ['getaddrinfo ENOTFOUND intranet', 'getaddrinfo ENOTFOUND <host>'],
    ['getaddrinfo EAI_AGAIN db.corp.example', 'getaddrinfo EAI_AGAIN <host>'],
    ['certificate of mail.example.org', 'certificate of <host>'],
    ['fetched https://jane:s3cret@example.org/salary?q=1', 'fetched <url>'],
    ['mail to jane@example.org', 'mail to <name>'],
    ["ENOENT: no such file, open '/home/jane doe/salary.pdf'", "ENOENT: no such file, open '…'"],
    ['"/home/jane doe/salary.pdf" was not saved: the disk is full', '"…" was not saved: the disk is full'],
    ['could not read /home/jane doe/My salary 2026.pdf: EACCES', 'could not read ~/<path> : EACCES'],
    ['could not read /srv/My salary/x', 'could not read <path>'],
    ['could not read ~/salary.pdf', 'could not read ~/<path>'],
    ['Unexpected token s, "s3cret" is not valid JSON', 'Unexpected token s, "…" is not valid JSON'],
    ["it isn't there, 's3cret' it's", "it isn't there, '…' it's"],
    ['read <Buffer 73 33 63 72> at once', 'read <bytes> at once'],
    ['read 7333637265747333637265 at once', 'read <hex> at once'],
    ['said “s3cret” and ‘s3cret’', 'said “…” and “…”'],
    ['an open quote "s3cret', 'an open quote "…"'],
    ['bell \u0007 and \u202e', 'bell · and ·'],
    ['on bluebird, as Jane Doe', 'on <host>, as <user>'],
  ])('%s', (text, said) => {
    expect(scrubText(text, KNOWN)).toBe(said)
    expect(said).not.toMatch(SECRETS)
  })

  test.each([
    [String.raw`EPERM: operation not permitted, open 'C:\Users\Jané\salary.txt'`],
    [String.raw`could not read C:\Users\Jané\Desktop\salary 2026.txt`],
    ['could not read c:/users/jané/salary.txt'],
    [String.raw`could not read \\corp\share\salary.txt`],
    [String.raw`could not read D:\salary\x`],
    ['DESKTOP-1X\\Jané is logged in on desktop-1x'],
  ])('on Windows: %s', (text) => {
    expect(scrubText(text, WINDOWS)).not.toMatch(SECRETS)
  })

  test('keeps the time and the level, and is not endless', () => {
    const said = scrubLine(`${AT} could not read /home/jane doe/x`, KNOWN)
    expect(said).toBe(`${AT} could not read ~/<path>`)
    expect(scrubLine(`${AT} ${'a b '.repeat(10_000)}`, KNOWN)?.length).toBeLessThan(300)
  })
})

describe('a stack', () => {
  test.each([
    [
      '    at Feed.show (file:///home/jane%20doe/src/socket-lab/out/main/index.js:12:3)',
      '    at Feed.show (<app>/out/main/index.js:12:3)',
    ],
    [
      '    at async file:///home/jane%20doe/src/socket-lab/out/main/index.js:12:3',
      '    at async (<app>/out/main/index.js:12:3)',
    ],
    [
      '    at TCP.onread [as on] (node:internal/stream:27:9)',
      '    at TCP.onread [as on] (node:internal/stream:27:9)',
    ],
    ['    at Lab (app://lab/assets/index-a1.js:1:99)', '    at Lab (<app>/assets/index-a1.js:1:99)'],
    ['    at run (/home/jane doe/salary.mjs:1:2)', '    at run (<path>:1:2)'],
    ['    at JSON.parse (<anonymous>)', '    at JSON.parse (<anonymous>)'],
  ])('%s', (line, said) => {
    expect(scrubLine(line, KNOWN)).toBe(said)
  })

  test('of an installed program on Windows', () => {
    const line = '    at x (file:///C:/Program%20Files/Socket%20Lab/resources/app.asar/out/main/index.js:1:2)'
    expect(scrubLine(line, WINDOWS)).toBe('    at x (<app>/out/main/index.js:1:2)')
  })
})

test('what goes on over lines is kept only where it is understood', () => {
  const log = `${AT} Error: bad header
s3cret: yes
    at my s3cret is (here)
    at parse (/home/jane doe/src/socket-lab/out/main/index.js:1:2) {
    at parse (/home/jane doe/src/socket-lab/out/main/index.js:1:2)
  errno: -2,
  code: 'ENOENT',
  path: '/home/jane doe/salary.pdf'
}
${AT} next
s3cret at the end`
  expect(scrubLog(log, 50, KNOWN)).toEqual([
    `${AT} Error: bad header`,
    '    … (3)',
    '    at parse (<app>/out/main/index.js:1:2)',
    '  errno: -2,',
    "  code: 'ENOENT',",
    '    … (2)',
    `${AT} next`,
    '    … (1)',
  ])
  expect(scrubLog(log, 3, KNOWN)).toHaveLength(3)
  expect(scrubLog('', 50, KNOWN)).toEqual([])
})

test('times, states and versions are no addresses', () => {
  for (const text of ['12:34:56', 'std::vector', '130.0.6723.137', 'FIN_WAIT_1', '1.2.3', 'a:b']) {
    expect(withoutAddresses(text)).toBe(text)
  }
})
