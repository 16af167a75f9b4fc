import type { Live } from '../../../shared/model/live'
import type { Labels } from '../window/labels'

/** What the end of the program would end. */
export interface Unfinished extends Live {
  /** Files that are being written of what was recorded. */
  exports: number
  /** What happens is on the disk, and stays there. */
  recorded: boolean
}

/** What the box says, in the window's language. */
export interface QuitWords {
  message: string
  detail: string
}

export function isNothing({ recorded: _recorded, ...counts }: Unfinished): boolean {
  return Object.values(counts).every((count) => count === 0)
}

/** “3 connections and 1 server are open. Quit and close them?”, and what becomes of them. */
export function quitWords(unfinished: Unfinished, labels: Labels): QuitWords {
  const { servers, connections, datagrams, programs, loads, scenarios, exports, recorded } = unfinished
  const sockets = servers + connections + datagrams
  const others = programs + loads + scenarios + exports
  const what = listed(
    [
      counted(connections, labels.liveConnection, labels.liveConnections),
      counted(servers, labels.liveServer, labels.liveServers),
      counted(datagrams, labels.liveDatagram, labels.liveDatagrams),
      counted(programs, labels.liveProgram, labels.livePrograms),
      counted(loads, labels.liveLoad, labels.liveLoads),
      counted(scenarios, labels.liveScenario, labels.liveScenario),
      counted(exports, labels.liveExport, labels.liveExports),
    ].filter((text) => text !== ''),
    labels,
  )
  const isOne = sockets + others === 1
  const question =
    others === 0
      ? isOne
        ? labels.quitOneOpen
        : labels.quitManyOpen
      : isOne
        ? labels.quitOneBusy
        : labels.quitManyBusy
  const details = [
    ...(connections > 0 ? [labels.quitConnections] : []),
    ...(programs > 0 ? [labels.quitPrograms] : []),
    ...(exports > 0 ? [labels.quitExports] : []),
    recorded ? labels.quitRecorded : labels.quitNotRecorded,
  ]
  return { message: question.replace('{what}', what), detail: details.join('\n') }
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? '' : (count === 1 ? one : many).replace('{count}', String(count))
}

function listed(texts: string[], { listComma, listAnd }: Labels): string {
  const last = texts.at(-1) ?? ''
  const before = texts.slice(0, -1)
  return before.length === 0 ? last : before.join(listComma) + listAnd + last
}
