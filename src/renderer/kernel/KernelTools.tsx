import { Copy } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { buttonClass } from '../ui/Button'
import { FilterField } from '../ui/FilterField'
import { Hint } from '../ui/Hint'
import { StateBadge } from '../ui/StateBadge'
import css from './KernelTools.module.css'
import type { KernelView } from './useKernelView'

/** How many sockets are in each state, which of them are shown, and the way to take them elsewhere. */
export function KernelTools({ view }: { view: KernelView }) {
  const { t } = useTranslation()
  const { signals } = useUi()
  const field = useRef<HTMLInputElement>(null)
  const { listing, text, setText, copy } = view
  const { names, total, states } = listing
  useSignal(signals, 'kernel.filter', () => {
    field.current?.focus()
    field.current?.select()
  })
  const copyAll = t('kernel.copyAll', { count: names.length })
  return (
    <>
      <ul className={css.counts} aria-label={t('kernel.counts')}>
        <li>{t('kernel.counted', { count: total })}</li>
        {states.map(([state, count]) => (
          <li key={state} className={css.state} aria-label={t('kernel.ofState', { state, count })}>
            <StateBadge state={state} plain />
            {t('explorer.count', { count })}
          </li>
        ))}
      </ul>
      <FilterField
        ref={field}
        className={css.filter}
        label={t('kernel.filter')}
        placeholder={t('kernel.filterPlaceholder')}
        value={text}
        onChange={setText}
        onLeave={() => signals.emit('kernel.focus')}
        result={text.trim() !== '' && t('kernel.shown', { shown: names.length, total })}
      />
      <Hint text={copyAll}>
        <button
          type="button"
          className={`${buttonClass('quiet', true)} ${css.icon}`}
          aria-label={copyAll}
          disabled={names.length === 0}
          onClick={() => void copy(names)}
        >
          <Copy size={13} aria-hidden="true" />
        </button>
      </Hint>
    </>
  )
}
