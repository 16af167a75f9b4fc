import type { LocalListener } from '../../../shared/ipc'
import { holders, processName } from '../../processes'
import { addressOf } from './addresses'
import { copyOf, type KernelTables, type Row } from './tables'

/** All that listens on this machine, with the program where that can be found out. */
export function listeners(tables: KernelTables): LocalListener[] {
  const rows: Row[] = []
  tables.read(true, (row) => {
    if (row.state === 'LISTEN') rows.push(copyOf(row))
  })
  const owners = holders(
    new Set(rows.flatMap(({ inode, pid }) => (inode && pid === undefined ? [inode] : []))),
  )
  return rows.map(({ local, localPort, uid, inode, pid: told, process: name }) => {
    const pid = told ?? (inode === undefined ? undefined : owners.get(inode))
    const process = name ?? (pid === undefined ? undefined : processName(pid))
    return {
      local: addressOf(local, localPort),
      ...(uid !== undefined && { uid }),
      ...(pid !== undefined && { pid }),
      ...(process !== undefined && { process }),
    }
  })
}
