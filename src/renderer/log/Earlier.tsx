import { ChevronsUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { fill, missingInFront } from '../lab/history'
import { useLab } from '../lab/hooks'
import css from './Earlier.module.css'

/** What the window does not hold of the log, and how to get it. */
export interface Earlier {
  /** Events in front of the oldest one that is held. */
  count: number
  /** No more can be held beside those that are: the way to older ones is their own moment. */
  full: boolean
  /** `quiet`: nobody has asked, so nobody is told if they can't be had. */
  load: (quiet?: 'quiet') => void
  /** Gets what is missing in front of the event with this seq. */
  loadBefore: (seq: number) => void
}

export function useEarlier(): Earlier {
  const lab = useLab()
  const { bridge, notices, time } = useUi()
  const { events } = lab
  const [busy, setBusy] = useState(false)
  const count = events.size === 0 ? 0 : missingInFront(lab, events.first)
  const full = events.room < 1
  const loadBefore = async (seq: number, quiet?: 'quiet') => {
    const ordinal = events.find(seq)
    if (ordinal === undefined || busy) return
    const after = ordinal > events.first ? events.seqAt(ordinal - 1) : 0
    if (full) return time.goTo(after === 0 ? seq - 1 : after)
    setBusy(true)
    await fill(lab, bridge, { after, before: seq }, [], (error) => quiet ?? notices.addRefusal(error))
    setBusy(false)
  }
  return {
    count,
    full,
    load: (quiet) => void (events.size > 0 && loadBefore(events.seqAt(events.first), quiet)),
    loadBefore: (seq) => void loadBefore(seq),
  }
}

/** The first row of a log of which older events are elsewhere. */
export function EarlierRow({ earlier, still = false }: { earlier: Earlier; still?: boolean }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className={css.earlier}
      data-still={still || undefined}
      onClick={() => earlier.load()}
    >
      <ChevronsUp size={13} aria-hidden="true" />
      {t('time.earlier', { count: earlier.count })}
      <span className={css.how}>{t(earlier.full ? 'time.goThere' : 'time.load')}</span>
    </button>
  )
}
