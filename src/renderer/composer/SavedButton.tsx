import { Popover } from '@base-ui/react/popover'
import { Bookmark } from 'lucide-react'
import { type FormEvent, type RefObject, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { Button, buttonClass } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { TextField } from '../ui/TextField'
import { ComposerPopup } from './ComposerPopup'
import type { Draft } from './drafts'
import css from './Popup.module.css'
import { SavedList } from './SavedList'
import { LONGEST_NAME, LONGEST_SAVED, SavedMessages } from './saved'
import { keepSaved } from './savedEdits'

/** Of the whole window, whichever connection it sends on. */
const saved = new SavedMessages()

interface Props {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** What could be saved; undefined if it is none that is typed. */
  draft: Draft | undefined
  onChoose: (draft: Draft) => void
  /** Gets the focus when a message was chosen. */
  returnTo: RefObject<HTMLTextAreaElement | null>
}

/** Messages that are kept under a name: to save one, and to take one again. */
export function SavedButton({ open, onOpenChange, draft, onChoose, returnTo }: Props) {
  const { t } = useTranslation()
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Hint text={t('composer.savedHint')}>
        <Popover.Trigger
          className={buttonClass()}
          aria-label={t('composer.saved')}
          aria-description={t('composer.savedHint')}
        >
          <Bookmark size={14} aria-hidden="true" />
        </Popover.Trigger>
      </Hint>
      <ComposerPopup title={t('composer.saved')} returnTo={returnTo}>
        <SaveForm draft={draft} />
        <Saved onChoose={onChoose} />
      </ComposerPopup>
    </Popover.Root>
  )
}

function Saved({ onChoose }: Pick<Props, 'onChoose'>) {
  const { t } = useTranslation()
  const messages = useSyncExternalStore(saved.subscribe, saved.current)
  if (messages.length === 0) return <p className={css.hint}>{t('composer.savedEmpty')}</p>
  return <SavedList messages={messages} saved={saved} onChoose={onChoose} />
}

function SaveForm({ draft }: Pick<Props, 'draft'>) {
  const { t } = useTranslation()
  const ui = useUi()
  const [name, setName] = useState('')
  const wanted = name.trim()
  const replaces = saved.has(wanted)
  const reason = !draft
    ? t('composer.savedOnlyTyped')
    : draft.input === ''
      ? t('composer.nothing')
      : draft.input.length > LONGEST_SAVED
        ? t('composer.savedTooLong')
        : saved.full && !replaces
          ? t('composer.savedFull')
          : undefined
  const unnamed = wanted === '' ? t('composer.savedUnnamed') : undefined

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!draft || reason !== undefined || wanted === '') return
    keepSaved(ui, saved, wanted, draft)
    setName('')
  }

  return (
    <form className={css.form} onSubmit={submit}>
      <div className={css.saveRow}>
        <TextField
          label={t('composer.savedName')}
          value={name}
          onChange={(value) => setName(value.slice(0, LONGEST_NAME))}
          hint={reason ?? (replaces ? t('composer.savedReplaces') : undefined)}
        />
        <Button
          type="submit"
          disabled={reason !== undefined || unnamed !== undefined}
          focusableWhenDisabled
          aria-description={reason ?? unnamed}
        >
          {t(replaces ? 'composer.replace' : 'composer.save')}
        </Button>
      </div>
    </form>
  )
}
