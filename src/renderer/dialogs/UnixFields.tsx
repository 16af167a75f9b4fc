import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isAbstract } from '../../shared/unix'
import { useUi } from '../app/ui'
import { CheckField } from '../ui/CheckField'
import { TextField } from '../ui/TextField'
import css from './Dialogs.module.css'
import type { ServerForm } from './forms'
import type { FormState } from './useForm'

/** A path for a new socket file, until somebody says another one. */
function useSuggestedPath({ path }: { path: string }, suggest: (path: string) => void): void {
  const { bridge } = useUi()
  const now = useRef(path)
  now.current = path
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the field appears
  useEffect(() => {
    let wanted = path === ''
    if (wanted) {
      void bridge.request('socketPath', {}).then((reply) => {
        if (wanted && reply.ok && now.current === '') suggest(reply.value)
      })
    }
    return () => {
      wanted = false
    }
  }, [bridge])
}

/** Where a Unix domain socket listens, and who may connect. */
export function UnixPlaceFields({ state }: { state: FormState<ServerForm> }) {
  const { t } = useTranslation()
  const { bridge } = useUi()
  const { form, set, text, check } = state
  useSuggestedPath(form, (path) => set('path', path))
  const hasFile = bridge.platform !== 'win32' && !isAbstract(form.path.trim())
  return (
    <>
      <TextField
        label={t('dialogs.path')}
        {...text('path')}
        hint={t(
          `dialogs.server.pathHint.${bridge.platform === 'win32' ? 'pipe' : hasFile ? 'file' : 'abstract'}`,
        )}
      />
      {hasFile && (
        <div className={css.halves}>
          <CheckField
            label={t('dialogs.server.writableAll')}
            hint={t('dialogs.server.writableAllHint')}
            {...check('writableAll')}
          />
          <CheckField
            label={t('dialogs.server.removeStale')}
            hint={t('dialogs.server.removeStaleHint')}
            {...check('removeStale')}
          />
        </div>
      )}
    </>
  )
}

/** The path of another program's server. */
export function UnixTargetField({ text }: Pick<FormState<{ path: string }>, 'text'>) {
  const { t } = useTranslation()
  return <TextField label={t('dialogs.path')} {...text('path')} hint={t('dialogs.clients.pathHint')} />
}
