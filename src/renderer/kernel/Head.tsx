import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { GridHeading, GridRow } from '../ui/Grid'
import css from './KernelTable.module.css'
import type { Column } from './listing'
import type { KernelView } from './useKernelView'

/** `lab`, what the lab has concluded, is beside the state and sorts with it. */
const SHOWN = ['state', 'lab', 'receive', 'send', 'local', 'peer', 'timer', 'name', 'program'] as const

/** The names of the columns; each sorts by its own. */
export function Head({ view }: { view: KernelView }) {
  const { t } = useTranslation()
  return (
    <GridRow className={css.head} aria-rowindex={1}>
      {SHOWN.map((column) =>
        column === 'lab' ? (
          <GridHeading key={column} className={css.title} title={t('kernel.columnHint.lab')}>
            {t('kernel.column.lab')}
          </GridHeading>
        ) : (
          <SortButton key={column} column={column} view={view} />
        ),
      )}
    </GridRow>
  )
}

function SortButton({ column, view }: { column: Column; view: KernelView }) {
  const { t } = useTranslation()
  const { order, sortBy } = view
  const sorted = order?.column === column ? (order.descending ? 'descending' : 'ascending') : undefined
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  const hint = t(`kernel.columnHint.${column}`)
  return (
    <GridHeading aria-sort={sorted ?? 'none'} className={css.title} data-column={column}>
      <button
        type="button"
        title={hint}
        aria-description={`${hint} ${t('kernel.sortedBy')}`}
        onClick={() => sortBy(column)}
      >
        {t(`kernel.column.${column}`)}
        {sorted && <Arrow size={11} aria-hidden="true" />}
      </button>
    </GridHeading>
  )
}
