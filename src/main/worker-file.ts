import path from 'node:path'

/** Programs of ours that run beside the main one: in a worker thread, or in a process of their own. */
export type WorkerName = 'kernel-reader' | 'packet-reader' | 'freezer' | 'journal' | 'regexes'

/** The built file of a worker (the part `workers` of scripts/build). */
export function workerFile(name: WorkerName): string {
  const here = import.meta.dirname
  // Beside this bundle's own folder; tests run the sources, and have the build made before.
  const out = path.basename(path.dirname(here)) === 'src' ? path.join(here, '../../out') : path.dirname(here)
  return path.join(out, 'workers', `${name}.js`)
}
