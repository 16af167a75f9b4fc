import { ChevronDown, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ActionGroups, useMenuEntries } from '../actions/menuEntries'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { type MenuAnchor, PopupMenu } from '../ui/PopupMenu'

/** What else can be made; servers and clients have buttons of their own. */
const MAKERS: ActionGroups = [
  ['quickStart'],
  ['newDatagrams', 'newLoad', 'newProxy', 'runProgram'],
  ['watch', 'lookup', 'openScenario'],
]

export function MakerMenu() {
  const { t } = useTranslation()
  const entries = useMenuEntries()
  const button = useRef<HTMLButtonElement>(null)
  const [at, setAt] = useState<MenuAnchor>()
  return (
    <>
      <Hint text={t('app.more')} side="bottom">
        <Button
          ref={button}
          data-point="more"
          aria-label={t('app.more')}
          aria-haspopup="menu"
          aria-expanded={at !== undefined}
          onClick={(event) => setAt(event.currentTarget)}
        >
          <Plus size={14} aria-hidden="true" />
          <ChevronDown size={12} aria-hidden="true" />
        </Button>
      </Hint>
      <PopupMenu
        at={at}
        label={t('app.more')}
        groups={at ? entries(MAKERS) : []}
        onClose={() => setAt(undefined)}
        focusAfter={() => button.current}
      />
    </>
  )
}
