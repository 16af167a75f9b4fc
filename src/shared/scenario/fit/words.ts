import { LAB_CODES, type LabError, labError } from '../../errors'
import type { Role } from '../names'

export function problem(field: string, message: string, code: string = LAB_CODES.badCommand): LabError {
  return labError(code, message, { field })
}

export function article(role: Role): string {
  switch (role) {
    case 'accepted':
      return 'an accepted end'
    case 'datagram':
      return 'a datagram socket'
    case 'foreign':
      return "another program's socket"
    case 'load':
      return 'a load'
    case 'process':
      return 'a program'
    default:
      return `a ${role}`
  }
}
