import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { beforeEach, describe, expect, it } from 'vitest'
import { main } from '../../src/main/cli/main'
import { cli, folder, scenarioFile } from './support'

const steps = [
  { do: 'listen', as: 'server', respond: { with: 'upper' } },
  { do: 'connect', as: 'alice', to: 'server' },
  { do: 'connect', as: 'bob', to: 'server' },
  { do: 'send', from: 'alice', text: 'hello' },
  { expect: 'received', at: 'alice', text: 'HELLO' },
  { do: 'shutdown', socket: 'alice' },
  { expect: 'closed', at: 'alice' },
]

describe('export', () => {
  let base: string
  let run: string
  beforeEach(async () => {
    base = folder()
    const file = scenarioFile({ version: 1, steps })
    const ran = await cli(['run', '--format', 'ndjson', '--journal', 'kept', file], {}, base)
    expect(ran.status, ran.stderr).toBe(0)
    run = ran.stdout
  })
  const exporting = (...argv: string[]) => cli(['export', ...argv], {}, base)

  it('writes what the run has told to standard output', async () => {
    const { status, stdout, stderr } = await exporting('kept', '--to', 'ndjson')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.startsWith(run)).toBe(true)
  })

  it.each(['ndjson', 'csv', 'markdown', 'pcapng'])('writes the same as a file: %s', async (to) => {
    const printed = await exporting('kept', '--to', to)
    writeFileSync(join(base, 'out'), 'old')
    const { status, stdout, stderr } = await exporting('kept', '--to', to, '--out', 'out')
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(readFileSync(join(base, 'out')).toString()).toBe(printed.stdout)
    expect(readdirSync(base).sort()).toEqual(['kept', 'out'])
  })

  it('makes the single file of the folder, and takes it for the folder', async () => {
    const made = await exporting('kept', '--to', 'session', '--out', 'one.socketlab')
    expect(made).toEqual({ status: 0, stdout: '', stderr: '' })
    const { status, stdout } = await exporting('one.socketlab', '--to', 'csv')
    expect(status).toBe(0)
    expect(stdout).toBe((await exporting('kept', '--to', 'csv')).stdout)
  })

  it('writes one connection, by the name of either end', async () => {
    const { status, stdout } = await exporting('kept', '--to', 'ndjson', '--connection', 'alice@server')
    expect(status).toBe(0)
    const sockets = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).socket)
    expect(new Set(sockets)).toEqual(new Set([undefined, 'server', 'alice', 'alice@server']))
  })

  it('says what is not whole, and writes the rest', async () => {
    appendFileSync(join(base, 'kept/events.ndjson'), '{"seq":99')
    const { status, stdout, stderr } = await exporting('kept', '--to', 'ndjson')
    expect(status).toBe(0)
    expect(stdout.startsWith(run)).toBe(true)
    expect(stderr).toMatch(/^events\.ndjson: the last line, \d+, was cut off\n$/)
  })

  const wrong: [what: string, argv: string[], said: RegExp][] = [
    ['no format', ['kept'], /required option '--to <format>' not specified/],
    [
      'a format that it does not know',
      ['kept', '--to', 'xml'],
      /Allowed choices are pcapng, csv, ndjson, markdown, session/,
    ],
    ['a single file on standard output', ['kept', '--to', 'session'], /to a file: name it with --out/],
    [
      'a single file of one connection',
      ['kept', '--to', 'session', '--out', 'x.socketlab', '--connection', 'alice'],
      /exported whole/,
    ],
    ['a folder that is not there', ['none', '--to', 'csv'], /none/],
    ['a folder that is no session', ['.', '--to', 'csv'], /no session|not a session|session/],
    ['a name that nobody has', ['kept', '--to', 'csv', '--connection', 'carol'], /there is no socket carol/],
    ['a listener', ['kept', '--to', 'pcapng', '--connection', 'server'], /server is a listener/],
    ['a file where none can be', ['kept', '--to', 'csv', '--out', 'none/x.csv'], /ENOENT.*none/],
  ]
  it.each(wrong)('refuses %s', async (_what, argv, said) => {
    const { status, stdout, stderr } = await exporting(...argv)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(said)
    expect(stderr).not.toMatch(/internal error|\n +at /)
    expect(existsSync(join(base, 'none'))).toBe(false)
  })

  it('refuses to write packets to a terminal', async () => {
    let [out, said] = ['', '']
    const take = (add: (part: string) => void) =>
      new Writable({
        write(part, _encoding, done) {
          add(String(part))
          done()
        },
      })
    const stdout = Object.assign(
      take((part) => (out += part)),
      { isTTY: true },
    )
    const stderr = take((part) => (said += part))
    const status = await main(['export', 'kept', '--to', 'pcapng'], { stdout, stderr, env: {}, folder: base })
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(said).toMatch(/nothing for a terminal: name a file with --out/)
  })

  it('ends quietly when nobody reads any more', async () => {
    let said = ''
    const stdout = new Writable({
      write(_part, _encoding, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
      },
    })
    const stderr = new Writable({
      write(part, _encoding, done) {
        said += part
        done()
      },
    })
    for (const to of ['csv', 'pcapng']) {
      const status = await main(['export', 'kept', '--to', to], { stdout, stderr, env: {}, folder: base })
      expect({ status, said }).toEqual({ status: 0, said: '' })
    }
  })
})
