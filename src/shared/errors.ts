import type { z } from 'zod'

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
}

/** The lab's own codes. */
export const LAB_CODES = {
  badCommand: 'LAB_BAD_COMMAND',
  unknownSocket: 'LAB_UNKNOWN_SOCKET',
  nameTaken: 'LAB_NAME_TAKEN',
  notPossible: 'LAB_NOT_POSSIBLE',
  notYet: 'LAB_NOT_YET',
  limit: 'LAB_LIMIT',
  disposed: 'LAB_DISPOSED',
  internal: 'LAB_INTERNAL',
  noFile: 'LAB_NO_FILE',
  notSaved: 'LAB_NOT_SAVED',
  untrusted: 'LAB_UNTRUSTED',
  helper: 'LAB_HELPER',
  noSource: 'LAB_NO_SOURCE',
  noCapture: 'LAB_NO_CAPTURE',
  notRecorded: 'LAB_NOT_RECORDED',
  noSession: 'LAB_NO_SESSION',
  newer: 'LAB_NEWER',
  past: 'LAB_PAST',
  unconfirmed: 'LAB_UNCONFIRMED',
} as const

export interface Explanation {
  cause: string
  remedy: string
}

/**
 * Likely cause and remedy of each code, in English; the window has them in its other languages, too.
 * Keyed by code, or by `code:syscall` where the call makes a difference.
 */
