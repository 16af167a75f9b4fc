import type { z } from 'zod'
import { LAB_CODES } from './explanations/codes'
import type { Explanation } from './explanations/explanation'
import { LAB_EXPLANATIONS } from './explanations/lab'
import { SYSTEM_EXPLANATIONS } from './explanations/system'
import { TLS_EXPLANATIONS } from './explanations/tls'
import { opened } from './schema-issues'

export { LAB_CODES } from './explanations/codes'
export type { Explanation } from './explanations/explanation'

/**
 * Errors are data: a code, the call that failed, the likely cause and what to try. Codes of the operating
 * system and of libuv keep their names (`ECONNREFUSED`); the lab's own begin with `LAB_`.
 */
export interface LabError {
  code: string
  message: string
  /** What a person can do about it, one sentence. */
  advice?: string
  /** The system call that failed, in Node's words: `connect`, `listen`, `write`, `read`, `getaddrinfo`… */
  syscall?: string
  /** The address that was meant, as `127.0.0.1:8080`. */
  address?: string
  /** Where in a command, a step or a file: `steps.3.port`. */
  field?: string
  /** What the lab has found out about the cause, where one code has several. */
  reason?: FailureReason
}

/**
 * Of a path: `stale`: a socket file that nobody listens on is there; `listened`: somebody listens on it; `file`: a file that is no
 * socket is there; `folder`: its folder is missing; `path`: about that file in some other way. Of TLS: `handshake`: it came while
 * the two ends were agreeing; `key`: about the private key; `encrypted`: that has a passphrase; `mismatch`: it belongs to another
 * certificate.
 */
export const FAILURE_REASONS = [
  'stale',
  'listened',
  'file',
  'folder',
  'path',
  'handshake',
  'key',
  'encrypted',
  'mismatch',
] as const
export type FailureReason = (typeof FAILURE_REASONS)[number]

/**
 * Likely cause and remedy of each code, in English; the window has them in its other languages, too.
 * Keyed by code, or by `code:syscall` where the call makes a difference, or by `code:reason`.
 */
export const EXPLANATIONS = {
  ...SYSTEM_EXPLANATIONS,
  ...TLS_EXPLANATIONS,
  ...LAB_EXPLANATIONS,
} as const satisfies Record<string, Explanation>

export type ExplanationKey = keyof typeof EXPLANATIONS

/** The key under which `code` (of `syscall`, for `reason`) is explained, here and in the window's translations. */
export function explanationKey(
  code: string,
  syscall?: string,
  reason?: FailureReason,
): ExplanationKey | undefined {
  const known = (key: string): key is ExplanationKey => Object.hasOwn(EXPLANATIONS, key)
  return [`${code}:${reason}`, `${code}:${syscall}`, code].find(known)
}

export function explain(code: string, syscall?: string, reason?: FailureReason): Explanation | undefined {
  const key = explanationKey(code, syscall, reason)
  return key && EXPLANATIONS[key]
}

export const EXPLAINED_CODES: readonly string[] = Object.keys(EXPLANATIONS)

/** An error of the lab's own, with the advice that belongs to its code unless another is given. */
export function labError(code: string, message: string, rest: Partial<LabError> = {}): LabError {
  const explanation = explain(code, rest.syscall, rest.reason)
  return {
    code,
    message,
    ...(explanation && { advice: `${explanation.cause} ${explanation.remedy}` }),
    ...rest,
  }
}

/** The first thing that a schema found wrong, as a sentence with its place. */
export function schemaError(error: z.ZodError, prefix: readonly (string | number)[] = []): LabError {
  const [issue] = error.issues.slice(0, 1).flatMap(opened)
  const path = [...prefix, ...(issue?.path ?? [])].map(String)
  let message = issue?.message ?? 'invalid'
  if (issue?.code === 'unrecognized_keys') {
    message = `unknown field${issue.keys.length > 1 ? 's' : ''} ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`
    path.push(issue.keys[0] ?? '')
  }
  const field = path.join('.')
  return labError(LAB_CODES.badCommand, field === '' ? message : `${field}: ${message}`, {
    ...(field !== '' && { field }),
  })
}

/** Thrown inside the lab to refuse something; carries the error as data. */
export class LabFailure extends Error {
  constructor(readonly error: LabError) {
    super(error.message)
    this.name = 'LabFailure'
  }
}
