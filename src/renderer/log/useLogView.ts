import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventKind, LabEvent } from '../../shared/events'
import { eventToLine } from '../../shared/ndjson'
import { useUi } from '../app/ui'
import { setForm, useKept } from '../app/useKept'
import { useCalm } from '../lab/calm'
import { useLab, useLabVersion, useStable } from '../lab/hooks'
import { shownName } from '../lab/names'
import { copyText } from '../ui/copyText'
import { termsOf } from '../ui/terms'
import { COPY_CAP, rowText } from './copy'
import { aboutSelection, hiddenAtFirst, hiddenBut, isChosen, type KindGroup, wantedBy } from './filter'
import { FilteredLog, type LogList, WholeLog } from './lists'
import { SearchText } from './searchText'
import { type Pinned, usePins } from './usePins'
import { messageOf, wordsIn } from './words'

/** How long a frame may look for events, ms; the first one, for which the person waits; and one in which nobody does. */
const SLICE_MS = 5
const FIRST_MS = 40
/** How long a count stays as it is, ms. */
const COUNT_MS = 100
const IDLE_MS = 8

export interface LogView extends Pinned {
  list: LogList
  /** Another one for each list: what was known of positions means nothing then. */
  listId: number
  /** By the person: what is hidden at first counts for nothing. */
  filtered: boolean
  text: string
  setText: (text: string) => void
  /** The person is about to search. */
  prepare: () => void
  hidden: ReadonlySet<KindGroup>
  setHidden: (hidden: ReadonlySet<KindGroup>) => void
  selectedOnly: boolean
  setSelectedOnly: (only: boolean) => void
  /** Shows again what is shown at first, and events of the kind `reveal`. */
  clearFilter: (reveal?: EventKind) => void
  /** Copies events as text or as JSON lines, the newest COPY_CAP of them, and says how many. */
  copy: (events: readonly LabEvent[], as?: 'text' | 'json') => Promise<void>
}

let lists = 0
const GROUPS = setForm<KindGroup>()

/** What the person wants to see of the log. It outlives the pane that shows it. */
export function useLogView(): LogView {
  const { t } = useTranslation()
  const lab = useLab()
  const { selection, say, range, setRange } = useUi()
  const [text, setText] = useKept('log.text', '')
  const [hidden, setHidden] = useKept('log.hidden', hiddenAtFirst.get(), GROUPS)
  useEffect(() => hiddenAtFirst.subscribe(() => setHidden(hiddenAtFirst.get())), [setHidden])
  const [selectedOnly, setSelectedOnly] = useKept('log.selectedOnly', false)

  // Either end of a connection stands for it: going from one to the other changes nothing.
  const ends = useStable(
    selectedOnly ? endsOf(selection, (name) => lab.model.sockets.get(name)?.peer) : NO_ENDS,
    same,
  )
  const terms = useMemo(() => termsOf(text), [text])
  const filtered = terms.length > 0 || ends.length > 0 || isChosen(hidden) || range !== undefined
  const texts = useMemo(
    () =>
      new SearchText(lab.events, {
        event: (event) => `${wordsIn(t, event)} ${messageOf(event) ?? ''}`,
        socket: (name) => `${shownName(lab.model, name)} ${name}`,
      }),
    [lab, t],
  )
  const prepare = usePreparing(texts)
  const { list, listId } = useMemo(() => {
    const wanted = wantedBy(
      lab.events,
      { hidden, terms, range, about: ends.length > 0 ? aboutSelection(() => lab.model, ends) : undefined },
      texts,
    )
    const made = wanted ? new FilteredLog(lab.events, wanted) : new WholeLog(lab.events)
    return { list: made, listId: ++lists }
  }, [lab, hidden, terms, range, ends, texts])

  const clearFilter = useCallback(
    (reveal?: EventKind) => {
      setText('')
      setHidden(hiddenBut(reveal))
      setSelectedOnly(false)
      setRange(undefined)
    },
    [setText, setHidden, setSelectedOnly, setRange],
  )

  const copy = useCallback(
    async (events: readonly LabEvent[], as: 'text' | 'json' = 'text') => {
      const chosen = events.slice(-COPY_CAP)
      const words = {
        wallOf: (at: number) => lab.wallOf(at),
        nameOf: (socket: string) => shownName(lab.model, socket),
        say: (event: LabEvent) => wordsIn(t, event),
        message: messageOf,
      }
      const rows = chosen.map((event) => (as === 'json' ? eventToLine(event) : rowText(event, words)))
      const copied = await copyText(rows.join('\n'))
      say(copied ? t('log.copied', { count: chosen.length }) : t('log.notCopied'))
    },
    [lab, say, t],
  )

  return {
    list,
    listId,
    filtered,
    text,
    setText,
    prepare,
    hidden,
    setHidden,
    selectedOnly,
    setSelectedOnly,
    clearFilter,
    ...usePins(),
    copy,
  }
}

const NO_ENDS: readonly string[] = []
const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((name, index) => name === b[index])

function endsOf(selection: readonly string[], peerOf: (name: string) => string | undefined): string[] {
  const ends = new Set(selection)
  for (const name of selection) {
    const peer = peerOf(name)
    if (peer !== undefined) ends.add(peer)
  }
  return [...ends].sort()
}

/** What is to be searched is put into words while nothing else is to be done. */
function usePreparing(texts: SearchText): () => void {
  const running = useRef<number>(undefined)
  useEffect(() => () => cancelIdleCallback(running.current ?? 0), [])
  return useCallback(() => {
    const go = () => {
      running.current = texts.prepare(IDLE_MS) ? undefined : requestIdleCallback(go, { timeout: 100 })
    }
    if (running.current === undefined) go()
  }, [texts])
}

/** Lets a list grow with the log, and look for more in each frame until it has seen everything. */
export function useGrowing(list: LogList): LogList {
  useLabVersion()
  return useSearching(list)
}

/** The same for who only tells how long it is: a number that changes with every frame can't be read. */
export function useCounted(list: LogList): LogList {
  const lab = useLab()
  const read = useCallback(() => lab.version, [lab])
  useCalm(lab.subscribe, read, COUNT_MS)
  return useSearching(list)
}

function useSearching(list: LogList): LogList {
  const [, again] = useReducer((count: number) => count + 1, 0)
  const begun = useRef<LogList>(undefined)
  list.advance(begun.current === list ? SLICE_MS : FIRST_MS)
  begun.current = list
  // As it is drawn: another view of the same list may get to its end before the effect.
  const { done } = list
  useEffect(() => {
    if (done) return
    const frame = requestAnimationFrame(again)
    return () => cancelAnimationFrame(frame)
  })
  return list
}

/** The events at positions from `from` to `to`, both included, that are still held; the newest COPY_CAP of them. */
export function eventsBetween(
  list: LogList,
  from: number,
  to: number,
  at: (ordinal: number) => LabEvent | undefined,
): LabEvent[] {
  const events: LabEvent[] = []
  for (let position = Math.max(list.start, from, to - COPY_CAP + 1); position <= to; position++) {
    const event = position < list.end ? at(list.at(position)) : undefined
    if (event) events.push(event)
  }
  return events
}
