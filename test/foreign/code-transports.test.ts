import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { generateCertificate } from '../../src/main/engine/layers/tls/certificates'
import { LANGUAGES } from '../../src/shared/code/program'
import { event, openLab, receivedText } from '../support/lab'
import {
  act,
  BY_PROGRAMS,
  heard,
  newFolder,
  reachable,
  say,
  seenBy,
  serve,
  start,
  written,
} from './code-programs'

// Programs over what is not plain TCP.

describe('UDP', () => {
  async function boxed(): Promise<{ lab: Lab; port: string }> {
    const lab = openLab()
    await lab.execute({ do: 'bind', as: 'box', respond: { with: 'upper' } }).done
    const { local } = await event(lab, 'listening', 'box')
    await lab.execute({ do: 'connect', as: 'alice', to: 'box' }).done
    await talk(lab)
    return { lab, port: local.split(':')[1] ?? '' }
  }
  async function talk(lab: Lab): Promise<void> {
    say(lab, 'alice', 'one')
    await heard(lab, 'alice', 'ONE')
    say(lab, 'alice', 'two')
    await heard(lab, 'alice', 'ONETWO')
    act(lab, 'close', 'alice')
    await event(lab, 'closed', 'alice')
  }

  test.each(LANGUAGES)('a client: %s', async (language) => {
    const { lab, port } = await boxed()
    const before = receivedText(lab, 'box')
    const running = start(written(lab, 'alice', language), port)
    await heard(lab, 'box', `${before}onetwo`)
    // ncat says that nothing more came.
    if (language !== 'shell') expect(await running.ended, running.output()).toBe(0)
  })

  test.each(LANGUAGES)('a bound socket: %s', async (language) => {
    const { port } = await serve(written((await boxed()).lab, 'box', language))
    const again = openLab()
    await again.execute({ do: 'connect', as: 'alice', transport: 'udp', port }).done
    if (language === 'shell') await new Promise((resolve) => setTimeout(resolve, 500))
    await talk(again)
    expect(seenBy(again, 'alice')).toMatchObject({ received: 'ONETWO' })
  })
})

describe('Unix domain sockets', () => {
  test.each(LANGUAGES)('a client and a server: %s', async (language) => {
    const path = join(newFolder(), 'it.sock')
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'server', path, respond: { with: 'upper' } }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    say(lab, 'alice', 'hello')
    await heard(lab, 'alice', 'HELLO')
    act(lab, 'close', 'alice')
    await event(lab, 'closed', 'alice@server')

    const client = written(lab, 'alice', language)
    const running = start(client, path)
    const { socket } = await event(lab, 'accepted', undefined, ({ foreign }) => foreign === true)
    await event(lab, 'closed', socket)
    expect(await running.ended, running.output()).toBe(0)
    expect(seenBy(lab, socket)).toEqual(seenBy(lab, 'alice@server'))

    const other = join(newFolder(), 'other.sock')
    start(written(lab, 'server', language), other)
    await reachable(other)
    const second = start(client, other)
    expect(await second.ended, second.output()).toBe(0)
    expect(second.output()).toContain('HELLO')
  })
})

describe('TLS', () => {
  test.each(LANGUAGES)('a server and a client: %s', async (language) => {
    const folder = newFolder()
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const pair = await generateCertificate()
    writeFileSync(cert, pair.cert)
    writeFileSync(key, pair.key)
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' }, tls: { cert, key } }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'server', tls: { ca: cert } }).done
    await event(lab, 'secured', 'alice')
    say(lab, 'alice', 'hello')
    await event(lab, 'unpacked', 'alice')
    act(lab, 'close', 'alice')
    await event(lab, 'closed', 'alice@server')

    const { port } = await serve(written(lab, 'server', language))
    await reachable(port)
    const running = start(written(lab, 'alice', language), port)
    expect(await running.ended, running.output()).toBe(0)
    expect(running.output()).toContain('HELLO')
  })
})

describe('a bound UDP socket that speaks by hand', () => {
  test.each(BY_PROGRAMS)('%s', async (language) => {
    const lab = openLab()
    await lab.execute({ do: 'bind', as: 'box' }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'box' }).done
    say(lab, 'alice', 'hello')
    const { remote } = await event(lab, 'received', 'box')
    lab.execute({ do: 'send', from: 'box', to: remote as string, text: 'by hand' })
    await heard(lab, 'alice', 'by hand')
    act(lab, 'close', 'box')
    await event(lab, 'closed', 'box')

    const running = await serve(written(lab, 'box', language))
    const again = openLab()
    await again.execute({ do: 'connect', as: 'alice', transport: 'udp', port: running.port }).done
    say(again, 'alice', 'hello')
    await heard(again, 'alice', 'by hand')
    expect(await running.ended, running.output()).toBe(0)
  })
})
