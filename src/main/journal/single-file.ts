import { LAB_CODES, LabFailure, labError } from '../../shared/errors'

/** Packs the session in `folder` into the single file `file`, which is replaced if it is there. */
export async function packSession(_folder: string, _file: string, _signal?: AbortSignal): Promise<void> {
  throw new LabFailure(labError(LAB_CODES.notYet, 'that is not available yet'))
}

/**
 * Unpacks the single file `file` into `folder`, which must not be there yet. Rejects with LAB_NO_SESSION if it is anything
 * else than a session; `folder` is not there then.
 */
export async function unpackSession(_file: string, _folder: string, _signal?: AbortSignal): Promise<void> {
  throw new LabFailure(labError(LAB_CODES.notYet, 'that is not available yet'))
}
