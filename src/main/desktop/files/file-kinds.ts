import { SCENARIO_EXTENSION } from '../../../shared/file-names'
import type { Params } from '../../../shared/ipc'
import { type ExportFormat, SESSION_EXTENSION } from '../../../shared/session'
import type { Labels } from '../window/labels'
import type { FileKind } from './saving'

/** What the dialogs for files say, in the window's language. */

export function scenarioKind({ scenarioFile }: Labels): FileKind {
  return { called: scenarioFile, stem: 'scenario', extensions: [SCENARIO_EXTENSION, 'json'] }
}

export function exportKind(format: ExportFormat | Params<'saveText'>['kind'], labels: Labels): FileKind {
  switch (format) {
    case 'session':
      return { called: labels.sessionFile, stem: 'session', extensions: [SESSION_EXTENSION] }
    case 'pcapng':
      return { called: labels.pcapngFile, stem: 'packets', extensions: ['pcapng'] }
    case 'csv':
      return { called: labels.csvFile, stem: 'events', extensions: ['csv'] }
    case 'ndjson':
      return { called: labels.ndjsonFile, stem: 'events', extensions: ['ndjson'] }
    case 'markdown':
    case 'md':
      return { called: labels.markdownFile, stem: 'connection', extensions: ['md'] }
    case 'svg':
      return { called: labels.svgFile, stem: 'picture', extensions: ['svg'] }
    case 'py':
      return { called: labels.pythonFile, stem: 'program', extensions: ['py'] }
    case 'mjs':
      return { called: labels.nodeFile, stem: 'program', extensions: ['mjs'] }
    case 'sh':
      return { called: labels.shellFile, stem: 'program', extensions: ['sh'] }
    case 'txt':
      return { called: labels.textFile, stem: 'text', extensions: ['txt'] }
  }
}

/** What the person is asked to pick. Without a kind: any file. */
export interface Wanted {
  kind?: FileKind
  folder?: boolean
}

export function wantedFor(kind: Params<'chooseFile'>['kind'], labels: Labels): Wanted {
  switch (kind) {
    case 'scenario':
      return { kind: scenarioKind(labels) }
    case 'session': {
      const session = exportKind('session', labels)
      // One of the three files of a session's folder stands for it.
      return { kind: { ...session, extensions: [...session.extensions, 'json'] } }
    }
    case 'sessionFolder':
    case 'folder':
      return { folder: true }
    case 'message':
    // Certificates and keys have many endings.
    case 'pem':
      return {}
  }
}
