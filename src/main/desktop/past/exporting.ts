import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { Params } from '../../../shared/ipc'
import type { ExportResult, Past } from '../../../shared/session'
import { eventsOfPast, exportTo } from '../../journal/export/export'
import { packSession } from '../../journal/single-file'
import type { FileKind, Saving } from '../saving'

/** What is to be exported. */
export interface Exported {
  past: Past
  /** What the file is called, unless the person says otherwise. */
  name: string
  /** Where its journal is, all of it by now; undefined if it has none. */
  folder: string | undefined
  /** What was opened for this only is closed. */
  dispose?: () => Promise<void>
}

export interface ExportOptions<Caller> {
  saving: Pick<Saving<Caller>, 'save'>
  kind: (to: Params<'exportSession'>['to']) => FileKind
  /** Finds what is to be exported. */
  open: (id: string | undefined, caller: Caller) => Promise<Exported>
}

/** Asks the person where, and exports a session there. Null if they decide otherwise. */
export async function exportSession<Caller>(
  { to, id, socket }: Params<'exportSession'>,
  caller: Caller,
  { saving, kind, open }: ExportOptions<Caller>,
): Promise<ExportResult | null> {
  if (to === 'session' && socket !== undefined) {
    const message = 'a session is exported whole, never one connection of it'
    throw new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'socket' }))
  }
  const { past, name, folder, dispose } = await open(id, caller)
  try {
    if (to === 'session' && folder === undefined) {
      const message = 'nothing of this lab is recorded that could be exported'
      throw new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'to' }))
    }
    if ((await past.reach()).head === 0) {
      throw new LabFailure(labError(LAB_CODES.notPossible, 'there is nothing to export'))
    }
    const left: string[] = []
    const file = await saving.save(socket ?? name, kind(to), caller, async (place) => {
      if (to === 'session') return packSession(folder as string, place)
      const options = { to, ...(socket !== undefined && { socket }) }
      const result = await exportTo(eventsOfPast(past), options, place)
      left.push(...result.left)
    })
    return file === null ? null : { file, left }
  } finally {
    await dispose?.()
  }
}
