/**
 * What helpers do after each test. Files of a worker may share the modules that they import, so that a hook at the top of a
 * helper would be the first file's only: clear-up.ts does these after the tests of every file.
 */
const tasks: (() => unknown)[] = []

/** For the top of a helper: once a module. */
export function afterEachTest(task: () => unknown): void {
  tasks.push(task)
}

/** The newest first, all of them, also after one has failed. */
export async function clearUp(): Promise<void> {
  const failures: unknown[] = []
  for (const task of tasks.toReversed()) {
    try {
      await task()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures)
}
