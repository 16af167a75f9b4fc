import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { countTimeWaits, type TimeWaits } from '../../shared/model/hints'
import { useUi } from '../app/ui'
import { useKept } from '../app/useKept'
import { useCalm } from '../lab/calm'
import { useLab } from '../lab/hooks'
import { copyText } from '../ui/copyText'
import { termsOf } from '../ui/terms'
import { type Column, type KernelListing, listKernel, type Order } from './listing'
import { SS_HEAD, ssLine } from './ss'

/** How long the list stays as it is, ms: a new one of many rows takes a while. Each row follows its socket at once. */
const CALM_MS = 250
const MANY_CALM_MS = 1000
const MANY = 2000

export interface KernelView {
  listing: KernelListing
  timeWaits: TimeWaits
  text: string
  setText: (text: string) => void
  order: Order | undefined
  /** Sorts by this column; then the other way round; then not at all. */
  sortBy: (column: Column) => void
  /** Someone is at work in the list: no row takes another's place. */
  hold: (held: boolean) => void
  /** Copies these rows as ss writes them, with its heading, and says how many. */
  copy: (names: readonly string[]) => Promise<void>
}

/** What the person wants to see of the kernel's table. It outlives the pane that shows it; without that, nothing is listed. */
export function useKernelView(shown: boolean): KernelView {
  const { t } = useTranslation()
  const lab = useLab()
  const { say } = useUi()
  const [text, setText] = useKept('kernel.text', '')
  const [order, setOrder] = useKept<Order | undefined>('kernel.order', undefined)
  const [held, hold] = useState(false)
  const terms = useMemo(() => termsOf(text), [text])
  const read = useCallback(() => (shown ? lab.version : 0), [shown, lab])
  const many = useSyncExternalStore(lab.subscribe, () => lab.model.sockets.size > MANY)
  const version = useCalm(lab.subscribe, read, many ? MANY_CALM_MS : CALM_MS)

  const before = useRef<{ key: string; names: string[] }>(undefined)
  const key = `${text} ${order?.column} ${order?.descending} ${lab.id}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `version` tells when
  const { listing, timeWaits } = useMemo(() => {
    if (!shown) return NOTHING
    const stays = held && (order !== undefined || terms.length > 0) && before.current?.key === key
    const kept = stays ? before.current?.names : undefined
    return {
      listing: listKernel(lab.model, { terms, order, kept }, lab.now()),
      timeWaits: countTimeWaits(lab.model),
    }
  }, [lab, shown, terms, order, held, key, version])
  before.current = { key, names: listing.names }

  const sortBy = useCallback(
    (column: Column) =>
      setOrder((old) => {
        if (old?.column !== column) return { column, descending: MOST_FIRST.has(column) }
        return old.descending === MOST_FIRST.has(column) ? { column, descending: !old.descending } : undefined
      }),
    [setOrder],
  )
  const copy = useCallback(
    async (names: readonly string[]) => {
      const now = lab.now()
      const sockets = names.flatMap((name) => lab.model.sockets.get(name) ?? [])
      const lines = sockets.map((socket) => ssLine(lab.model, socket, now))
      const copied = await copyText([SS_HEAD, ...lines].join('\n'))
      say(copied ? t('kernel.copied', { count: lines.length }) : t('kernel.notCopied'))
    },
    [lab, say, t],
  )
  return { listing, timeWaits, text, setText, order, sortBy, hold, copy }
}

const NOTHING = {
  listing: { names: [], total: 0, states: [] } satisfies KernelListing,
  timeWaits: { called: new Map(), calling: new Map() } satisfies TimeWaits,
}

/** Of a queue or a timer, the largest is looked for. */
const MOST_FIRST: ReadonlySet<Column> = new Set<Column>(['receive', 'send', 'timer'])
