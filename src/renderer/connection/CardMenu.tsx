import { Ellipsis } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { END_GROUPS, useMenuEntries } from '../actions/menuEntries'
import { useNoteActs } from '../notes/useNoteActs'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { type MenuAnchor, PopupMenu } from '../ui/PopupMenu'

/** Everything that can be done with this end, each with what it will do and its keys. */
export function CardMenu({
  socket,
  name,
  at,
  onOpen,
}: {
  socket: string
  name: string
  at: MenuAnchor | undefined
  onOpen: (at: MenuAnchor | undefined) => void
}) {
  const { t } = useTranslation()
  const entries = useMenuEntries()
  const { entryOf } = useNoteActs()
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <Hint text={t('end.menu', { name })}>
        <Button
          ref={button}
          small
          look="quiet"
          aria-label={t('end.menu', { name })}
          aria-haspopup="menu"
          aria-expanded={at !== undefined}
          onClick={(event) => onOpen(event.currentTarget)}
        >
          <Ellipsis size={15} aria-hidden="true" />
        </Button>
      </Hint>
      <PopupMenu
        at={at}
        label={t('end.menu', { name })}
        groups={at ? [...entries(END_GROUPS), [entryOf(socket)]] : []}
        onClose={() => onOpen(undefined)}
        focusAfter={() => button.current}
      />
    </>
  )
}
