import { type LabError, labError } from '../../../../shared/errors'

/** An error of TLS as data: OpenSSL's message without where in its source it was. */
export function tlsError(error: Error): LabError {
  const { code = 'ERR_SSL', message, reason } = error as NodeJS.ErrnoException & { reason?: string }
  return labError(code, reason ?? reasonIn(message))
}

/** `80CC…:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/…:350:` says one thing of use. */
function reasonIn(message: string): string {
  const parts = message.split(':')
  const at = parts.findIndex((part) => part === 'error' || part.endsWith(' error'))
  return (at >= 0 && parts[at + 4]?.trim()) || message.trim()
}
