import { LAB_CODES } from '../../shared/errors'
import type { LabBridge, Method, Params, Reply } from '../../shared/ipc'
import type { NoticeStore } from '../notices/noticeStore'

/**
 * The bridge, which has a notice for whatever the lab was too busy to do, whoever asked: some only say something, and take no answer.
 * It is one notice, however many are refused.
 */
export function tellWhenBusy(bridge: LabBridge, notices: Pick<NoticeStore, 'addRefusal'>): LabBridge {
  return {
    platform: bridge.platform,
    pickFile: (...given) => bridge.pickFile(...given),
    request: async <M extends Method>(method: M, params: Params<M>): Promise<Reply<M>> => {
      const reply = await bridge.request(method, params)
      if (!reply.ok && reply.error.code === LAB_CODES.busy) notices.addRefusal(reply.error)
      return reply
    },
  }
}
