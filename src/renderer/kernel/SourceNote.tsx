import { Cpu } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useActions } from '../actions/context'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { ErrorText } from '../ui/ErrorText'
import css from './SourceNote.module.css'
import { useKernelSource } from './source'

/** That the kernel's tables are not read, why, and the one act that changes it. Nothing while they are. */
export function SourceNote({ whole = false }: { whole?: boolean }) {
  const { t } = useTranslation()
  const { phase, error } = useKernelSource()
  const { run } = useActions()('toggleKernel')
  if (phase === 'on') return null
  const unavailable = phase === 'unavailable'
  const button = (
    <Button small={!whole} look="primary" onClick={run}>
      {t(unavailable ? 'kernel.source.again' : 'kernel.source.read')}
    </Button>
  )
  const text = (
    <>
      <strong>{t(unavailable ? 'kernel.source.unavailableTitle' : 'kernel.source.offTitle')}</strong>{' '}
      {t('kernel.source.offText')}
    </>
  )
  if (whole) {
    return (
      <EmptyState
        icon={Cpu}
        action={
          <>
            {error && <ErrorText error={error} />}
            {button}
          </>
        }
      >
        {text}
      </EmptyState>
    )
  }
  return (
    <div className={css.note} role="status">
      <Cpu size={14} aria-hidden="true" />
      <div className={css.text}>
        <p>{text}</p>
        {error && <ErrorText error={error} />}
      </div>
      {button}
    </div>
  )
}
