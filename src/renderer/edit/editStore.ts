/** What a person took away in the window, and can have back. Nothing that was done to a real socket is ever among it. */

/** What was done, for the words that name it. */
export type EditWhat =
  | { kind: 'clear' | 'showCleared'; count: number }
  | { kind: 'note'; text: string }
  | { kind: 'message' | 'replace'; name: string }
  | { kind: 'watch'; name: string }
  | { kind: 'rule'; place: number }

/** Both resolve with false if it can't be had any more; whoever says why has said it then. */
export interface Edit {
  what: EditWhat
  /** The lab that it belongs to; absent for what outlasts labs. */
  lab?: string
  /** It asks something of the lab as it is now: not while its past is looked at. */
  needsPresent?: boolean
  undo: () => boolean | Promise<boolean>
  redo: () => boolean | Promise<boolean>
}

export type Direction = 'undo' | 'redo'

/** So many of them can be undone; older ones can't any more. */
export const MOST_EDITS = 50

type Layer = Record<Direction, Edit[]>

/** The window's stack of undo and redo. A dialog has one of its own while it is open. */
export class EditStore {
  #layers: Layer[] = [{ undo: [], redo: [] }]
  #listeners = new Set<() => void>()
  #version = 0
  #busy = false

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Another number whenever something else would be undone or redone. */
  version = (): number => this.#version

  /** What was done is the next to be undone, and nothing is there to be done again. */
  did(edit: Edit): void {
    const layer = this.#top
    layer.undo = [...layer.undo, edit].slice(-MOST_EDITS)
    layer.redo = []
    this.#changed()
  }

  /** What would be undone, or done again, in this lab. */
  next(direction: Direction, lab: string): Edit | undefined {
    return this.#top[direction].findLast((edit) => edit.lab === undefined || edit.lab === lab)
  }

  /** Undoes, or does again, and resolves with what; undefined if there was nothing, or it can't be had any more. */
  async step(direction: Direction, lab: string): Promise<Edit | undefined> {
    const edit = this.next(direction, lab)
    // A second press while the first one is under way would undo the same once more.
    if (!edit || this.#busy) return undefined
    const layer = this.#top
    this.#busy = true
    try {
      const done = await edit[direction]()
      layer[direction] = layer[direction].filter((other) => other !== edit)
      if (done) layer[direction === 'undo' ? 'redo' : 'undo'].push(edit)
      return done ? edit : undefined
    } finally {
      this.#busy = false
      this.#changed()
    }
  }

  /** Until what is returned is called, all of this is about a dialog alone; what was done in it is forgotten with it. */
  enter(): () => void {
    const layer: Layer = { undo: [], redo: [] }
    this.#layers = [...this.#layers, layer]
    this.#changed()
    return () => {
      this.#layers = this.#layers.filter((other) => other !== layer)
      this.#changed()
    }
  }

  get isInDialog(): boolean {
    return this.#layers.length > 1
  }

  /** Another lab has begun, and the one before is gone: what was done in it can't be had back. */
  forgetLab(): void {
    for (const layer of this.#layers) {
      layer.undo = layer.undo.filter(({ lab }) => lab === undefined)
      layer.redo = layer.redo.filter(({ lab }) => lab === undefined)
    }
    this.#changed()
  }

  get #top(): Layer {
    return this.#layers.at(-1) as Layer
  }

  #changed(): void {
    this.#version++
    for (const listener of [...this.#listeners]) listener()
  }
}
