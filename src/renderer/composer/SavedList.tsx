import { Check, Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import type { Draft } from './drafts'
import css from './Popup.module.css'
import { LONGEST_NAME, type SavedMessage, type SavedMessages } from './saved'
import { removeSaved } from './savedEdits'

/** As much of a message as fits beside its name. Characters. */
const PREVIEW = 60

interface Props {
  messages: readonly SavedMessage[]
  saved: SavedMessages
  onChoose: (draft: Draft) => void
}

export function SavedList({ messages, saved, onChoose }: Props) {
  const { t } = useTranslation()
  const ui = useUi()
  const [renamed, setRenamed] = useState<string>()
  return (
    <ul className={css.list} aria-label={t('composer.saved')}>
      {messages.map((message) => (
        <li key={message.name} className={css.row}>
          {renamed === message.name ? (
            <Rename name={message.name} saved={saved} onDone={() => setRenamed(undefined)} />
          ) : (
            <>
              <button type="button" className={css.message} onClick={() => onChoose(message)}>
                <span className={css.name}>{message.name}</span>
                <span className={css.preview}>{preview(message)}</span>
              </button>
              <Act
                name={t('composer.rename', { name: message.name })}
                onClick={() => setRenamed(message.name)}
              >
                <Pencil size={13} aria-hidden="true" />
              </Act>
              <Act
                name={t('composer.delete', { name: message.name })}
                onClick={() => removeSaved(ui, saved, message)}
              >
                <Trash2 size={13} aria-hidden="true" />
              </Act>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Act({ name, onClick, children }: { name: string; onClick: () => void; children: ReactNode }) {
  return (
    <Hint text={name}>
      <Button small look="quiet" aria-label={name} onClick={onClick}>
        {children}
      </Button>
    </Hint>
  )
}

function Rename({ name, saved, onDone }: { name: string; saved: SavedMessages; onDone: () => void }) {
  const { t } = useTranslation()
  const [to, setTo] = useState(name)
  const taken = to.trim() !== name && saved.has(to.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (to.trim() !== '' && saved.rename(name, to.trim())) onDone()
  }
  return (
    <form className={css.rename} onSubmit={submit}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
        autoFocus
        className={css.nameInput}
        aria-label={t('composer.newName', { name })}
        aria-invalid={taken || undefined}
        value={to}
        maxLength={LONGEST_NAME}
        onChange={(event) => setTo(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // Leaves the name as it is; the list stays open.
          event.stopPropagation()
          onDone()
        }}
      />
      {taken && (
        <span role="alert" className={css.taken}>
          {t('composer.nameTaken')}
        </span>
      )}
      <Button type="submit" small look="quiet" aria-label={t('composer.keepName')}>
        <Check size={14} aria-hidden="true" />
      </Button>
    </form>
  )
}

function preview({ input, format }: Draft): string {
  const start = input.slice(0, PREVIEW)
  return format === 'hex' ? start : visible(start)
}
