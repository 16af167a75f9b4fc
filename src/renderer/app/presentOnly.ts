import { LAB_CODES, labError } from '../../shared/errors'
import type { LabBridge, Method, Params, Reply } from '../../shared/ipc'
import type { LabStore } from '../lab/lab'
import type { DialogRequest } from './ui'

/** What does something to the open lab. It makes no sense to whoever looks at another moment. */
const ACTS: ReadonlySet<Method> = new Set<Method>([
  'execute',
  'executeAll',
  'runScenario',
  'controlRun',
  'saveScenario',
  'newLab',
  'setSource',
  'beginLesson',
  'showLessonStep',
  'doLessonStep',
  'castForLesson',
])

const DIALOGS: ReadonlySet<DialogRequest['name']> = new Set<DialogRequest['name']>([
  'server',
  'clients',
  'load',
  'proxy',
  'editServer',
  'newLab',
  'saveScenario',
  'watch',
  'program',
  'lookup',
  'captureHelp',
])

/** The dialog is for something that can be done to the lab as it is now only. */
export function isOfPresent({ name }: DialogRequest): boolean {
  return DIALOGS.has(name)
}

/** The bridge as views have it: it lets nothing be done to a lab whose past is looked at. */
export function presentOnly(bridge: LabBridge, lab: LabStore): LabBridge {
  return {
    platform: bridge.platform,
    pickFile: (...given) => bridge.pickFile(...given),
    request: async <M extends Method>(method: M, params: Params<M>): Promise<Reply<M>> =>
      lab.travel !== null && ACTS.has(method)
        ? { ok: false, error: labError(LAB_CODES.past, 'the past is being looked at') }
        : bridge.request(method, params),
  }
}
