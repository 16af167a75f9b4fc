import type { OpenDialog } from '../app/useUiState'
import { NewClients } from './NewClients'
import { NewServer } from './NewServer'

/** The dialog that is open, if any; a fresh one each time. */
export function Dialogs({ dialog, onClose }: { dialog: OpenDialog | undefined; onClose: () => void }) {
  if (dialog?.name === 'server') return <NewServer onClose={onClose} />
  if (dialog?.name === 'clients') return <NewClients target={dialog.target} onClose={onClose} />
  return null
}
