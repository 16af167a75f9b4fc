import { Autocomplete } from '@base-ui/react/autocomplete'
import { Check, Search } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { ACTIONS, type ActionId, MENUS } from '../../shared/actions'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { en } from '../i18n/en'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { DialogFrame } from '../ui/DialogFrame'
import { StandingBadge } from '../ui/StandingBadge'
import { type ActionState, useActions } from './context'
import { keysText } from './keys'
import css from './Palette.module.css'
import { ACTION_IDS } from './registry'
import { search } from './search'

/** Most sockets that are offered at once: who looks for one types more of its name. */
const MOST_SOCKETS = 30

type Item = { value: string; action: ActionState } | { value: string; socket: SocketModel; name: string }
interface Group {
  value: string
  items: Item[]
}

/** Everything that can be done, and every socket to go to, by typing a part of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const ui = useUi()
  const groups = useGroups()
  const [query, setQuery] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const shown = groups(query)

  const choose = (item: Item) => {
    if ('action' in item && !item.action.possible) {
      const { label, why } = item.action
      return ui.say(t('actions.impossible', { name: label.replace(/…+$/, ''), reason: why }))
    }
    // It gives the focus back as it goes; what is chosen may take it then, before the next key.
    flushSync(onClose)
    queueMicrotask(() => ('action' in item ? item.action.run() : ui.select(item.socket.name)))
  }

  return (
    <DialogFrame
      className={css.popup}
      label={t('actions.palette.title')}
      at="top"
      firstFocus={() => field.current}
      onClose={onClose}
    >
      <Autocomplete.Root
        open
        inline
        items={shown}
        value={query}
        onValueChange={(value, { reason }) => {
          // Choosing an item would put its name into the field.
          if (reason !== 'item-press') setQuery(value)
        }}
        filter={null}
        autoHighlight="always"
        keepHighlight
        itemToStringValue={(item: Item) => item.value}
      >
        <div className={css.field}>
          <Search size={15} aria-hidden="true" />
          <Autocomplete.Input
            ref={field}
            className={css.input}
            data-palette
            aria-label={t('actions.palette.title')}
            placeholder={t('actions.palette.placeholder')}
            spellCheck={false}
          />
        </div>
        {shown.length === 0 && <p className={css.empty}>{t('actions.palette.empty', { query })}</p>}
        <Autocomplete.List className={css.list} aria-label={t('actions.palette.list')}>
          {(group: Group) => (
            <Autocomplete.Group key={group.value} items={group.items}>
              <Autocomplete.GroupLabel className={css.group}>{group.value}</Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(item: Item) => (
                  <Autocomplete.Item
                    key={item.value}
                    value={item}
                    className={css.item}
                    onClick={() => choose(item)}
                    {...('action' in item && !item.action.possible && { 'data-impossible': true })}
                  >
                    {'action' in item ? <Action action={item.action} /> : <Socket {...item} />}
                  </Autocomplete.Item>
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
        <p className={css.foot}>{t('actions.palette.use')}</p>
      </Autocomplete.Root>
    </DialogFrame>
  )
}

function Action({ action }: { action: ActionState }) {
  const { t } = useTranslation()
  const { bridge } = useUi()
  return (
    <>
      <span className={css.label}>
        {action.label}
        {action.checked && <Check size={13} aria-hidden="true" />}
      </span>
      {action.keys !== undefined && <kbd className={css.keys}>{keysText(action.keys, bridge.platform)}</kbd>}
      {(action.why !== '' || !action.possible) && (
        <span className={css.why}>
          {!action.possible && <>{t('actions.palette.impossible')}: </>}
          {action.why}
        </span>
      )}
    </>
  )
}

function Socket({ socket, name }: { socket: SocketModel; name: string }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={css.label}>
        {name} <span className={css.role}>{t(`roles.${socket.role}`)}</span>
      </span>
      <StandingBadge socket={socket} plain />
    </>
  )
}

const isAlso = (id: ActionId): id is keyof typeof en.actions.also => Object.hasOwn(en.actions.also, id)

/**
 * What fits a query, by group. Actions are found by their English names in every language; at the end come those that people may
 * mean by another word.
 */
function useGroups(): (query: string) => Group[] {
  const { t } = useTranslation()
  const lab = useLab()
  const ui = useUi()
  const actions = useActions()
  return (query) => {
    const states = ACTION_IDS.filter((id) => id !== 'palette').map(actions)
    const found = search(states, query, ({ id, label }) => [label, en.actions.name[id]])
    const related = search(
      states.filter((action) => !found.includes(action)),
      query,
      ({ id }) => (isAlso(id) ? [`${t(`actions.also.${id}`)} ${en.actions.also[id]}`] : []),
    )
    const groups: Group[] = MENUS.map((menu) => ({
      value: t(`actions.menu.${menu}`),
      items: found
        .filter(({ id }) => ACTIONS[id].menu === menu)
        .map((action) => ({ value: action.id, action })),
    }))
    const sockets = [...lab.model.sockets.values()].filter(({ name }) => !ui.cleared.has(name))
    const named = sockets.map((socket) => ({
      value: `@${socket.name}`,
      socket,
      name: shownName(lab.model, socket.name),
    }))
    const goTo = search(named, query, ({ name, socket }) => [name, socket.name, socket.local ?? ''])
    // Who types the name of a socket wants to go there; with nothing typed, acts come first.
    const last = { value: t('actions.palette.sockets'), items: goTo.slice(0, MOST_SOCKETS) }
    const others = {
      value: t('actions.palette.related'),
      items: related.map((action) => ({ value: action.id, action })),
    }
    return [...groups, last, others].filter(({ items }) => items.length > 0)
  }
}
