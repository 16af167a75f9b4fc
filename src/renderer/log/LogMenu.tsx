import { useTranslation } from 'react-i18next'
import type { LabEvent } from '../../shared/events'
import { keysText } from '../actions/keys'
import { useUi } from '../app/ui'
import { missingInFront } from '../lab/history'
import { useLab } from '../lab/hooks'
import { useNoteActs } from '../notes/useNoteActs'
import { ContextMenuPopup } from '../ui/ContextMenuPopup'
import type { MenuGroups } from '../ui/MenuItems'
import type { Earlier } from './Earlier'
import type { LogView } from './useLogView'

interface Props {
  view: LogView
  earlier: Earlier
  /** The selected events; asked for when the menu opens. */
  chosen: () => LabEvent[]
  focusAfter: () => HTMLElement | null
}

/** What can be done with the selected events. */
export function LogMenu({ view, earlier, chosen, focusAfter }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { bridge, pointAt, time } = useUi()
  const { entryFor } = useNoteActs()
  const groups = (): MenuGroups => {
    const events = chosen()
    const last = events.at(-1)
    const { copy, togglePins, isPinned } = view
    const some = events.length > 0
    const unpin = some && events.every(({ seq }) => isPinned(seq))
    const cause = events.length === 1 ? last?.cause : undefined
    const there = cause !== undefined && lab.events.find(cause) !== undefined
    const only = events.length === 1 ? last : undefined
    const ordinal = only && lab.events.find(only.seq)
    const gap = ordinal === undefined || ordinal === lab.events.first ? 0 : missingInFront(lab, ordinal)
    return [
      [
        {
          id: 'copy',
          label: t('log.copy', { count: Math.max(1, events.length) }),
          possible: some,
          keys: keysText('Mod+C', bridge.platform),
          run: () => void copy(events),
        },
        {
          id: 'json',
          label: t('log.copyJson', { count: Math.max(1, events.length) }),
          possible: some,
          run: () => void copy(events, 'json'),
        },
      ],
      [
        {
          id: 'pin',
          label: unpin ? t('log.unpin') : t('log.pin'),
          possible: some,
          keys: 'P',
          run: () => togglePins(events),
        },
        ...(last && events.length === 1 ? [entryFor(last.seq)] : []),
        {
          id: 'cause',
          label: t('log.showCause'),
          possible: there,
          why: there ? t('log.causeIs', { seq: cause }) : t('log.noCause'),
          run: () => cause !== undefined && pointAt(cause),
        },
      ],
      [
        {
          id: 'moment',
          label: t('time.showMoment'),
          possible: only !== undefined,
          why: only ? t('time.showMomentHint', { seq: only.seq }) : '',
          run: () => only && void time.goTo(only.seq),
        },
        ...(gap > 0 && only
          ? [
              {
                id: 'missing',
                label: t('time.loadMissing', { count: gap }),
                run: () => earlier.loadBefore(only.seq),
              },
            ]
          : []),
      ],
    ]
  }
  return <ContextMenuPopup label={t('log.menu')} focusAfter={focusAfter} groups={groups} />
}
