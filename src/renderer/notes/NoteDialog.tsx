import { Field } from '@base-ui/react/field'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_NOTE } from '../../shared/channels'
import type { LabError } from '../../shared/errors'
import type { PinnedNote } from '../../shared/model/model'
import { keysText } from '../actions/keys'
import { useUi } from '../app/ui'
import { DIALOG_FORM, useKept } from '../app/useKept'
import { Modal } from '../dialogs/Modal'
import { useLab } from '../lab/hooks'
import field from '../ui/TextField.module.css'
import css from './NoteDialog.module.css'
import { eventText, type NoteTarget, targetText } from './target'
import { useNoteActs } from './useNoteActs'

interface Props {
  target: NoteTarget
  /** The note that is written anew. */
  note: PinnedNote | undefined
  onClose: () => void
}

/** From so many characters that are left on, that is said. */
const FEW = 200

/** Writes a note, or writes one anew. */
export function NoteDialog({ target, note, onClose }: Props) {
  const { t } = useTranslation()
  const { bridge, say } = useUi()
  const { write } = useNoteActs()
  const intro = useIntro(target)
  const [text, setText] = useKept(DIALOG_FORM, note?.text ?? '')
  const [refused, setRefused] = useState<LabError>()
  const [busy, setBusy] = useState(false)
  const empty = text.trim() === ''
  const left = MAX_NOTE - text.length
  const keys = keysText('Mod+Enter', bridge.platform)

  const save = async () => {
    if (empty || busy) return
    if (text.trim() === note?.text) return onClose()
    setBusy(true)
    setRefused(undefined)
    const { socket, about } = target
    const pinned = { ...(socket !== undefined && { socket }), ...(about !== undefined && { about }) }
    const reply = await write(pinned, text.trim(), note?.seq)
    setBusy(false)
    if (!reply.ok) return setRefused(reply.error)
    say(t('notes.dialog.saved'))
    onClose()
  }

  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    void save()
  }

  return (
    <Modal
      title={note ? t('notes.dialog.edit') : t('notes.dialog.add')}
      intro={intro}
      submit={t('notes.dialog.save')}
      busy={busy || empty}
      onSubmit={() => void save()}
      onClose={onClose}
      refused={refused}
    >
      <Field.Root className={field.field}>
        <Field.Label className={field.label}>{t('notes.dialog.text')}</Field.Label>
        <Field.Control
          render={<textarea rows={7} />}
          className={css.text}
          value={text}
          maxLength={MAX_NOTE}
          onValueChange={setText}
          onKeyDown={press}
          placeholder={t('notes.dialog.placeholder')}
          spellCheck={false}
        />
        <Field.Description className={field.hint}>
          {left > FEW ? t('notes.dialog.hint', { keys }) : t('notes.dialog.left', { count: left, keys })}
        </Field.Description>
      </Field.Root>
    </Modal>
  )
}

/** What the note is pinned to, as a sentence. */
function useIntro(target: NoteTarget): string {
  const { t } = useTranslation()
  const lab = useLab()
  const text = targetText(t, lab, target)
  const event = eventText(t, lab, target)
  if (event !== undefined) return t('notes.dialog.toEvent', { target: text, event })
  if (target.about !== undefined) return t('notes.dialog.toOldEvent', { target: text })
  return target.socket === undefined ? t('notes.dialog.toLog') : t('notes.dialog.toSocket', { target: text })
}
