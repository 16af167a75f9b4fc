import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wantsColour } from '../../src/main/cli/report/style'
import { eventWords } from '../../src/main/scenario/describe'
import { stepWords } from '../../src/main/scenario/describe-step'
import { quoteBytes } from '../../src/main/scenario/quoting'
import type { LabEvent } from '../../src/shared/events'
import { cli, scenarioFile } from './support'

/** What a terminal obeys or hides: controls but the line feed, C1, and format characters. */
const HARMFUL = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u

const STORY = {
  version: 1,
  title: 'A story',
  description: 'Two ends.',
  steps: [
    { do: 'listen', as: 'server', respond: { with: 'upper' } },
    { do: 'connect', as: 'alice', to: 'server' },
    { do: 'send', from: 'alice', text: 'hello\n' },
    { expect: 'received', at: 'alice', text: 'HELLO\n' },
    { do: 'shutdown', socket: 'alice' },
    { expect: 'state', of: 'alice', is: 'TIME_WAIT' },
  ],
}

describe('a story for people', () => {
  it('tells steps, events, states at both ends and expectations', async () => {
    const { status, stdout, stderr } = await cli(['run', scenarioFile(STORY)])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^A story\nTwo ends\.\n/)
    expect(stdout).toMatch(/2\. connect alice to server$/m)
    expect(stdout).toMatch(/alice {2}sent 6 B "hello\\n"$/m)
    expect(stdout).toMatch(/alice@server {2}ESTABLISHED → CLOSE_WAIT ~ {3}\[FIN_WAIT_1 \| CLOSE_WAIT\]$/m)
    expect(stdout).toMatch(/4\. ✓ received at alice: text "HELLO\\n"/)
    expect(stdout).toMatch(
      /^ {2}alice {9}CLOSED → SYN_SENT → ESTABLISHED → FIN_WAIT_1 → FIN_WAIT_2 → TIME_WAIT$/m,
    )
    expect(stdout).toMatch(
      /^ {2}alice@server {2}CLOSED → SYN_RECEIVED → ESTABLISHED → CLOSE_WAIT → LAST_ACK → CLOSED$/m,
    )
    expect(stdout).toMatch(/2 of 2 expectations met\n$/)
    expect(stdout).not.toContain('\u001b')
  })

  it('tells notes as they were written, a line below the other', async () => {
    const steps = [
      ...STORY.steps.slice(0, 2),
      { do: 'note', text: 'Of the whole.' },
      { do: 'note', socket: 'alice@server', text: 'Look:\n  here \u202e\n' },
      { expect: 'note', at: 'alice@server' },
    ]
    const { status, stdout } = await cli(['run', scenarioFile({ version: 1, steps })])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^ {9}3\. note$/m)
    expect(stdout).toMatch(/^ +\d+\.\d{3} {2}note: Of the whole\.$/m)
    expect(stdout).toMatch(/^ {9}4\. note alice@server$/m)
    const [, first = '', second = ''] =
      /^( +\d+\.\d{3} +alice@server {2})note: Look:\n( +) {2}here \\u\{202e\}$/m.exec(stdout) ?? []
    expect(second.length).toBe(first.length)
    expect(first.length).toBeGreaterThan(0)
  })

  it('tells what was seen instead', async () => {
    const steps = [...STORY.steps, { expect: 'received', at: 'alice', within: 20 }]
    const { status, stdout } = await cli(['run', scenarioFile({ version: 1, steps })])
    expect(status).toBe(1)
    expect(stdout).toMatch(/7\. ✗ received at alice \(waited \d+\.\d ms\)\n +alice: seen there since:\n/)
    expect(stdout).toMatch(/2 of 3 expectations met\n$/)
  })

  it('counts messages that are all alike', async () => {
    const steps = [
      ...STORY.steps.slice(0, 2),
      { do: 'send', from: 'alice', text: 'x'.repeat(100), repeat: 50 },
    ]
    const { stdout } = await cli(['run', scenarioFile({ version: 1, steps })])
    expect(stdout.match(/alice {2}sent/g)).toHaveLength(1)
    expect(stdout).toContain('… and 49 more, 4.9 KiB in all')
  })

  it('tells of many connections with equal paths once', async () => {
    const steps = [STORY.steps[0], { do: 'connect', as: 'crowd', to: 'server', count: 20 }]
    const { stdout } = await cli(['run', scenarioFile({ version: 1, steps })])
    expect(stdout).toContain('and 17 more connections like these')
  })

  it('lets nothing through that a terminal would obey', async () => {
    const hostile = '\u001b[2J\u001b]0;title\u0007\u009b31m\u202eevil\u200b\r\u0008'
    const steps = [
      { do: 'listen', as: 'server', respond: { with: 'echo' } },
      { do: 'connect', as: 'alice', to: 'server' },
      { do: 'send', from: 'alice', text: hostile },
      { do: 'send', from: 'alice', hex: '1b5b334a9b00ff' },
      { expect: 'received', at: 'alice', text: hostile },
      { expect: 'received', at: 'alice', text: 'never', within: 20 },
    ]
    const path = scenarioFile({ version: 1, title: hostile, description: `${hostile}\n${hostile}`, steps })
    for (const format of ['pretty', 'ndjson']) {
      const { status, stdout, stderr } = await cli(['run', '--format', format, path])
      expect(status).toBe(1)
      expect(HARMFUL.test(stdout)).toBe(false)
      expect(HARMFUL.test(stderr)).toBe(false)
    }
  })

  it('shows any bytes harmlessly', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const event = { kind: 'received', bytes: bytes.length, data: bytes } as LabEvent
        expect(HARMFUL.test(eventWords(event)) || eventWords(event).includes('\n')).toBe(false)
      }),
    )
  })

  it('shows any text of a file harmlessly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const step = { expect: 'failed', at: text, message: text, [text]: text } as never
        expect(HARMFUL.test(stepWords(step)) || stepWords(step).includes('\n')).toBe(false)
        const send = { do: 'send', from: text, text, everyMs: 1 } as never
        expect(HARMFUL.test(stepWords(send)) || stepWords(send).includes('\n')).toBe(false)
      }),
    )
  })

  it('does not cut a character in two', () => {
    expect(quoteBytes(new TextEncoder().encode(`${'x'.repeat(59)}€ and more`))).toBe(`"${'x'.repeat(59)}" …`)
    expect(quoteBytes(new TextEncoder().encode(`${'x'.repeat(57)}€ and more`))).toBe(`"${'x'.repeat(57)}€" …`)
  })
})

describe('colour', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ])('on a terminal: %s, with %j: %s', (isTTY, env, wanted) => {
    expect(wantsColour({ isTTY }, env)).toBe(wanted)
  })

  it('comes with FORCE_COLOR, and only as colour', async () => {
    const path = scenarioFile(STORY)
    const { stdout } = await cli(['run', path], { FORCE_COLOR: '1' })
    expect(stdout).toContain('\u001b[32mESTABLISHED\u001b[39m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes are what is looked for
    expect(HARMFUL.test(stdout.replace(/\u001b\[\d+m/g, ''))).toBe(false)
  })
})
