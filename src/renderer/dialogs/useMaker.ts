import type { Command } from '../../shared/commands'
import type { LabError } from '../../shared/errors'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { whyNotListening } from '../making/listening'

/** What isn't there before it listens: its address may be taken. */
const LISTENS: ReadonlySet<Command['do']> = new Set<Command['do']>(['listen', 'bind', 'proxy'])

/** How a dialog makes something: gives the command, selects what has come of it and closes. Resolves with what went wrong instead. */
export function useMaker(onClose: () => void): (command: Command) => Promise<LabError | undefined> {
  const lab = useLab()
  const { execute, select, notices } = useUi()
  return async (command) => {
    const reply = await execute(command, 'quiet')
    if (!reply.ok) return reply.error
    const { seq, made } = reply.value
    const name = made[0]
    const failure = LISTENS.has(command.do) ? await whyNotListening(lab, name, seq) : undefined
    if (failure) {
      notices.claim(seq, failure)
      return failure
    }
    if (name !== undefined) select(name)
    onClose()
    return undefined
  }
}
