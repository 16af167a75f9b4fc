import { Popover } from '@base-ui/react/popover'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NAME_PATTERN } from '../../shared/ids'
import { useUi } from '../app/ui'
import { useShownName } from '../lab/useShownName'
import css from './RenameField.module.css'

interface Props {
  name: string
  onDone: () => void
}

/** A socket's name while it is being changed. Enter takes it, Escape leaves it as it was. */
export function RenameField({ name, onDone }: Props) {
  const { t } = useTranslation()
  const { execute } = useUi()
  const shown = useShownName(name) ?? name
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(shown)
  const [problem, setProblem] = useState<string>()
  const done = useRef(false)

  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

  const leave = () => {
    if (done.current) return
    done.current = true
    onDone()
  }
  const commit = async () => {
    const to = text.trim()
    if (to === shown) return leave()
    if (!NAME_PATTERN.test(to)) return setProblem(t('explorer.badName'))
    const reply = await execute({ do: 'rename', socket: name, to }, 'quiet')
    if (reply.ok) leave()
    else setProblem(t('explorer.nameRefused', { code: reply.error.code, message: reply.error.message }))
  }
  const press = (event: KeyboardEvent) => {
    // Nothing that is typed here is meant for the tree.
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') void commit()
    else if (event.key === 'Escape') leave()
  }
  // Whoever goes elsewhere takes back a name that can't be.
  const blur = () => {
    const to = text.trim()
    if (!done.current && to !== shown && NAME_PATTERN.test(to))
      void execute({ do: 'rename', socket: name, to })
    leave()
  }

  return (
    <>
      <input
        ref={field}
        className={css.field}
        value={text}
        aria-label={t('explorer.newName', { name: shown })}
        aria-invalid={problem !== undefined}
        aria-description={problem}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value)
          setProblem(undefined)
        }}
        onKeyDown={press}
        onBlur={blur}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onContextMenu={(event) => event.stopPropagation()}
      />
      <Popover.Root open={problem !== undefined}>
        <Popover.Portal>
          <Popover.Positioner
            anchor={field}
            className={css.positioner}
            side="bottom"
            align="start"
            sideOffset={4}
          >
            <Popover.Popup className={css.problem} role="alert" initialFocus={false} finalFocus={false}>
              {problem}
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </>
  )
}
