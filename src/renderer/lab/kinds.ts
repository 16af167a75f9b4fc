import type { EventKind } from '../../shared/events'

export function isMessageKind(kind: EventKind): kind is 'sent' | 'received' {
  return kind === 'sent' || kind === 'received'
}
