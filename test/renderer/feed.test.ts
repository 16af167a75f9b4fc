import { once } from 'node:events'
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { EventStore } from '../../src/renderer/lab/events'
import { startFeed } from '../../src/renderer/lab/feed'
import { LabStore } from '../../src/renderer/lab/lab'
import { type LabBridge, PORT_MESSAGE, type Reply } from '../../src/shared/ipc'
import { emptyModel } from '../../src/shared/model/model'
import { packModel } from '../../src/shared/model/packed'
import { batches, listening } from './builders'

const open: NodePort[] = []
afterEach(() => {
  for (const port of open.splice(0)) port.close()
  vi.useRealTimers()
})

/** The window's side on a real channel; no frame ever comes, as in a hidden window. */
function setup(answers: Reply<'attach'>[] = []) {
  const page = new EventTarget() as unknown as Window
  const lab = new LabStore(new EventStore(100), () => {})
  const attached: NodePort[] = []
  /** Hands the page a port, as the preload does. */
  const bring = () => {
    const { port1, port2 } = new MessageChannel()
    open.push(port1)
    attached.push(port1)
    const message = Object.assign(new Event('message'), {
      source: page,
      data: { type: PORT_MESSAGE },
      ports: [port2],
    })
    page.dispatchEvent(message)
    return port1
  }
  const request = vi.fn(async () => {
    const answer = answers.shift() ?? { ok: true, value: null }
    if (answer.ok) bring()
    return answer
  })
  startFeed(lab, { request, platform: 'linux' } as unknown as LabBridge, page)
  return { lab, request, attached, bring }
}

describe('the feed', () => {
  test('takes in what comes and acknowledges at once, without waiting for a frame', async () => {
    const { lab, attached } = setup()
    const [port] = attached as [NodePort]
    port.postMessage({ type: 'snapshot', model: packModel(emptyModel()), head: 0 })
    port.postMessage(batches()([listening(1, 'server')]))
    const [acknowledged] = await once(port, 'message')
    expect(acknowledged).toEqual({ ack: 1 })
    expect(lab.model.sockets.get('server')?.local).toBe('127.0.0.1:8080')
    expect(lab.status).toBe('live')
  })

  test('asks again when the port is gone, and reads a new port’s names afresh', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { lab, request, attached } = setup()
    attached[0]?.close()
    await vi.waitFor(() => expect(lab.status).toBe('lost'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(request).toHaveBeenCalledTimes(2)
    const port = attached[1] as NodePort
    port.postMessage({ type: 'snapshot', model: packModel(emptyModel()), head: 0 })
    port.postMessage(batches()([listening(1, 'again')]))
    await once(port, 'message')
    expect([...lab.model.sockets.keys()]).toEqual(['again'])
  })

  test('lets the old port go when another comes, and asks for no third', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { lab, request, attached, bring } = setup()
    const [old] = attached as [NodePort]
    old.postMessage({ type: 'snapshot', lab: 'one', model: packModel(emptyModel()), head: 0 })
    const letGo = once(old, 'close')
    const port = bring()
    await letGo
    port.postMessage({ type: 'snapshot', lab: 'two', model: packModel(emptyModel()), head: 0 })
    port.postMessage(batches()([listening(1, 'server')]))
    await once(port, 'message')
    expect([...lab.model.sockets.keys()]).toEqual(['server'])
    await vi.advanceTimersByTimeAsync(2000)
    expect([lab.status, request.mock.calls.length]).toEqual(['live', 1])
  })

  test('gets a port of its own accord while it is about to ask again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { lab, request, attached, bring } = setup()
    attached[0]?.close()
    await vi.waitFor(() => expect(lab.status).toBe('lost'))
    bring()
    await vi.advanceTimersByTimeAsync(2000)
    expect(request).toHaveBeenCalledTimes(1)
  })

  test('asks again when it is refused', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { lab, request } = setup([{ ok: false, error: { code: 'LAB_DISPOSED', message: 'no' } }])
    await vi.advanceTimersByTimeAsync(0)
    expect(lab.status).toBe('lost')
    await vi.advanceTimersByTimeAsync(1000)
    expect(request).toHaveBeenCalledTimes(2)
  })
})
