import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CLI_WORDS } from '../../src/main/cli/words'
import { scenarioJsonSchema } from '../../src/shared/scenario'
import { cli, folder } from './support'

describe('the command line', () => {
  it('prints the JSON Schema of scenario files', async () => {
    const { status, stdout, stderr } = await cli(['schema'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual(scenarioJsonSchema())
  })

  it('explains itself', async () => {
    const { status, stdout, stderr } = await cli(['--help'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    for (const word of CLI_WORDS) expect(stdout).toMatch(new RegExp(`^  ${word}\\b`, 'm'))
    expect(stdout).toContain('Exit status: 0')
    expect((await cli(['help', 'run'])).stdout).toContain('--allow-net')
  })

  const wrong: [name: string, argv: string[], said: RegExp][] = [
    ['no word', [], /Usage: socket-lab/],
    ['an unknown word', ['rnu'], /unknown command 'rnu'[\s\S]*Did you mean run\?/],
    ['an unknown option', ['run', '--alow-net', 'x.json'], /unknown option '--alow-net'/],
    ['an unknown format', ['run', '--format', 'xml', 'x.json'], /Allowed choices are pretty, ndjson/],
    ['no file', ['run'], /missing required argument 'file'/],
    ['two files', ['run', 'a.json', 'b.json'], /too many arguments/],
    ['a word with escapes', ['\u001b[2J'], /unknown command '\\x1b\[2J'/],
  ]
  it.each(wrong)('refuses %s', async (_name, argv, said) => {
    const { status, stdout, stderr } = await cli(argv)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(said)
    expect(stderr.includes('\u001b')).toBe(false)
  })

  it('knows which lesson was most likely meant, and takes a file of a lesson’s name by its path', async () => {
    const { status, stdout, stderr } = await cli(['run', 'four-way-clos'])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('Did you mean the lesson four-way-close?')
    const base = folder()
    writeFileSync(join(base, 'four-way-close'), '{"version":1,"title":"A file","steps":[]}')
    expect((await cli(['run', './four-way-close'], {}, base)).stdout).toContain('A file')
  })

  it('takes paths from where the user called it', async () => {
    const base = folder()
    writeFileSync(join(base, 'here.json'), '{"version":1,"steps":[]}')
    expect((await cli(['run', 'here.json'], {}, base)).status).toBe(0)
  })
})