export const EXPLANATIONS = {
  ECONNREFUSED: {
    cause: 'Nothing listens at that address and port: the SYN was answered with RST.',
    remedy: 'Start a server there, or check host and port.',
  },
  EADDRINUSE: {
    cause: 'Another socket already listens on this address and port.',
    remedy: 'Choose another port (0 picks a free one), or close the other listener.',
  },
  'EADDRINUSE:bind': {
    cause: 'Another socket of this machine has that local address and port.',
    remedy: 'Leave the local port to the system, or choose another one.',
  },
  'EADDRINUSE:connect': {
    cause: 'The local port is taken, or this 4-tuple still exists (TIME_WAIT counts).',
    remedy: 'Leave the local port to the system, or choose another one.',
  },
  EADDRNOTAVAIL: {
    cause: 'This machine has no such address.',
    remedy: "Use one of this machine's own addresses.",
  },
  'EADDRNOTAVAIL:connect': {
    cause:
      'No local port is left for that destination: open connections have them all, or TIME_WAIT still keeps them.',
    remedy:
      'Close connections or wait a minute; give other local addresses (on loopback: spread), or another server port.',
  },
  ECONNRESET: {
    cause: 'The peer answered with RST: it was reset, or it closed with bytes unread.',
    remedy: "Look at the peer's last calls: reset, destroy, or a close before it had read everything.",
  },
  EPIPE: {
    cause: 'This end wrote after the connection was gone for writing.',
    remedy: 'Stop writing after your own FIN, or after the peer closed and answered with RST.',
  },
  ECONNABORTED: {
    cause: 'The connection ended before it could be accepted or used.',
    remedy: 'Try again; look at what the peer did right after it connected.',
  },
  ETIMEDOUT: {
    cause: 'No answer came: packets are dropped on the way, or the peer is gone.',
    remedy: 'Check the address and whether a firewall drops the packets.',
  },
  EHOSTUNREACH: {
    cause: 'No route leads to that host, or a router said that it cannot be reached.',
    remedy: 'Check the address and the network connection.',
  },
  ENETUNREACH: {
    cause: 'This machine has no route to that network (often: no IPv6 here).',
    remedy: 'Check the address family and the network connection.',
  },
  ENOTFOUND: {
    cause: 'No address is known for that name.',
    remedy: 'Check the spelling, or use an IP address.',
  },
  EAI_AGAIN: {
    cause: 'The name could not be looked up just now: no name server answered.',
    remedy: 'Check the network connection, or use an IP address.',
  },
  EACCES: {
    cause: 'The system does not allow this. Ports below 1024 need a privilege on many systems.',
    remedy: 'Use a port from 1024 up.',
  },
  EPERM: {
    cause: 'The system does not allow this; a firewall rule may forbid it.',
    remedy: 'Check the firewall, or use another address.',
  },
  EMFILE: {
    cause: 'This process has no file descriptor left; each end of a connection needs one.',
    remedy: 'Close connections, or raise the limit (ulimit -n) and start the lab again.',
  },
  ENFILE: {
    cause: 'The whole system has no file descriptor left.',
    remedy: 'Close programs that hold many files or sockets.',
  },
  ENOBUFS: {
    cause: 'The kernel has no memory left for this socket.',
    remedy: 'Close connections, or send less at a time.',
  },
  EINVAL: {
    cause: 'The system does not accept this combination of options.',
    remedy: 'Check address family, address and options.',
  },
  EAFNOSUPPORT: {
    cause: 'This address family is switched off here.',
    remedy: 'Use an address of the other family.',
  },
  [LAB_CODES.badCommand]: {
    cause: 'The command does not have the form that it must have.',
    remedy: 'Correct the named field.',
  },
  [LAB_CODES.unknownSocket]: {
    cause: 'No socket of this lab has that name.',
    remedy: 'Check the name; an accepted end is called client@listener.',
  },
  [LAB_CODES.nameTaken]: {
    cause: 'A socket of this lab has, or had, that name.',
    remedy: 'Choose another name.',
  },
  [LAB_CODES.notPossible]: {
    cause: 'This socket is not in a condition in which that can be done.',
    remedy: 'Look at its state first.',
  },
  [LAB_CODES.notYet]: {
    cause: 'This version does not do that yet.',
    remedy: 'Leave it out.',
  },
  [LAB_CODES.limit]: {
    cause: 'That would go beyond one of the limits of the lab.',
    remedy: 'Ask for less, or close something first.',
  },
  [LAB_CODES.disposed]: {
    cause: 'The lab has been shut down.',
    remedy: 'Start it again.',
  },
  [LAB_CODES.internal]: {
    cause: 'Something in the lab itself went wrong.',
    remedy: 'The log has the details; the lab goes on.',
  },
  [LAB_CODES.helper]: {
    cause: 'A process that the lab starts for itself has ended, or did not start; what it held is closed.',
    remedy: 'Try again; if it fails again, look whether something on this machine ends processes.',
  },
  [LAB_CODES.untrusted]: {
    cause: 'That needs a person to allow it, or to pick the file themselves.',
    remedy: 'Pick the file in the window, or allow what the scenario asks for.',
  },
  [LAB_CODES.noSource]: {
    cause: 'What would be read is not there, may not be read, or has another form than it should have.',
    remedy: 'The lab goes on without it; switch it on again once that has changed.',
  },
  [LAB_CODES.noCapture]: {
    cause: 'Packets cannot be captured here: no tool for it is there, it has no right to, or it has failed.',
    remedy: 'Everything else works without; the help on capturing has the commands that allow it.',
  },
  [LAB_CODES.notRecorded]: {
    cause: 'The journal cannot be written: the disk is full, or its folder is gone or may not be written.',
    remedy:
      'The lab goes on in memory, and records again as soon as it can: free some space, or restore the folder.',
  },
  [LAB_CODES.noSession]: {
    cause: 'That is no recorded session, or nothing of it can be read.',
    remedy: 'Choose the folder of a session, with its events.ndjson, or a .socketlab file.',
  },
  [LAB_CODES.newer]: {
    cause: 'A newer version of the program has written that.',
    remedy: 'Open it with that version.',
  },
  [LAB_CODES.past]: {
    cause: 'A moment of the past is being looked at: nothing can be done there.',
    remedy: 'Go back to the lab as it is now (F8).',
  },
  [LAB_CODES.unconfirmed]: {
    cause: 'A load may only go to servers of this lab, or to where a person has said that it may.',
    remedy: 'Name a server of the lab with `to`, or confirm the address: in the window, or with --allow-net.',
  },
  [LAB_CODES.noFile]: {
    cause: 'The file cannot be read.',
    remedy: 'Check its path and its permissions.',
  },
  [LAB_CODES.notSaved]: {
    cause: 'The file cannot be written.',
    remedy: 'Choose another folder, or check its permissions and the free space.',
  },
} as const satisfies Record<string, Explanation>

export type ExplanationKey = keyof typeof EXPLANATIONS

/** The key under which `code` (of `syscall`) is explained, here and in the window's translations. */
export function explanationKey(code: string, syscall?: string): ExplanationKey | undefined {
  const known = (key: string): key is ExplanationKey => Object.hasOwn(EXPLANATIONS, key)
  const ofCall = `${code}:${syscall}`
  return known(ofCall) ? ofCall : known(code) ? code : undefined
}

export function explain(code: string, syscall?: string): Explanation | undefined {
  const key = explanationKey(code, syscall)
  return key && EXPLANATIONS[key]
}

export const EXPLAINED_CODES: readonly string[] = Object.keys(EXPLANATIONS)

/** An error of the lab's own, with the advice that belongs to its code unless another is given. */
export function labError(code: string, message: string, rest: Partial<LabError> = {}): LabError {
  const explanation = explain(code, rest.syscall)
  return {
    code,
    message,
    ...(explanation && { advice: `${explanation.cause} ${explanation.remedy}` }),
    ...rest,
  }
}

/**
 * The first thing that a schema found wrong, as a sentence with its place.
 * The most specific issue is the last one in zod's order of nested unions, so unions are opened.
 */
export function schemaError(error: z.ZodError, prefix: readonly (string | number)[] = []): LabError {
  const issue = error.issues[0]
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
