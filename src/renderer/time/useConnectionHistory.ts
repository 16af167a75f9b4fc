import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useUi } from '../app/ui'
import { fill, type Hole, holeOf } from '../lab/history'
import { useLab } from '../lab/hooks'

/** So often the rest is asked for without a press, for each moment and selection; then the person decides. */
const UNASKED = 4
/** A moment that is only passed by asks for nothing, ms. */
const STAY_MS = 150

/** Sees to it that the events of these sockets are here; `hole` is where some are missing still. */
export function useConnectionHistory(names: readonly string[]): {
  hole: Hole | undefined
  load: () => void
} {
  const lab = useLab()
  const { bridge, notices } = useUi()
  const key = useSyncExternalStore(lab.subscribe, () => {
    const found = lab.behind > 0 ? undefined : holeOf(lab, names)
    return found && `${found.after} ${found.before}`
  })
  const moment = useSyncExternalStore(lab.subscribe, () => `${lab.id} ${lab.snapshots}`)
  const [after, before] = key?.split(' ').map(Number) ?? []
  const hole = after === undefined || before === undefined ? undefined : { after, before }
  const [busy, setBusy] = useState(false)
  const about = `${moment} ${names.join(' ')}`
  const unasked = useRef({ about: '', left: 0 })

  const newest = useRef({ hole, names })
  newest.current = { hole, names }
  const load = useCallback(
    async (quiet?: 'quiet') => {
      const { hole, names } = newest.current
      if (!hole) return
      setBusy(true)
      await fill(lab, bridge, hole, names, (error) => quiet ?? notices.addRefusal(error))
      setBusy(false)
    },
    [lab, bridge, notices],
  )

  useEffect(() => {
    if (unasked.current.about !== about) unasked.current = { about, left: UNASKED }
    if (key === undefined || busy || unasked.current.left === 0) return
    const timer = setTimeout(() => {
      unasked.current.left--
      void load('quiet')
    }, STAY_MS)
    return () => clearTimeout(timer)
  }, [about, key, busy, load])
  return { hole: busy || unasked.current.left > 0 ? undefined : hole, load: () => void load() }
}
