import type { SendHandle } from 'node:child_process'
import type { FromFreezer, ListeningHandle, ToFreezer } from './messages'

/**
 * The freezer: a process of its own that holds listening handles and does not accept. Node wraps a handle that it gets
 * and doesn't poll it, so that connections stay in the kernel's queue. It ends with the lab that it belongs to.
 */
const held = new Map<number, ListeningHandle>()

process.on('message', (message: ToFreezer, handle: unknown) => {
  const { id } = message
  switch (message.do) {
    case 'hold':
      held.set(id, handle as ListeningHandle)
      return
    case 'confirm':
      say({ did: 'confirm', id, held: held.has(id) })
      return
    case 'give':
      say({ did: 'give', id }, held.get(id))
      say({ did: 'gave', id })
      return
    case 'close': {
      const kept = held.get(id)
      held.delete(id)
      // Closed within the turn; told when it is.
      if (kept) kept.close(() => say({ did: 'close', id }))
      else say({ did: 'close', id })
    }
  }
})

// The lab's process has ended, or has no more use for this one.
process.on('disconnect', () => process.exit(0))

function say(message: FromFreezer, handle?: ListeningHandle): void {
  // Whoever has gone has closed the channel, too: 'disconnect' follows.
  process.send?.(message, handle as SendHandle | undefined, {}, () => {})
}
