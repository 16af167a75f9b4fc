import { useMemo, useRef, useState } from 'react'
import type { PickedFile } from '../../shared/ipc'
import { type Form, useKeptInLab } from '../app/useKept'
import { useLab } from '../lab/hooks'
import { type Draft, emptyDraft, rememberFormat } from './drafts'
import { History, Walk } from './history'
import { type Parsed, parseInput } from './parse'

/** What stands in the place of typed text: a file, or a text too long to be edited here. */
export type Attachment = { kind: 'file'; file: PickedFile } | { kind: 'pasted'; text: string }

/** Longer texts are held beside the input: a text area of megabytes is slow with every key. Characters. */
export const LONGEST_TYPED = 64 * 1024

interface Held {
  /** Absent: nothing was typed, and the format is the one that was used last. */
  draft?: Draft
  attachment?: Attachment
}

const NOTHING: Held = {}
/** A text that is longer is not kept when the page goes, characters. */
const LONGEST_KEPT = 1024 * 1024

const DRAFT: Form<Held> = {
  pack: ({ draft, attachment }) => {
    const tooLong = attachment?.kind === 'pasted' && attachment.text.length > LONGEST_KEPT
    const kept = { draft, ...(!tooLong && { attachment }) }
    return draft?.input === '' && kept.attachment === undefined ? undefined : kept
  },
  unpack: (stored) => stored as Held,
}

/** Of the whole window, whichever connection it sends on. */
const history = new History()

/** What is about to be sent. */
export interface Message {
  draft: Draft
  attachment: Attachment | undefined
  /** What is typed or was pasted, read. Of a file: its size. */
  parsed: Parsed | { ok: true; bytes: number; file: PickedFile } | { ok: false; problem: 'emptyFile' }
  setInput: (input: string) => void
  setFormat: (change: Partial<Omit<Draft, 'input'>>) => void
  /** Puts a whole message in place, format and all. */
  recall: (draft: Draft) => void
  attach: (attachment: Attachment | undefined) => void
  /** The message before or after in the history; false at its ends. */
  walk: (direction: 'back' | 'forward') => boolean
  /** It was sent: it is history. */
  sent: () => void
}

/** `of`: whose draft it is; it waits there for who comes back to it, after a reload, too. */
export function useMessage(of: string): Message {
  const lab = useLab()
  const [empty] = useState(emptyDraft)
  const [{ draft = empty, attachment }, set] = useKeptInLab(lab, `draft ${of}`, NOTHING, DRAFT)
  const setDraft = (next: Draft) => set((before) => ({ ...before, draft: next }))
  const attach = (next: Attachment | undefined) =>
    set(({ draft: typed }) => ({ ...(typed && { draft: typed }), ...(next && { attachment: next }) }))
  const walk = useRef(new Walk(history))
  const { input, format, ending, escapes } = draft
  const text = attachment?.kind === 'pasted' ? attachment.text : input
  const file = attachment?.kind === 'file' ? attachment.file : undefined

  const parsed = useMemo<Message['parsed']>(() => {
    if (!file) return parseInput({ input: text, format, ending, escapes })
    return file.bytes === 0 ? { ok: false, problem: 'emptyFile' } : { ok: true, bytes: file.bytes, file }
  }, [file, text, format, ending, escapes])

  const recall = (next: Draft) => {
    const { input, format, ending, escapes } = next
    setDraft({ input, format, ending, escapes })
    attach(undefined)
    rememberFormat(next)
  }

  return {
    draft,
    attachment,
    parsed,
    recall,
    attach,
    setInput: (next) => {
      if (next.length > LONGEST_TYPED) {
        attach({ kind: 'pasted', text: next })
        setDraft({ ...draft, input: '' })
      } else setDraft({ ...draft, input: next })
    },
    setFormat: (change) => {
      const next = { ...draft, ...change }
      setDraft(next)
      rememberFormat(next)
    },
    walk: (direction) => {
      const found = direction === 'back' ? walk.current.back(draft) : walk.current.forward()
      if (found) recall(found)
      return found !== undefined
    },
    sent: () => {
      if (!attachment) history.push(draft)
      walk.current.end()
    },
  }
}
