import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabError } from '../../shared/errors'
import { useUi } from '../app/ui'
import { useLab, useLabVersion } from '../lab/hooks'
import { Button } from '../ui/Button'
import { Modal } from './Modal'
import css from './NewLab.module.css'
import { whatIsOpen } from './open'

/** Closes everything and begins a new lab, once the person has seen what that means. */
export function NewLab({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const lab = useLab()
  useLabVersion()
  const { bridge, selectMany, setCleared, edits, openDialog } = useUi()
  const [refused, setRefused] = useState<LabError>()
  const [busy, setBusy] = useState(false)
  const firstField = useRef<HTMLInputElement>(null)
  const open = whatIsOpen(lab.model)

  const submit = async () => {
    setBusy(true)
    setRefused(undefined)
    const reply = await bridge.request('newLab', {})
    setBusy(false)
    if (!reply.ok) return setRefused(reply.error)
    selectMany([])
    setCleared(new Set())
    edits.forgetLab()
    onClose()
  }

  return (
    <Modal
      title={t('scenario.newLab.title')}
      intro={t('scenario.newLab.intro')}
      submit={t('scenario.newLab.submit')}
      busy={busy}
      firstField={firstField}
      onSubmit={() => void submit()}
      onClose={onClose}
      refused={refused}
    >
      <div>
        <p>{open.length === 0 ? t('scenario.newLab.nothing') : t('scenario.newLab.closes')}</p>
        <ul className={css.open}>
          {open.map(([kind, count]) => (
            <li key={kind}>{t(`scenario.newLab.${kind}`, { count })}</li>
          ))}
        </ul>
        <p className={css.log}>{t('scenario.newLab.log', { count: lab.model.seq })}</p>
      </div>
      <div>
        <Button small onClick={() => openDialog({ name: 'saveScenario' })}>
          {t('scenario.newLab.saveFirst')}
        </Button>
      </div>
    </Modal>
  )
}
