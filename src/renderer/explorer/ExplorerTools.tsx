import { Button } from '@base-ui/react/button'
import { Menu } from '@base-ui/react/menu'
import { Check, Eye, ListFilter } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions } from '../actions/context'
import { FilterField } from '../ui/FilterField'
import { Hint } from '../ui/Hint'
import menu from '../ui/Menu.module.css'
import css from './Explorer.module.css'
import { GROUPINGS } from './groups'
import { SORTINGS } from './sorting'
import type { ExplorerList } from './useListing'

interface Props {
  list: ExplorerList
  field: RefObject<HTMLInputElement | null>
  /** The person goes on to the list. */
  onLeave: () => void
}

export function ExplorerTools({ list, field, onLeave }: Props) {
  const { t } = useTranslation()
  const { filter, setFilter, listing } = list
  return (
    <div className={css.tools}>
      <FilterField
        ref={field}
        label={t('explorer.filter')}
        placeholder={t('explorer.filterPlaceholder')}
        value={filter}
        onChange={setFilter}
        onLeave={onLeave}
        result={filter.trim() !== '' && t('explorer.ofTotal', { shown: listing.shown, total: listing.total })}
      />
      <WatchButton />
      <Options list={list} />
    </div>
  )
}

/** The way to what isn't the lab's. */
function WatchButton() {
  const { label, why, possible, run } = useActions()('watch')
  return (
    <Hint text={possible ? label : why} side="bottom">
      <Button
        className={css.icon}
        disabled={!possible}
        focusableWhenDisabled
        aria-label={label}
        aria-description={why}
        onClick={run}
      >
        <Eye size={15} aria-hidden="true" />
      </Button>
    </Hint>
  )
}

function Options({ list }: { list: ExplorerList }) {
  const { t } = useTranslation()
  const { grouping, setGrouping, sorting, setSorting } = list
  return (
    <Menu.Root>
      <Hint text={t('explorer.options')} side="bottom">
        <Menu.Trigger
          className={css.icon}
          aria-label={t('explorer.options')}
          data-chosen={grouping !== 'role' || sorting !== 'coming' || undefined}
        >
          <ListFilter size={15} aria-hidden="true" />
        </Menu.Trigger>
      </Hint>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} sideOffset={4} align="end">
          <Menu.Popup className={menu.popup}>
            <div className={menu.items}>
              <Menu.RadioGroup value={grouping} onValueChange={setGrouping}>
                <Menu.Group>
                  <Menu.GroupLabel className={menu.heading}>{t('explorer.groupBy')}</Menu.GroupLabel>
                  {GROUPINGS.map((each) => (
                    <Choice key={each} value={each} label={t(`explorer.group.${each}`)} />
                  ))}
                </Menu.Group>
              </Menu.RadioGroup>
              <Menu.Separator className={menu.line} />
              <Menu.RadioGroup value={sorting} onValueChange={setSorting}>
                <Menu.Group>
                  <Menu.GroupLabel className={menu.heading}>{t('explorer.sortBy')}</Menu.GroupLabel>
                  {SORTINGS.map((each) => (
                    <Choice key={each} value={each} label={t(`explorer.sort.${each}`)} />
                  ))}
                </Menu.Group>
              </Menu.RadioGroup>
            </div>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function Choice({ value, label }: { value: string; label: string }) {
  return (
    <Menu.RadioItem value={value} label={label} className={menu.item}>
      <Menu.RadioItemIndicator className={menu.check}>
        <Check size={14} aria-hidden="true" />
      </Menu.RadioItemIndicator>
      <span className={menu.text}>{label}</span>
    </Menu.RadioItem>
  )
}
