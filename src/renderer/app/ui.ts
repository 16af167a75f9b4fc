import { createContext, useContext } from 'react'
import type { Command } from '../../shared/commands'
import type { Reply } from '../../shared/ipc'
import type { NoticeStore } from '../notices/notices'

export type DialogName = 'server' | 'clients'

/** What the views share: what is selected, and how to act. */
export interface Ui {
  /** Name of the selected socket. */
  selected: string | undefined
  /** `seq` of the event that is pointed at in every view. */
  pointed: number | undefined
  select: (socket: string) => void
  /** Points at an event and selects its socket, unless that is an end of the selected connection already. */
  pointAt: (seq: number) => void
  openDialog: (dialog: DialogName, target?: string) => void
  /** Gives a command to the lab. A refusal becomes a notice unless the caller shows it (`quiet`). */
  execute: (command: Command, quiet?: 'quiet') => Promise<Reply<'execute'>>
  /** All that the lab has kept of a message. */
  payload: (seq: number) => Promise<Reply<'payload'>>
  notices: NoticeStore
}

export const UiContext = createContext<Ui | undefined>(undefined)

export function useUi(): Ui {
  const ui = useContext(UiContext)
  if (!ui) throw new Error('no window above this component')
  return ui
}
