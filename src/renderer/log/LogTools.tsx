import { Popover } from '@base-ui/react/popover'
import { Toggle } from '@base-ui/react/toggle'
import { Copy, Crosshair, ListFilter } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { EVENT_CAP, MOST_HELD } from '../lab/events'
import { useLab } from '../lab/hooks'
import { RangeChip } from '../timeline/RangeChip'
import { buttonClass } from '../ui/Button'
import { CheckField } from '../ui/CheckField'
import { FilterField } from '../ui/FilterField'
import { Hint } from '../ui/Hint'
import menu from '../ui/Menu.module.css'
import { COPY_CAP } from './copy'
import { countKinds, isChosen, KIND_GROUPS } from './filter'
import css from './LogTools.module.css'
import { eventsBetween, type LogView, useCounted } from './useLogView'

/** How many events there are, which of them are shown, and what can be done with all of them. */
export function LogTools({ view }: { view: LogView }) {
  const { t } = useTranslation()
  const { signals } = useUi()
  const field = useRef<HTMLInputElement>(null)
  useSignal(signals, 'log.filter', () => {
    field.current?.focus()
    field.current?.select()
  })
  return (
    <>
      <Counts view={view} />
      <RangeChip />
      <FilterField
        ref={field}
        className={css.filter}
        label={t('log.filter')}
        placeholder={t('log.filterPlaceholder')}
        value={view.text}
        onChange={view.setText}
        onFocus={view.prepare}
        onLeave={() => signals.emit('log.focus')}
      />
      <Kinds view={view} />
      <Hint text={t('log.selectedOnlyHint')}>
        <Toggle
          pressed={view.selectedOnly}
          onPressedChange={view.setSelectedOnly}
          className={`${buttonClass('quiet', true)} ${css.toggle}`}
          aria-description={t('log.selectedOnlyHint')}
        >
          <Crosshair size={13} aria-hidden="true" />
          {t('log.selectedOnly')}
        </Toggle>
      </Hint>
      <CopyShown view={view} />
    </>
  )
}

function Counts({ view }: { view: LogView }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { start, end, done, progress } = useCounted(view.list)
  const { size } = lab.events
  const held = lab.model.seq > 0 ? t('log.heldHint', { cap: EVENT_CAP, most: MOST_HELD }) : undefined
  return (
    <span className={css.counts}>
      {view.filtered ? (
        <output title={held}>
          {t('log.shown', { shown: end - start, total: size })}
          {!done && ` · ${t('log.searched', { percent: Math.floor(progress * 100) })}`}
        </output>
      ) : (
        <span title={held}>{t('log.count', { count: lab.model.seq })}</span>
      )}
      {!view.filtered && size < lab.model.seq && <span title={held}>{t('log.held', { held: size })}</span>}
      {lab.skipped > 0 && (
        <span className={css.skipped} title={t('log.skippedHint')}>
          {t('log.skipped', { count: lab.skipped })}
        </span>
      )}
    </span>
  )
}

function Kinds({ view }: { view: LogView }) {
  const { t } = useTranslation()
  const { hidden } = view
  const shown = KIND_GROUPS.length - hidden.size
  return (
    <Popover.Root>
      <Popover.Trigger
        className={`${buttonClass('quiet', true)} ${css.toggle}`}
        data-chosen={isChosen(hidden) || undefined}
      >
        <ListFilter size={13} aria-hidden="true" />
        {hidden.size === 0 ? t('log.kinds') : t('log.someKinds', { shown, all: KIND_GROUPS.length })}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={menu.positioner} sideOffset={4} align="end" collisionPadding={8}>
          <Popover.Popup className={`${menu.popup} ${css.kinds}`} aria-label={t('log.kinds')}>
            <KindList view={view} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function KindList({ view }: { view: LogView }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { hidden, setHidden } = view
  const counts = useMemo(() => countKinds(lab.events), [lab])
  return KIND_GROUPS.map((group) => (
    <CheckField
      key={group}
      label={t('log.kind', { kind: t(`log.kindGroup.${group}`), count: counts[group] })}
      checked={!hidden.has(group)}
      onChange={(checked) => {
        const after = new Set(hidden)
        if (checked) after.delete(group)
        else after.add(group)
        setHidden(after)
      }}
    />
  ))
}

function CopyShown({ view }: { view: LogView }) {
  const { t } = useTranslation()
  const { events } = useLab()
  const { list, copy } = view
  const { start, end } = useCounted(list)
  const label =
    end - start > COPY_CAP
      ? t('log.copyNewest', { cap: COPY_CAP })
      : t('log.copyShown', { count: end - start })
  return (
    <Hint text={label}>
      <button
        type="button"
        className={`${buttonClass('quiet', true)} ${css.icon}`}
        aria-label={label}
        onClick={() => void copy(eventsBetween(list, start, end - 1, (ordinal) => events.at(ordinal)))}
      >
        <Copy size={13} aria-hidden="true" />
      </button>
    </Hint>
  )
}
