import { expect, test, vi } from 'vitest'
import { tellWhenBusy } from '../../src/renderer/app/tellWhenBusy'
import { NoticeStore } from '../../src/renderer/notices/noticeStore'
import { LAB_CODES, labError } from '../../src/shared/errors'
import type { LabBridge } from '../../src/shared/ipc'

test('a person is told once of what the lab was too busy for, whoever asked, and of nothing else', async () => {
  const request = vi.fn()
  const notices = new NoticeStore()
  const bridge = tellWhenBusy(
    { request, platform: 'linux', pickFile: vi.fn() } as unknown as LabBridge,
    notices,
  )
  const refused = (code: string) => ({ ok: false, error: labError(code, 'more than 1000 requests a second') })
  request.mockResolvedValueOnce({ ok: true, value: { factor: 1 } })
  expect(await bridge.request('zoom', { by: 'in' })).toEqual({ ok: true, value: { factor: 1 } })
  request.mockResolvedValueOnce(refused(LAB_CODES.limit))
  await bridge.request('zoom', { by: 'in' })
  expect(notices.current()).toEqual([])
  request.mockResolvedValue(refused(LAB_CODES.busy))
  for (let i = 0; i < 3; i++) {
    expect(await bridge.request('zoom', { by: 'in' })).toMatchObject({ error: { code: LAB_CODES.busy } })
  }
  expect(notices.current()).toMatchObject([{ error: { code: LAB_CODES.busy } }])
})
