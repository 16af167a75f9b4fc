import { Cpu, SearchX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { KernelRows } from './KernelRows'
import css from './KernelTable.module.css'
import { SourceNote } from './SourceNote'
import type { KernelView } from './useKernelView'

/** What the kernel's tables say of every socket of the lab, and of those that it watches. */
export function KernelTable({ view }: { view: KernelView }) {
  const { t } = useTranslation()
  const { names, total } = view.listing
  return (
    <div className={css.table}>
      <SourceNote />
      {names.length > 0 ? (
        <KernelRows view={view} />
      ) : total > 0 ? (
        <NothingFound view={view} />
      ) : (
        <EmptyState icon={Cpu}>{t('kernel.empty')}</EmptyState>
      )}
    </div>
  )
}

function NothingFound({ view }: { view: KernelView }) {
  const { t } = useTranslation()
  const { signals } = useUi()
  useSignal(signals, 'kernel.focus', () => signals.emit('kernel.filter'))
  return (
    <EmptyState
      icon={SearchX}
      action={
        <Button
          small
          onClick={() => {
            view.setText('')
            signals.emit('kernel.filter')
          }}
        >
          {t('explorer.clearFilter')}
        </Button>
      }
    >
      {t('kernel.nothing', { text: view.text.trim() })}
    </EmptyState>
  )
}
