import type { Framing } from '../../commands/framing'
import { delimiterOf } from '../../framing/framing'
import { pack } from '../../framing/pack'
import type { Draft, Style } from '../draft'
import type { Lines } from '../lines'
import { shellWord, shellWrite } from '../literals'
import type { Address, Content } from '../story/story'

/** What programs of the shell are made of: a POSIX shell, and ncat. */

export const STYLE: Style = {
  language: 'shell',
  ending: '.sh',
  indent: '  ',
  comment: '#',
  first: '#!/bin/sh',
  run: (file, argument) => `[${argument === 'PATH' ? 'SOCKET=path' : 'PORT=port'}] sh ${file}`,
}

/** Commands that write it to standard output, each of them one. */
export function writing({ bytes, missing, file }: Content, framing: Framing | undefined): string[] {
  if (file !== undefined) return [`cat -- ${shellWord(file)}`]
  const whole = framing ? pack(framing, bytes) : bytes
  const zeros = missing > 0 ? [`head -c ${missing} /dev/zero`] : []
  return whole.length === 0 ? zeros : [shellWrite(whole), ...zeros]
}

/** How many bytes of the stream so many messages are. */
export function streamBytes(bytes: number, messages: number, framing: Framing | undefined): number {
  if (!framing) return bytes
  const around = framing.by === 'length' ? framing.bytes : (delimiterOf(framing)?.length ?? 0)
  return bytes + messages * around
}

export function putAddress(code: Lines, address: Address): void {
  if ('path' in address) code.put(`[ -n "\${SOCKET:-}" ] || SOCKET=${shellWord(address.path)}`)
  else {
    code.put(`HOST=${shellWord(address.host)}`)
    code.put(`PORT=\${PORT:-${address.port}}`)
  }
}

/** The last words of a call of ncat. */
export const place = (address: Address) => ('path' in address ? '-U "$SOCKET"' : '"$HOST" "$PORT"')

/** True if ncat can't have that address: says so, and puts what does no more than that. */
export function isOutOfReach(draft: Draft, address: Address): boolean {
  if (!('path' in address && address.path.startsWith('@'))) return false
  draft.leave('noAbstract')
  draft.body.put('exit 1')
  return true
}
