import { describe, expect, test } from 'vitest'
import { EMPTY_PROGRAM, exampleLine, programFormOf, readProgram } from '../../src/renderer/programs/form'
import type { SpawnCommand } from '../../src/shared/commands'

const form = (fields: object) => ({ ...EMPTY_PROGRAM, ...fields })
const listens = (name: string) => name === 'web'

describe('the dialog for a program', () => {
  test('parts the words, and takes the port of what listens', () => {
    const read = readProgram(
      form({ command: 'python3 "my server.py" port:web port:nobody', cwd: ' /srv ', name: 'py' }),
      listens,
    )
    expect(read).toEqual({
      command: {
        do: 'spawn',
        as: 'py',
        command: 'python3',
        args: ['my server.py', { portOf: 'web' }, 'port:nobody'],
        cwd: '/srv',
      },
    })
  })

  test('is filled in from another one, word by word', () => {
    const like: SpawnCommand = {
      do: 'spawn',
      command: '/opt/my tool',
      args: ['', 'say "hi"', { portOf: 'web' }, 'C:\\x'],
      cwd: '/srv',
      env: { PLAIN: 'C:\\x', SPACED: 'x y', QUOTED: '"', NONE: '' },
    }
    expect(readProgram(programFormOf(like), listens)).toEqual({ command: like })
  })

  test.each([
    [{ command: '' }, { command: { key: 'required' } }],
    [{ command: '"cat' }, { command: { key: 'quote' } }],
    [{ command: 'cat', env: 'A' }, { env: { key: 'variable' } }],
    [{ command: 'cat', env: "A='" }, { env: { key: 'quote' } }],
    [{ command: 'cat', name: 'a@b' }, { name: { key: 'name' } }],
  ])('says what is wrong with %j', (fields, problems) => {
    expect(readProgram(form(fields), listens)).toEqual({ problems })
  })

  test('offers an example with the server that there is', () => {
    expect(exampleLine('echo_server.py', 'web')).toBe('python3 echo_server.py 0')
    expect(exampleLine('echo_client.py', 'web')).toBe('python3 echo_client.py port:web')
    expect(exampleLine('echo_client.py', undefined)).toBe('python3 echo_client.py 8080')
  })
})
