import { ACTIONS, type ActionId, type MenuName } from '../../shared/actions'

/** Whatever is done to a socket, and what it sends. */
const MENUS: ReadonlySet<MenuName> = new Set<MenuName>(['socket', 'message'])
/** In these menus, but it only shows something. */
const SHOWS: ReadonlySet<ActionId> = new Set<ActionId>([
  'otherEnd',
  'saveMessage',
  'toggleHex',
  'copySockets',
])
const ELSEWHERE: ReadonlySet<ActionId> = new Set<ActionId>([
  'newServer',
  'newClients',
  'newDatagrams',
  'newLoad',
  'newProxy',
  'runProgram',
  'quickStart',
  'openScenario',
  'saveScenario',
  'watch',
  'lookup',
  'newLab',
  'toggleKernel',
  'toggleCapture',
])

/** The action does something to the lab as it is now: it is not possible while another moment is looked at. */
export function needsPresent(id: ActionId): boolean {
  return ELSEWHERE.has(id) || (MENUS.has(ACTIONS[id].menu) && !SHOWS.has(id))
}
