import { CheatSheet } from '../actions/CheatSheet'
import { Palette } from '../actions/Palette'
import type { DialogRequest } from '../app/ui'
import { NewClients } from './NewClients'
import { NewServer } from './NewServer'

/** The dialog that is open, if any; a fresh one each time. */
export function Dialogs({ dialog, onClose }: { dialog: DialogRequest | undefined; onClose: () => void }) {
  switch (dialog?.name) {
    case 'server':
      return <NewServer onClose={onClose} />
    case 'clients':
      return <NewClients target={dialog.target} onClose={onClose} />
    case 'palette':
      return <Palette onClose={onClose} />
    case 'cheatSheet':
      return <CheatSheet onClose={onClose} />
  }
  return null
}
