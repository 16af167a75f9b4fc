import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Desktop } from './support/requests'

const WINDOW = {
  language: 'en',
  dark: false,
  width: 1280,
  height: 800,
  reducedMotion: false,
  moreContrast: false,
}

test('diagnostics tell of a real lab without anything that was said in it', async () => {
  const desktop = new Desktop()
  const execute = (command: object) => desktop.ask('execute', { command } as never)
  await execute({ do: 'listen', as: 'salary', respond: { with: 'echo' } })
  await execute({ do: 'connect', as: 'jane', to: 'salary', count: 2 })
  await execute({ do: 'send', from: 'jane.1', text: 's3cret' })
  await execute({ do: 'note', text: 's3cret' })
  await desktop.event((event) => event.kind === 'received' && event.socket === 'jane.1')
  await execute({ do: 'lookup', name: 's3cret.invalid' }).catch(() => {})
  desktop.surroundings.log = `[2026-01-31 12:00:00.000] [error] Error: open '/home/jane/s3cret'\n`
  const { text } = await desktop.ask('diagnostics', WINDOW)
  expect(text).toContain('Socket Lab 1.2.3')
  expect(text).toMatch(/client +ESTABLISHED 2/)
  expect(text).toMatch(/listener +LISTEN 1/)
  expect(text).toContain("open '…'")
  expect(text).not.toMatch(/s3cret|salary|jane|laptop/)
  expect(await desktop.refusal('diagnostics', { ...WINDOW, width: -1 })).toMatchObject({ field: 'width' })
})

test('they are saved where the person says', async () => {
  const desktop = new Desktop()
  const { text } = await desktop.ask('diagnostics', WINDOW)
  const saved = await desktop.ask('saveText', { name: 'socket-lab-diagnostics', kind: 'txt', text })
  expect(saved?.file).toMatch(/socket-lab-diagnostics\.txt$/)
  expect(readFileSync(saved?.file ?? '', 'utf8')).toBe(text)
})
