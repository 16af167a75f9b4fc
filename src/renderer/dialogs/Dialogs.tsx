import { CheatSheet } from '../actions/CheatSheet'
import { Palette } from '../actions/Palette'
import type { DialogRequest } from '../app/ui'
import { Catalogue } from '../lessons/Catalogue'
import { LoadDialog } from '../load/LoadDialog'
import { LookupDialog } from '../lookup/LookupDialog'
import { NoteDialog } from '../notes/NoteDialog'
import { ProgramDialog } from '../programs/ProgramDialog'
import { ProxyDialog } from '../proxy/ProxyDialog'
import { ExportDialog } from '../sessions/ExportDialog'
import { RecordingDialog } from '../sessions/RecordingDialog'
import { SessionsDialog } from '../sessions/SessionsDialog'
import { SettingsDialog } from '../settings/SettingsDialog'
import { later } from '../ui/later'
import { CaptureHelp } from '../watching/CaptureHelp'
import { WatchDialog } from '../watching/WatchDialog'
import { EditServer } from './EditServer'
import { NewClients } from './NewClients'
import { NewLab } from './NewLab'
import { NewServer } from './NewServer'
import { SaveScenario } from './SaveScenario'

/** Writing programs needs much that nothing else does. */
const CodeDialog = later(async () => (await import('../code/CodeDialog')).CodeDialog)

const DiagnosticsDialog = later(
  async () => (await import('../diagnostics/DiagnosticsDialog')).DiagnosticsDialog,
)

/** The dialog that is open, if any; a fresh one each time. */
export function Dialogs({ dialog, onClose }: { dialog: DialogRequest | undefined; onClose: () => void }) {
  switch (dialog?.name) {
    case 'server':
      return <NewServer like={dialog.like} onClose={onClose} />
    case 'editServer':
      return <EditServer socket={dialog.socket} onClose={onClose} />
    case 'clients':
      return <NewClients target={dialog.target} like={dialog.like} onClose={onClose} />
    case 'load':
      return <LoadDialog target={dialog.target} like={dialog.like} onClose={onClose} />
    case 'program':
      return <ProgramDialog like={dialog.like} onClose={onClose} />
    case 'proxy':
      return <ProxyDialog target={dialog.target} like={dialog.like} onClose={onClose} />
    case 'newLab':
      return <NewLab onClose={onClose} />
    case 'saveScenario':
      return <SaveScenario onClose={onClose} />
    case 'watch':
      return <WatchDialog onClose={onClose} />
    case 'lookup':
      return <LookupDialog onClose={onClose} />
    case 'lessons':
      return <Catalogue onClose={onClose} />
    case 'captureHelp':
      return <CaptureHelp onClose={onClose} />
    case 'sessions':
      return <SessionsDialog onClose={onClose} />
    case 'recording':
      return <RecordingDialog onClose={onClose} />
    case 'exportSession':
      return <ExportDialog id={dialog.id} called={dialog.called} onClose={onClose} />
    case 'code':
      return <CodeDialog onClose={onClose} />
    case 'diagnostics':
      return <DiagnosticsDialog onClose={onClose} />
    case 'note':
      return <NoteDialog target={dialog.target} note={dialog.note} onClose={onClose} />
    case 'palette':
      return <Palette onClose={onClose} />
    case 'settings':
      return <SettingsDialog onClose={onClose} />
    case 'cheatSheet':
      return <CheatSheet onClose={onClose} />
  }
  return null
}
