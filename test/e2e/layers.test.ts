import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { generateCertificate } from '../../src/main/engine/layers/tls/certificates'
import { pickInDialog } from './support/dialogs'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

const folder = mkdtempSync(join(tmpdir(), 'lab-e2e-tls-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

describe.each(languages())('what stands above a stream, in %s', (locale, words) => {
  const { dialogs, layers, messages, stream } = words
  const shared = labForEach('layers', locale, words)
  let window: LabWindow

  beforeEach(() => {
    window = shared.window
  })

  const choose = async (label: string, option: string) => {
    await window.dialog.getByRole('combobox', { name: label, exact: true }).click()
    await window.page.getByRole('option', { name: option, exact: true }).click()
  }
  const said = (text: string) => window.messages.getByRole('listitem').filter({ hasText: text })
  const piece = (lane: string, number: number) =>
    window.page.getByRole('button', { name: matching(stream.piece, { lane, number }) })

  test('the band brings into sight what is pointed at elsewhere', { tags: ['soak'] }, async () => {
    const { events } = words
    await window.newServer({ [dialogs.name]: 'server' })
    await window.newClients(1, { [dialogs.name]: 'alice' })
    await window.row('alice').click()
    await window.execute({ do: 'send', from: 'alice', text: 'first' })
    await window.execute({ do: 'send', from: 'alice', text: 'x'.repeat(20_000) })
    await window.button(stream.show).click()
    await piece(stream.lanes.sent, 2).first().waitFor()
    await piece(stream.lanes.sent, 1).waitFor({ state: 'detached' })
    await window.log.focus()
    await window.page.keyboard.press('Home')
    await window.log
      .getByRole('option')
      .filter({ hasText: fill(events.sent, { size: '5 B' }) })
      .first()
      .click()
    await piece(stream.lanes.sent, 1).waitFor()
    await window.button(stream.list).click()
  })

  test('a framed server takes messages out of the stream, and the band shows where it was cut', {
    tags: ['soak'],
  }, async () => {
    await window.button(words.app.newServer).click()
    await window.field(dialogs.name).fill('framed')
    await window.button(dialogs.layers).click()
    await choose(dialogs.framing.label, dialogs.framing.by.delimiter)
    await window.button(dialogs.server.submit).click()
    await window.dialog.getByText(dialogs.invalid.required).waitFor()
    await choose(dialogs.framing.label, dialogs.framing.by.length)
    await window.field(dialogs.framing.most).fill('100')
    await window.button(dialogs.server.submit).click()
    await window.dialog.waitFor({ state: 'detached' })
    expect(await window.madeBy('framed')).toMatchObject({
      framing: { by: 'length', bytes: 4, endian: 'big', maxBytes: 100 },
    })

    // By hand: a message in two writes, and a line of HTTP that is none.
    await window.execute({ do: 'connect', as: 'bob', to: 'framed' })
    await window.row('bob').click()
    await window.execute({ do: 'send', from: 'bob', hex: '00 00 00 05 68 65' })
    await said('\\x05he').first().waitFor()
    await window.execute({ do: 'send', from: 'bob', hex: '6c 6c 6f' })
    await said('hello').filter({ hasText: messages.unpacked }).waitFor()
    await window.execute({ do: 'send', from: 'bob', text: 'GET / HTTP/1.1' })
    await said('GET').filter({ hasText: messages.broken.tooLong }).waitFor()
    const chip = window.button(matching(layers.open, { name: 'bob@framed' }))
    await chip.click()
    await window.page.getByText('!I').last().waitFor()
    await window.page.keyboard.press('Escape')

    await window.button(stream.show).click()
    await piece(stream.lanes.unpacked, 1).waitFor()
    expect(await piece(stream.lanes.sent, 1).getAttribute('aria-label')).toContain('6')
    await window.page.getByRole('group', { name: matching(stream.label) }).focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown'])
      await window.page.keyboard.press(key)
    // The write, the read of the same bytes, the message that they complete.
    await window.page
      .getByRole('status')
      .filter({ hasText: matching(stream.piece, { lane: stream.lanes.unpacked, number: 1 }) })
      .waitFor({ state: 'attached' })
    await window.button(stream.list).click()
    await said('hello').first().waitFor()
  })

  test('a server with TLS shows its certificate, and refuses who speaks none', async () => {
    await window.button(words.app.newServer).click()
    await window.field(dialogs.name).fill('secret')
    await window.button(dialogs.layers).click()
    await window.dialog.getByRole('checkbox', { name: dialogs.tls.server }).click()
    await window.button(dialogs.server.submit).click()
    await window.dialog.waitFor({ state: 'detached' })
    await window.button(matching(layers.open, { name: 'secret' })).click()
    await window.page.getByText('CN=localhost').waitFor()
    await window.page.keyboard.press('Escape')

    // Clients of that server are filled in so that they understand it, and trust it.
    await window.newClients(1, { [dialogs.name]: 'alice' })
    expect(await window.madeBy('alice')).toMatchObject({ tls: { ca: { of: 'secret' } } })
    await window.row('alice').click()
    await window.button(fill(layers.open, { name: 'alice', words: 'TLSv1.3' })).click()
    await window.page.getByText(layers.trusted).waitFor()
    await window.page.keyboard.press('Escape')
    await window.send('hello')
    await said('hello').filter({ hasText: messages.unpacked }).nth(1).waitFor()

    await window.execute({ do: 'connect', as: 'mallory', to: 'secret' })
    await window.execute({ do: 'send', from: 'mallory', text: 'hello' })
    await window.row('mallory@secret').click()
    await window.page.getByText(words.errors.ERR_SSL_WRONG_VERSION_NUMBER.cause).first().waitFor()
  })

  test('a server takes a certificate and key of one’s own, and says at each what is wrong with it', {
    tags: ['soak'],
  }, async () => {
    const { tls } = dialogs
    const { cert, key } = await generateCertificate()
    const other = await generateCertificate()
    const chooseFile = async (field: string, file: string) => {
      await pickInDialog(shared.lab.app, file)
      await window.button(fill(tls.pem.chooseFor, { field })).click()
      const chosen = window.dialog.getByRole('group', { name: field, exact: true })
      await chosen.getByText(basename(file), { exact: true }).waitFor()
    }
    await window.button(words.app.newServer).click()
    await window.field(dialogs.name).fill('own')
    await window.button(dialogs.layers).click()
    await window.dialog.getByRole('checkbox', { name: tls.server }).click()
    await window.dialog.getByRole('radio', { name: tls.certificate.own }).click()
    // A path that is typed is no file that was chosen.
    await window.field(tls.ownCert).fill('/etc/cert.pem')
    await window.button(dialogs.server.submit).click()
    await window.dialog.getByText(dialogs.invalid.pem).waitFor()
    await window.dialog.getByText(dialogs.invalid.required).waitFor()

    const certFile = written('cert.pem', cert)
    await chooseFile(tls.ownCert, certFile)
    const says = async (problem: { cause: string }) => {
      await window.button(dialogs.server.submit).click()
      await window.dialog.getByText(problem.cause).waitFor()
    }
    await chooseFile(tls.ownKey, certFile)
    await says(words.errors['LAB_BAD_CERTIFICATE:key'])
    await chooseFile(tls.ownKey, written('encrypted.pem', '-----BEGIN ENCRYPTED PRIVATE KEY-----\n'))
    await says(words.errors['LAB_BAD_CERTIFICATE:encrypted'])
    await window.button(fill(tls.pem.remove, { file: 'encrypted.pem' })).click()
    await window.field(tls.ownKey).fill(other.key)
    await says(words.errors['LAB_BAD_CERTIFICATE:mismatch'])
    await window.field(tls.ownKey).fill(key)
    await window.dialog.getByText(tls.ownKeyHint).waitFor()
    const kept = await window.page.evaluate(() => JSON.stringify(sessionStorage))
    expect(kept).toContain('cert.pem')
    expect(kept).not.toContain('PRIVATE KEY')
    await window.button(dialogs.server.submit).click()
    await window.dialog.waitFor({ state: 'detached' })
    expect(await window.madeBy('own')).toMatchObject({ tls: { cert: certFile, key } })
    await window.page.keyboard.press('Control+S')
    await window.dialog.getByText(words.scenario.save.hasKey).waitFor()
    await window.page.keyboard.press('Escape')
    await window.dialog.waitFor({ state: 'detached' })

    await window.button(words.app.newClients).click()
    await window.field(dialogs.name).fill('carol')
    await window.dialog.getByRole('radio', { name: tls.trust.own }).click()
    await chooseFile(tls.ownCa, written('key.pem', key))
    await window.button(window.counted(dialogs.clients, 'submit', 1)).click()
    await window.dialog.getByText(words.errors.LAB_BAD_CERTIFICATE.cause).waitFor()
    await chooseFile(tls.ownCa, certFile)
    await window.button(window.counted(dialogs.clients, 'submit', 1)).click()
    await window.dialog.waitFor({ state: 'detached' })
    await window.button(fill(layers.open, { name: 'carol', words: 'TLSv1.3' })).click()
    await window.page.getByText(layers.trusted).waitFor()
  })

  test('a client that has refused a server of the lab connects again and trusts it', {
    tags: ['soak'],
  }, async () => {
    await window.execute({ do: 'listen', as: 'secret', tls: {} })
    await window.row('secret').waitFor()
    await window.execute({ do: 'connect', as: 'alice', to: 'secret', tls: { servername: 'localhost' } })
    await window.row('alice').click()
    await window.page.getByText(words.errors.DEPTH_ZERO_SELF_SIGNED_CERT.cause).first().waitFor()
    await window.button(fill(layers.trustAgain, { server: 'secret' })).click()
    await window.button(fill(layers.open, { name: 'alice-2', words: 'TLSv1.3' })).waitFor()
    expect(await window.madeBy('alice-2')).toMatchObject({
      to: 'secret',
      tls: { servername: 'localhost', ca: { of: 'secret' } },
    })
  })
})
