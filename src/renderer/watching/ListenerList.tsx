import { RotateCw } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { LocalListener } from '../../shared/ipc'
import { useLab } from '../lab/hooks'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import { FilterField } from '../ui/FilterField'
import { Hint } from '../ui/Hint'
import { keyTarget } from '../ui/listKeys'
import { termsOf } from '../ui/terms'
import { isChosen, isWatched, offered, type WatchForm } from './form'
import css from './ListenerList.module.css'
import type { LocalListeners } from './WatchDialog'

interface Props {
  field: RefObject<HTMLInputElement | null>
  found: LocalListeners
  form: WatchForm
  onChoose: (listener: LocalListener) => void
  onSubmit: () => void
}

/** What listens on this machine, to choose from. The list has the focus and names what is chosen; Enter takes that. */
export function ListenerList({ field, found, form, onChoose, onSubmit }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const { listeners, error, lookAgain } = found
  const shown = useMemo(() => offered(listeners ?? [], form.by, termsOf(text)), [listeners, form.by, text])
  const active = shown.findIndex((listener) => isChosen(form, listener))
  const rowId = (index: number) => `${id}-${index}`
  useEffect(() => {
    if (active >= 0) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, id])

  const enter = () => {
    const [first] = shown
    if (active < 0 && first) onChoose(first)
    list.current?.focus()
  }
  const press = (event: KeyboardEvent) => {
    const from = active < 0 ? -1 : active
    const to = keyTarget(event.key, from, { start: 0, end: shown.length, page: 6 })
    const listener = to === undefined ? undefined : shown[to]
    if (listener) onChoose(listener)
    else if (event.key === 'Enter') onSubmit()
    else return
    event.preventDefault()
  }

  return (
    <div>
      <div className={css.tools}>
        <FilterField
          ref={field}
          label={t('watching.watch.filter')}
          placeholder={t('watching.watch.filterPlaceholder')}
          value={text}
          onChange={setText}
          onLeave={enter}
        />
        <Hint text={t('watching.watch.again')}>
          <Button small look="quiet" aria-label={t('watching.watch.again')} onClick={lookAgain}>
            <RotateCw size={13} aria-hidden="true" />
          </Button>
        </Hint>
      </div>
      {error && (
        <div className={css.failed} role="alert">
          <p>{t('watching.watch.failed')}</p>
          <ErrorText error={error} />
        </div>
      )}
      <div
        ref={list}
        className={css.list}
        role="listbox"
        tabIndex={0}
        aria-label={t('watching.watch.list')}
        aria-activedescendant={active >= 0 ? rowId(active) : undefined}
        onKeyDown={press}
      >
        {shown.map((listener, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active row
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list
          <div
            key={`${listener.local} ${listener.pid}`}
            id={rowId(index)}
            role="option"
            aria-selected={index === active}
            className={css.row}
            onClick={() => onChoose(listener)}
            onDoubleClick={onSubmit}
          >
            <span className={css.address}>{listener.local}</span>
            <span className={css.program}>
              {listener.process === undefined ? (
                <span className={css.unknown}>{t('watching.watch.unknownProgram')}</span>
              ) : (
                visible(listener.process)
              )}
            </span>
            <span className={css.pid}>{listener.pid}</span>
            <span className={css.watched}>
              {isWatched(listener, lab.model.watches.values()) && t('watching.watch.watched')}
            </span>
          </div>
        ))}
        {shown.length === 0 && !error && (
          <p className={css.none} role="presentation">
            {listeners === undefined
              ? t('watching.watch.loading')
              : text.trim() === ''
                ? t('watching.watch.none')
                : t('watching.watch.noneFound', { text: text.trim() })}
          </p>
        )}
      </div>
    </div>
  )
}
