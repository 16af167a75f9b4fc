import { useEffect, useReducer, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { LabError } from '../../shared/errors'
import { type ByteFormat, useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import { BytesBlock } from './Bytes'
import css from './WholeMessage.module.css'

interface Props {
  seq: number
  preview: Uint8Array
  /** How many bytes the message has. */
  bytes: number
  format: ByteFormat
}

/** All that the lab has kept of a message: what came along as a preview, or what it gives on request. */
export function WholeMessage({ seq, preview, bytes, format }: Props) {
  const { t } = useTranslation()
  const { payload } = useUi()
  const [loaded, setLoaded] = useState<Uint8Array>()
  const [error, setError] = useState<LabError>()
  const [tries, tryAgain] = useReducer((count: number) => count + 1, 0)
  const complete = preview.length >= bytes

  // biome-ignore lint/correctness/useExhaustiveDependencies: each try is another request
  useEffect(() => {
    if (complete) return
    let wanted = true
    setError(undefined)
    void payload(seq).then((reply) => {
      if (!wanted) return
      if (reply.ok) setLoaded(reply.value.data)
      else setError(reply.error)
    })
    return () => {
      wanted = false
    }
  }, [complete, payload, seq, tries])

  const data = complete ? preview : (loaded ?? preview)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      className={css.whole}
      role="group"
      aria-label={t('messages.whole', { seq })}
      data-own-keys
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
    >
      <BytesBlock data={data} format={format} />
      {!complete && !loaded && !error && <p className={`${css.note} late`}>{t('messages.loading')}</p>}
      {loaded && loaded.length < bytes && (
        <p className={css.note}>
          {t('messages.kept', { kept: formatBytes(loaded.length), size: formatBytes(bytes) })}
        </p>
      )}
      {error && (
        <ErrorText
          error={error}
          buttons={
            <Button small onClick={tryAgain}>
              {t('broken.again')}
            </Button>
          }
        />
      )}
    </div>
  )
}
