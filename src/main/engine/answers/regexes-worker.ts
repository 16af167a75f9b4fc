import { parentPort, workerData } from 'node:worker_threads'
import { compile } from '../../../shared/answers/pattern'
import { type Answer, type Job, PROGRESS, type WorkerData } from './regexes-messages'

/**
 * Tries regular expressions where one that runs away stops nothing but this thread. Which one it is at is in shared memory, since
 * nobody can ask a thread that does not come back.
 */

/** So many are kept compiled. */
const MOST_COMPILED = 2000

const progress = new Int32Array((workerData as WorkerData).progress)
const compiled = new Map<string, RegExp>()

parentPort?.on('message', (job: Job) => {
  Atomics.store(progress, PROGRESS.job, job.id)
  const found = tried(job)
  Atomics.store(progress, PROGRESS.done, job.id)
  const answer: Answer = found ? { id: job.id, found } : { id: job.id }
  parentPort?.postMessage(answer)
})

function tried({ sources, text }: Job): Answer['found'] {
  for (const [index, source] of sources.entries()) {
    Atomics.store(progress, PROGRESS.regex, index)
    const match = regexOf(source).exec(text)
    if (match) return { index, captures: [...match], ...(match.groups && { groups: { ...match.groups } }) }
  }
  return undefined
}

function regexOf(source: string): RegExp {
  let regex = compiled.get(source)
  if (!regex) {
    if (compiled.size >= MOST_COMPILED) compiled.clear()
    regex = compile(source)
    compiled.set(source, regex)
  }
  return regex
}
