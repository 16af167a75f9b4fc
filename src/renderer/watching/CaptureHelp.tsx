import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { LabError } from '../../shared/errors'
import type { CaptureRights } from '../../shared/ipc'
import { useUi } from '../app/ui'
import { CopyButton } from '../connection/CopyButton'
import { Modal } from '../dialogs/Modal'
import css from './CaptureHelp.module.css'

/** What is missing for capturing packets, and the commands that would allow it. */
export function CaptureHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { bridge } = useUi()
  const [rights, setRights] = useState<CaptureRights>()
  const [busy, setBusy] = useState(true)
  const [refused, setRefused] = useState<LabError>()

  const look = useCallback(async () => {
    setBusy(true)
    const reply = await bridge.request('captureRights', {})
    setBusy(false)
    if (reply.ok) setRights(reply.value)
    else setRefused(reply.error)
  }, [bridge])
  useEffect(() => void look(), [look])

  const tryAgain = async () => {
    setBusy(true)
    setRefused(undefined)
    const reply = await bridge.request('setSource', { source: 'capture', on: true })
    if (reply.ok) return onClose()
    await look()
    setRefused(reply.error)
  }

  // What is missing is said below, with what the tool says now.
  const still = rights?.allowed === false
  return (
    <Modal
      title={t('watching.capture.help.title')}
      intro={t('watching.capture.help.intro')}
      submit={t('watching.capture.help.again')}
      busy={busy}
      onSubmit={() => void tryAgain()}
      onClose={onClose}
      refused={refused}
      instead={still ? t('watching.capture.help.still') : undefined}
    >
      {rights ? (
        <Missing rights={rights} />
      ) : (
        <p className={`${css.looking} late`} role="status">
          {t('watching.capture.help.looking')}
        </p>
      )}
    </Modal>
  )
}

function Missing({ rights }: { rights: CaptureRights }) {
  const { t } = useTranslation()
  const { allowed, missing = 'right', tool = '', trouble, commands, namespace } = rights
  if (allowed) return <p>{t('watching.capture.help.allowed', { tool })}</p>
  const note = noteOn(commands)
  return (
    <>
      <section className={css.part}>
        <p>{t(`watching.capture.help.${missing}`, { tool })}</p>
        {trouble !== undefined && <code className={css.trouble}>{visible(trouble)}</code>}
      </section>
      <section className={css.part}>
        <h3 className={css.heading}>{t('watching.capture.help.commands')}</h3>
        {commands.length === 0 ? (
          <p>{t(`watching.capture.help.no${missing === 'tool' ? 'Install' : 'Grant'}`)}</p>
        ) : (
          <ol className={css.commands}>
            {commands.map((command) => (
              <Command key={command} text={command} />
            ))}
          </ol>
        )}
        {note && <p className={css.note}>{t(`watching.capture.help.${note}`)}</p>}
      </section>
      {namespace !== undefined && (
        <section className={css.part}>
          <h3 className={css.heading}>{t('watching.capture.help.namespace')}</h3>
          <p>{t('watching.capture.help.namespaceText')}</p>
          <ul className={css.commands}>
            <Command text={namespace} />
          </ul>
        </section>
      )}
    </>
  )
}

function Command({ text }: { text: string }) {
  const { t } = useTranslation()
  return (
    <li className={css.command}>
      <code translate="no">{text}</code>
      <CopyButton text={text} name={t('watching.capture.help.copy')} />
    </li>
  )
}

/** What has to be known of the commands besides what they do. */
function noteOn(commands: readonly string[]): 'setcapNote' | 'groupNote' | undefined {
  if (commands.some((command) => command.includes('usermod'))) return 'groupNote'
  if (commands.some((command) => command.includes('setcap'))) return 'setcapNote'
  return undefined
}
