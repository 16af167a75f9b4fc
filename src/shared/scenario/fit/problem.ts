import { LAB_CODES, type LabError, labError } from '../../errors'

export function problem(field: string, message: string, code: string = LAB_CODES.badCommand): LabError {
  return labError(code, message, { field })
}
