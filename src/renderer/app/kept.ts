import { isFirstPage } from './firstPicture'

/**
 * What the window has to know again when its page comes back: after a reload, and after its process has crashed. It lives as
 * long as the window does, in the browser's part of the program; storage may be switched off or full, then it is forgotten.
 */

const PREFIX = 'socket-lab.kept.'
const LABS = 'labs'
/** Labs (and recorded sessions) of which something is kept, the newest. */
const MOST_LABS = 8

/** Nothing can have been kept. A first look into the storage waits for another process, for half as long as it takes to draw the window. */
let isEmpty = isFirstPage

/** What was kept under a key; undefined if nothing was. */
export function readKept(key: string): unknown {
  if (isEmpty) return undefined
  try {
    const stored = sessionStorage.getItem(PREFIX + key)
    return stored === null ? undefined : JSON.parse(stored)
  } catch {
    return undefined
  }
}

/** Keeps a value that JSON can carry; undefined: nothing. */
export function writeKept(key: string, value: unknown): void {
  isEmpty = false
  try {
    if (value === undefined) sessionStorage.removeItem(PREFIX + key)
    else sessionStorage.setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    // Forgotten when the page goes.
  }
}

/** The key of what belongs to one lab; labs that were left long ago are forgotten. */
export function keyIn(lab: string, key: string): string {
  return `${lab} ${key}`
}

/** Is told of each lab that is shown. */
export function enterLab(lab: string): void {
  const stored = readKept(LABS)
  const before = Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : []
  if (before.at(-1) === lab) return
  const labs = [...before.filter((each) => each !== lab), lab]
  for (const old of labs.splice(0, labs.length - MOST_LABS)) forget(old)
  writeKept(LABS, labs)
}

function forget(lab: string): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX + keyIn(lab, ''))) sessionStorage.removeItem(key)
    }
  } catch {
    // As above.
  }
}
