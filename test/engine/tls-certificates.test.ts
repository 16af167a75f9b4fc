import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { generateCertificate } from '../../src/main/engine/layers/tls/certificates'
import type { Command } from '../../src/shared/commands'
import { LAB_CODES, LabFailure, labError } from '../../src/shared/errors'
import { event, events, openLab } from '../support/lab'

// Certificates and keys that a person gives.

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-tls-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return name
}

function openHere(): Lab {
  return openLab({ resolveFile: (path) => join(folder, path) })
}

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const pemOf = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }))

test('they can be text or files', async () => {
  const { cert, key } = await generateCertificate(['127.0.0.1'])
  const lab = openHere()
  const tls = { cert: written('cert.pem', cert), key: written('key.pem', key) }
  await lab.execute({ do: 'listen', as: 'server', tls }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server', tls: { ca: cert } }).done
  expect(await event(lab, 'secured', 'alice')).toMatchObject({ authorized: true })
  await lab.execute({ do: 'connect', as: 'bob', to: 'server', tls: { ca: 'cert.pem' } }).done
  expect(await event(lab, 'secured', 'bob')).toMatchObject({ authorized: true })
})

test('what is wrong with them is told at the field, before anything listens or calls', async () => {
  const { cert, key } = await generateCertificate()
  const lab = openHere()
  await lab.execute({ do: 'listen', as: 'server', tls: {} }).done
  await lab.execute({ do: 'listen', as: 'plain' }).done
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const cipher = 'aes-256-cbc'
  const encrypted = newKey().export({ type: 'pkcs8', format: 'pem', cipher, passphrase: 'secret' })
  const older = rsa.export({ type: 'pkcs1', format: 'pem', cipher, passphrase: 'secret' })
  const keyFile = written('key.pem', key)
  const half = cert.slice(0, cert.length / 2)
  written('large.pem', '')
  truncateSync(join(folder, 'large.pem'), 2 ** 20)
  const refused: [Command, string, string, string?][] = [
    [{ do: 'listen', tls: { cert: 'none.pem', key } }, 'LAB_NO_FILE', 'tls.cert'],
    [{ do: 'listen', tls: { cert: '.', key } }, 'LAB_NO_FILE', 'tls.cert'],
    [{ do: 'listen', tls: { cert: 'large.pem', key } }, 'LAB_LIMIT', 'tls.cert'],
    [{ do: 'listen', tls: { cert: keyFile, key } }, 'LAB_BAD_CERTIFICATE', 'tls.cert'],
    [{ do: 'listen', tls: { cert: half, key } }, 'LAB_BAD_CERTIFICATE', 'tls.cert'],
    [{ do: 'listen', tls: { cert, key: 'none.pem' } }, 'LAB_NO_FILE', 'tls.key'],
    [{ do: 'listen', tls: { cert, key: cert } }, 'LAB_BAD_CERTIFICATE', 'tls.key', 'key'],
    [{ do: 'listen', tls: { cert, key: pemOf(newKey()) } }, 'LAB_BAD_CERTIFICATE', 'tls.key', 'mismatch'],
    [{ do: 'listen', tls: { cert, key: pemOf(rsa) } }, 'LAB_BAD_CERTIFICATE', 'tls.key', 'mismatch'],
    [{ do: 'listen', tls: { cert, key: String(encrypted) } }, 'LAB_BAD_CERTIFICATE', 'tls.key', 'encrypted'],
    [{ do: 'listen', tls: { cert, key: String(older) } }, 'LAB_BAD_CERTIFICATE', 'tls.key', 'encrypted'],
    [{ do: 'connect', to: 'server', tls: { ca: keyFile } }, 'LAB_BAD_CERTIFICATE', 'tls.ca'],
    [{ do: 'connect', to: 'server', tls: { ca: { of: 'plain' } } }, 'LAB_NOT_POSSIBLE', 'tls.ca.of'],
    [{ do: 'connect', to: 'server', tls: { ca: { of: 'nobody' } } }, 'LAB_UNKNOWN_SOCKET', 'tls.ca.of'],
  ]
  for (const [command, code, field, reason] of refused) {
    const { error } = lab.execute(command)
    expect(error, JSON.stringify(command)).toMatchObject({ code, field })
    expect(error?.reason, JSON.stringify(command)).toBe(reason)
    expect(error?.advice).toBeDefined()
  }
  expect(events(lab).filter(({ kind }) => kind === 'listening')).toHaveLength(2)
  expect(events(lab).filter(({ kind }) => kind === 'connecting')).toEqual([])
})

test('one that somebody else has signed can be trusted by itself', async () => {
  const lab = openLab()
  const signed = await generate([{ name: 'commonName', value: 'lab.example' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: await generateCertificate(['ca.example']),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  })
  const tls = { cert: signed.cert, key: signed.private }
  await lab.execute({ do: 'listen', as: 'server', tls }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server', tls: { ca: { of: 'server' } } }).done
  expect(await event(lab, 'secured', 'alice')).toMatchObject({ authorized: true })
  await lab.execute({ do: 'connect', as: 'mallory', to: 'server', tls: {} }).done
  expect(await event(lab, 'failed', 'mallory')).toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
})

test('a file that may not be read is refused at the field that names it', () => {
  const lab = openLab({
    resolveFile: () => {
      throw new LabFailure(labError(LAB_CODES.untrusted, 'not picked', { field: 'file' }))
    },
  })
  const { error } = lab.execute({ do: 'listen', tls: { cert: '/cert.pem', key: '/key.pem' } })
  expect(error).toMatchObject({ code: 'LAB_UNTRUSTED', field: 'tls.cert' })
})

test('a certificate can be asked to be for an address, which no SNI may name', async () => {
  const { cert, key } = await generateCertificate(['192.0.2.7'])
  const warnings: Error[] = []
  const heard = (warning: Error) => warnings.push(warning)
  process.on('warning', heard)
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', tls: { cert, key } }).done
  const tls = { ca: cert, servername: '192.0.2.7' }
  await lab.execute({ do: 'connect', as: 'alice', to: 'server', tls }).done
  expect(await event(lab, 'secured', 'alice')).toMatchObject({ authorized: true })
  expect(await event(lab, 'secured', 'alice@server')).not.toHaveProperty('servername')
  process.off('warning', heard)
  expect(warnings).toEqual([])
})
