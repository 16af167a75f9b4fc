import {
  type Dispatch,
  type SetStateAction,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { LabStore } from '../lab/lab'
import { enterLab, keyIn, readKept, writeKept } from './kept'

/** What is in the form of the open dialog, as it is kept. */
export const DIALOG_FORM = 'dialog.form'

/** How a value is kept that JSON can't carry as it is. */
export interface Form<T> {
  /** Undefined: nothing is kept of it. */
  pack: (value: T) => unknown
  /** Of what was packed. */
  unpack: (stored: unknown) => T
}

const PLAIN: Form<never> = { pack: (value) => value, unpack: (stored) => stored as never }

/** Of a set of strings. */
export function setForm<V extends string>(): Form<ReadonlySet<V>> {
  return { pack: (set) => [...set], unpack: (stored) => new Set(stored as V[]) }
}

type State<T> = [T, Dispatch<SetStateAction<T>>]

/** A state that a reload, and a crash of the page, leave as it is. `form` must be a constant. */
export function useKept<T>(key: string, initial: T, form: Form<T> = PLAIN as unknown as Form<T>): State<T> {
  const [value, set] = useState(() => stored(key, form) ?? initial)
  const was = useRef(value)
  useEffect(() => {
    if (was.current === value) return
    was.current = value
    writeKept(key, form.pack(value))
  }, [key, value, form])
  return [value, set]
}

/** The same for what belongs to a lab: each has its own, and has it again when it is shown again. */
export function useKeptInLab<T>(
  lab: LabStore,
  key: string,
  initial: T,
  form: Form<T> = PLAIN as unknown as Form<T>,
): State<T> {
  const id = useSyncExternalStore(lab.subscribe, () => lab.id)
  const [state, setState] = useState(() => begin(id, key, initial, form))
  let shown = state
  if (state.place !== keyIn(id, key)) {
    const began = begin(id, key, initial, form)
    // What a quick person did before the first snapshot was done in this lab: a dialog that they opened stays.
    shown = state.isSet && state.place === keyIn('', key) ? { ...state, place: began.place } : began
    setState(shown)
  }
  const set = useCallback(
    (next: SetStateAction<T>) =>
      setState(({ place, value }) => ({
        place,
        value: typeof next === 'function' ? (next as (before: T) => T)(value) : next,
        isSet: true,
      })),
    [],
  )
  const was = useRef(shown)
  useEffect(() => {
    const before = was.current
    was.current = shown
    // Before the first snapshot nobody knows whose it is.
    if (id === '' || before === shown || before.place !== shown.place) return
    enterLab(id)
    writeKept(shown.place, form.pack(shown.value))
  }, [id, shown, form])
  return [shown.value, set]
}

/** A value in a lab, and whether it has been set since it began there. */
interface InLab<T> {
  place: string
  value: T
  isSet: boolean
}

function begin<T>(id: string, key: string, initial: T, form: Form<T>): InLab<T> {
  const place = keyIn(id, key)
  return { place, value: (id === '' ? undefined : stored(place, form)) ?? initial, isSet: false }
}

function stored<T>(key: string, { unpack }: Form<T>): T | undefined {
  const kept = readKept(key)
  if (kept === undefined || kept === null) return undefined
  try {
    return unpack(kept)
  } catch {
    return undefined
  }
}
