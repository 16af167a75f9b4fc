import { type ReactNode, useState } from 'react'
import type { LabError } from '../../shared/errors'
import type { Reply } from '../../shared/ipc'
import { Modal } from './Modal'

interface Props {
  title: string
  intro: string
  submit: string
  /** Tells the lab that the person agrees. */
  agree: () => Promise<Reply<'confirmTarget' | 'confirmProgram'>>
  /** Does what was asked about. Resolves with what went wrong. */
  act: () => Promise<LabError | undefined>
  /** Back to where it was asked for. */
  onClose: () => void
  children: ReactNode
}

/** Asks the person before something is done that the lab doesn't do unasked. */
export function Confirm({ agree, act, children, ...rest }: Props) {
  const [refused, setRefused] = useState<LabError>()
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    const reply = await agree()
    const error = reply.ok ? await act() : reply.error
    setBusy(false)
    setRefused(error)
  }
  return (
    <Modal {...rest} busy={busy} refused={refused} onSubmit={() => void confirm()}>
      {children}
    </Modal>
  )
}
