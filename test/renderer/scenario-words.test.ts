import { createInstance, type TFunction } from 'i18next'
import { describe, expect, test } from 'vitest'
import { en } from '../../src/renderer/i18n/en'
import { zhCN } from '../../src/renderer/i18n/zh-CN'
import { stepText, stepWords } from '../../src/renderer/scenario/words'
import { COMMAND_WORDS, type Command } from '../../src/shared/commands'
import { EXPECTED_KINDS, type Step } from '../../src/shared/scenario'

function translator(language: 'en' | 'zh-CN'): TFunction {
  const i18n = createInstance()
  void i18n.init({
    lng: language,
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    nsSeparator: false,
    contextSeparator: '||',
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  return i18n.t
}

const english = translator('en')
const chinese = translator('zh-CN')

const TOLD: [Step, string, string][] = [
  [
    { do: 'listen', as: 'server', respond: { with: 'echo' } },
    'listen as server, echo',
    '监听，名为 server，回显',
  ],
  [
    { do: 'listen', as: 's', host: '::', port: 80, allowHalfOpen: true, maxConnections: 1, backlog: 5 },
    'listen as s, on [::]:80, half-open allowed, at most 1 connection, backlog 5',
    '监听，名为 s，地址 [::]:80，允许半关闭，最多 1 个连接，backlog 5',
  ],
  [
    {
      do: 'listen',
      host: '0.0.0.0',
      respond: { with: 'reply', text: 'ok\n', delayMs: 1500, thenClose: true },
    },
    'listen, on 0.0.0.0, any free port, reply “ok\\n”, after 1.5 s, then close',
    '监听，地址 0.0.0.0，任意空闲端口，固定回复“ok\\n”，延迟 1.5 s，然后关闭',
  ],
  [{ do: 'connect', as: 'alice', to: 'server' }, 'connect alice to server', 'alice 连接到 server'],
  [
    { do: 'connect', as: 'crowd', to: 'server', count: 3, nowait: true },
    'connect crowd × 3 to server, without waiting',
    'crowd × 3 连接到 server，不等待完成',
  ],
  [
    { do: 'connect', host: '::1', port: 7, localAddress: '::1', localPort: 9 },
    'connect to [::1]:7, from [::1]:9',
    '连接到 [::1]:7，本地地址 [::1]:9',
  ],
  [{ do: 'send', from: 'alice', text: 'hello' }, 'send from alice “hello”', '从 alice 发送“hello”'],
  [
    { do: 'send', from: 'alice', hex: '4865', repeat: 3, everyMs: 100 },
    'send from alice hex 48 65, 3 ×, every 100 ms',
    '从 alice 发送十六进制 48 65，3 次，每隔 100 ms',
  ],
  [{ do: 'send', from: 'a', base64: '/wA=' }, 'send from a “\\xff\\x00”', '从 a 发送“\\xff\\x00”'],
  [{ do: 'send', from: 'a', file: 'x.txt' }, 'send from a the file x.txt', '从 a 发送文件 x.txt'],
  [{ do: 'shutdown', socket: 'alice' }, 'half-close alice', '半关闭 alice'],
  [{ do: 'wait', ms: 200 }, 'wait 200 ms', '等待 200 ms'],
  [
    { do: 'configure', socket: 's', maxConnections: null },
    'change s, no connection limit',
    '更改 s，不限连接数',
  ],
  [{ do: 'rename', socket: 'a', to: 'b' }, 'rename a to b', '将 a 改名为 b'],
  [
    { expect: 'received', at: 'alice', text: 'HELLO' },
    'expect received at alice “HELLO”',
    '预期 alice 读到“HELLO”',
  ],
  [
    { expect: 'failed', at: 'a', code: 'ECONNREFUSED', syscall: 'connect', within: 500 },
    'expect failed at a: ECONNREFUSED, syscall connect, within 500 ms',
    '预期 a 出错：ECONNREFUSED，syscall connect，500 ms 之内',
  ],
  [{ expect: 'state', of: 'a', is: 'TIME_WAIT' }, 'expect state of a: TIME_WAIT', '预期 a 处于 TIME_WAIT'],
  [
    { expect: 'state', of: 'a', was: 'LAST_ACK', provenance: 'inferred' },
    'expect a to reach LAST_ACK, inferred',
    '预期 a 经历 LAST_ACK，推断',
  ],
]

describe('a step in words', () => {
  test.each(TOLD)('%j', (step, inEnglish, inChinese) => {
    expect(stepText(english, step)).toBe(inEnglish)
    expect(stepText(chinese, step)).toBe(inChinese)
  })

  test('tells names, bytes and states apart', () => {
    expect(stepWords(english, { expect: 'state', of: 'alice', is: 'TIME_WAIT' })).toEqual([
      { as: 'plain', text: 'expect state of ' },
      { as: 'name', text: 'alice' },
      { as: 'plain', text: ': ' },
      { as: 'state', text: 'TIME_WAIT' },
    ])
    expect(stepWords(english, { do: 'send', from: 'a', text: 'hi' }).at(-2)).toEqual({
      as: 'bytes',
      text: 'hi',
    })
  })

  test('obeys nothing that a file says', () => {
    const hostile = '\uE000n{{from}}\uE001$t(app.name)\u202e\n'
    expect(stepText(english, { do: 'send', from: 'a', text: hostile })).toBe(
      'send from a “\\u{e000}n{{from}}\\u{e001}$t(app.name)\\u{202e}\\n”',
    )
  })

  test('cuts long payloads', () => {
    expect(stepText(english, { do: 'send', from: 'a', text: 'x'.repeat(61) })).toBe(
      `send from a “${'x'.repeat(60)}” …`,
    )
  })

  test.each([english, chinese])(
    'is there for every word of a command and every kind of an expectation',
    (t) => {
      for (const word of COMMAND_WORDS) {
        const step = {
          do: word,
          as: 'a',
          socket: 'a',
          from: 'a',
          to: 'b',
          host: 'h',
          ms: 1,
          clients: 2,
          forMs: 1,
          text: '',
        } as Command
        expect(stepText(t, step), word).not.toMatch(/scenario\.|\{\{|undefined/)
      }
      for (const kind of EXPECTED_KINDS) {
        expect(stepText(t, { expect: kind, at: 'a' }), kind).not.toMatch(/scenario\.|\{\{|undefined/)
      }
    },
  )
})
