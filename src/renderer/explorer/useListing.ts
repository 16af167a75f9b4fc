import { useCallback, useMemo, useRef, useState } from 'react'
import { useUi } from '../app/ui'
import { setForm, useKept, useKeptInLab } from '../app/useKept'
import { usePreference } from '../app/usePreference'
import { useCalm } from '../lab/calm'
import { useLab } from '../lab/hooks'
import { termsOf } from '../ui/terms'
import type { Grouping } from './groups'
import { explorerGrouping, explorerSorting } from './preference'
import { arrangementOf, type Listing, listRows } from './rows'
import type { Sorting } from './sorting'

/** How long a list that depends on more than which sockets there are stays as it is, ms. */
const CALM_MS = 1000
const FILTERED_MS = 250
/** With so many sockets any list does: to make one takes milliseconds. */
const MANY = 1000
const MANY_MS = 250

const NOTHING: ReadonlySet<string> = new Set()
const KEYS = setForm()

export interface ExplorerList {
  listing: Listing
  filter: string
  setFilter: (text: string) => void
  grouping: Grouping
  setGrouping: (grouping: Grouping) => void
  sorting: Sorting
  setSorting: (sorting: Sorting) => void
  /** Opens or closes what stands under a key (`collapseKey`). */
  toggle: (key: string) => void
  /** Opens all of these. */
  open: (keys: readonly string[]) => void
}

/** The explorer's rows and what the person wants of them. While it is `held`, no row takes another's place. */
export function useListing(held: boolean): ExplorerList {
  const lab = useLab()
  const { cleared, range } = useUi()
  const [filter, setFilterText] = useKept('explorer.filter', '')
  const [grouping, setGrouping] = usePreference(explorerGrouping)
  const [sorting, setSorting] = usePreference(explorerSorting)
  // What is found is in sight: a filter has foldings of its own, and begins without any.
  const [folded, setFolded] = useKeptInLab(lab, 'folded', NOTHING, KEYS)
  const [foldedFound, setFoldedFound] = useState(NOTHING)
  const terms = useMemo(() => termsOf(filter), [filter])
  const filtered = terms.length > 0 || range !== undefined
  const collapsed = filtered ? foldedFound : folded
  const setCollapsed = filtered ? setFoldedFound : setFolded

  const lively = grouping === 'state' || grouping === 'error' || sorting === 'state' || sorting === 'change'
  const plain = !lively && !filtered && sorting === 'coming'
  const read = useCallback(() => (plain ? lab.structure : lab.version), [plain, lab])
  const many = lab.model.sockets.size > MANY ? MANY_MS : 0
  const version = useCalm(lab.subscribe, read, plain ? many : lively ? CALM_MS : FILTERED_MS)

  const before = useRef<{ key: string; listing: Listing }>(undefined)
  const key = `${grouping} ${sorting} ${filter}`
  const keep = held && (lively || filtered)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `version` tells when
  const listing = useMemo(() => {
    const kept = keep && before.current?.key === key ? arrangementOf(before.current.listing.rows) : undefined
    return listRows(lab.model, { collapsed, cleared, terms, range, grouping, sorting, kept })
  }, [lab, collapsed, cleared, terms, range, grouping, sorting, keep, key, version])
  before.current = { key, listing }

  const setFilter = useCallback(
    (text: string) => {
      setFilterText(text)
      if (text === '') setFoldedFound(NOTHING)
    },
    [setFilterText],
  )
  const toggle = useCallback(
    (folding: string) =>
      setCollapsed((old) => {
        const after = new Set(old)
        if (!after.delete(folding)) after.add(folding)
        return after
      }),
    [setCollapsed],
  )
  const open = useCallback(
    (keys: readonly string[]) => setFolded((old) => new Set([...old].filter((each) => !keys.includes(each)))),
    [setFolded],
  )
  return { listing, filter, setFilter, grouping, setGrouping, sorting, setSorting, toggle, open }
}
