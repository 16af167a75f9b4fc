import { LAB_CODES } from './codes'
import type { Explanation } from './explanation'

/** The lab's own codes. */
export const LAB_EXPLANATIONS = {
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
  [LAB_CODES.cancelled]: {
    cause: 'You have cancelled it, or the program was about to end.',
    remedy: 'Nothing has changed, and no file is left half written. Ask for it again when you like.',
  },
  [LAB_CODES.unconfirmed]: {
    cause:
      'To be reached by other machines, to reach them, to send a load to servers that are not this lab’s, and to start programs, the lab needs a person’s yes.',
    remedy:
      'Do it in the window, which asks; on the command line use --allow-net (a program: --allow-spawn). A load may go to a server of the lab, with `to`.',
  },
  [LAB_CODES.refused]: {
    cause: 'You were asked whether that may be done, and said no, or the question was closed.',
    remedy: 'Do it again to be asked again.',
  },
  [LAB_CODES.unfit]: {
    cause: 'As this end tells its messages apart, these bytes can be no single message.',
    remedy: 'Send other bytes, or use another framing at both ends.',
  },
  [LAB_CODES.runaway]: {
    cause:
      'A regular expression has tried so many ways to match that it came to no end; repetitions within repetitions, as in (a+)+, do that.',
    remedy:
      'Write it without a repetition in a repetition, or with an anchor (^); other kinds of match always end.',
  },
  [LAB_CODES.noHandshake]: {
    cause:
      'The other end closed the connection during the TLS handshake: it does not speak TLS, or it did not accept what it was shown, such as a certificate that it does not trust.',
    remedy:
      "Look at the other end: its error says why. Both ends need TLS, and a server's certificate has to be trusted.",
  },
  [LAB_CODES.badCertificate]: {
    cause: 'That is no certificate that OpenSSL can read.',
    remedy: 'Give PEM text ("-----BEGIN CERTIFICATE-----"), or a file that has it.',
  },
  'LAB_BAD_CERTIFICATE:key': {
    cause: 'That is no private key that OpenSSL can read.',
    remedy: 'Give PEM text ("-----BEGIN PRIVATE KEY-----"), or a file that has it.',
  },
  'LAB_BAD_CERTIFICATE:encrypted': {
    cause:
      'The private key is encrypted: it can be read only with its passphrase, which the lab does not ask for.',
    remedy: 'Give a copy without one, as openssl makes it: openssl pkey -in key.pem -out plain.pem.',
  },
  'LAB_BAD_CERTIFICATE:mismatch': {
    cause: 'The private key belongs to another certificate.',
    remedy: 'Give the key with which this very certificate was made.',
  },
  [LAB_CODES.tooLarge]: {
    cause: 'So much cannot be asked of the lab in one request.',
    remedy: 'Send a file in place of a long text, or do it in several parts.',
  },
  [LAB_CODES.busy]: {
    cause: 'The lab was asked for more than it can do in this time; this was not done.',
    remedy: 'Wait a moment, and do it again.',
  },
  [LAB_CODES.badSettings]: {
    cause: 'The file of settings was damaged: what could not be read is as by default.',
    remedy: 'Choose it again in the settings; the damaged file is kept.',
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
