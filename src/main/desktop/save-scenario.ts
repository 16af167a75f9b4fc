import { formatBytes } from '../../shared/bytes'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { Params } from '../../shared/ipc'
import type { Scenario } from '../../shared/scenario'
import { LARGEST_FILE } from '../scenario/load'
import { writeWhole } from '../whole-file'
import type { PickedFiles } from './files/picked-files'
import type { FileKind, Saving } from './files/saving'
import type { Recordings } from './recordings'

export interface SaveOptions<Caller> {
  recordings: Pick<Recordings, 'whole'>
  picked: Pick<PickedFiles, 'add'>
  saving: Pick<Saving<Caller>, 'save'>
  kind: () => FileKind
}

/** Saves what has been done as a scenario file, where the person says. Null if they decide otherwise. */
export async function saveScenario<Caller>(
  params: Params<'saveScenario'>,
  caller: Caller,
  { recordings, picked, saving, kind }: SaveOptions<Caller>,
): Promise<{ file: string } | null> {
  const { scenario } = recordings.whole(params)
  if (scenario.steps.length === 0) {
    throw new LabFailure(
      labError(LAB_CODES.notPossible, 'nothing has been done in this lab that could be saved'),
    )
  }
  const text = textOf(scenario)
  const bytes = Buffer.byteLength(text)
  if (bytes > LARGEST_FILE) {
    const message = `it comes to ${formatBytes(bytes)}; a scenario file has at most ${formatBytes(LARGEST_FILE)}`
    throw new LabFailure(labError(LAB_CODES.limit, message))
  }
  const file = await saving.save(params.title, kind(), caller, (place) => writeWhole(place, text))
  if (file === null) return null
  picked.add(file)
  return { file }
}

/** A scenario file as people read it. */
export function textOf({ version, title, description, steps }: Scenario): string {
  const whole = { version, ...(title && { title }), ...(description && { description }), steps }
  return `${JSON.stringify(whole, null, 2)}\n`
}
