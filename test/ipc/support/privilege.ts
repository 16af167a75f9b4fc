/** The user `nobody`, who is let into nothing that isn't everybody's. */
const NOBODY = 65_534

/** Does `task` as a user whom permissions hold for: root, as which tests run in containers, may do everything. */
export async function withoutPrivilege<T>(task: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return task()
  process.seteuid?.(NOBODY)
  try {
    return await task()
  } finally {
    process.seteuid?.(0)
  }
}
