import { useEffect, useRef } from 'react'
import { MENUS, type MenuName } from '../../shared/actions'
import type { MenuState } from '../../shared/ipc'
import type { Env } from './env'
import { ACTION_IDS, stateOf } from './registry'

/** The native menu follows the window this much later, ms: it is looked at when it is opened, not while data flows. */
const DELAY_MS = 150
/** To know what all of it offers takes a look at every socket: after that, so many times as long is nothing done for it. */
const REST = 20

/** Tells the native menu what its items say and which are possible, whenever that has changed. */
export function useMenu(env: Env): void {
  const newest = useRef(env)
  newest.current = env
  const wake = useRef(() => {})
  const { lab } = env
  useEffect(() => {
    let told = ''
    let restUntil = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      const began = performance.now()
      const state = menuOf(newest.current)
      const ended = performance.now()
      restUntil = ended + REST * (ended - began)
      const text = JSON.stringify(state)
      if (text === told) return
      told = text
      void newest.current.ui.bridge.request('setMenu', state).then((reply) => {
        if (reply.ok || reply.error.retryMs === undefined) return
        // The menu says what it said before.
        told = ''
        restUntil = Math.max(restUntil, performance.now() + reply.error.retryMs)
        wake.current()
      })
    }
    wake.current = () => {
      timer ??= setTimeout(tell, Math.max(DELAY_MS, restUntil - performance.now()))
    }
    const wakeNow = () => wake.current()
    const stop = lab.subscribe(wakeNow)
    // Undo is a text field's own while that has the focus.
    addEventListener('focusin', wakeNow)
    addEventListener('focusout', wakeNow)
    return () => {
      stop()
      removeEventListener('focusin', wakeNow)
      removeEventListener('focusout', wakeNow)
      wake.current = () => {}
      clearTimeout(timer)
    }
  }, [lab])
  // What is selected and shown, and the language, change the menu without a word from the lab.
  useEffect(() => wake.current())
}

function menuOf(env: Env): MenuState {
  const headings = Object.fromEntries(MENUS.map((menu) => [menu, env.t(`actions.menu.${menu}`)]))
  const items: MenuState['items'] = {}
  for (const id of ACTION_IDS) {
    const { label, possible, checked } = stateOf(id, env)
    items[id] = { label, enabled: possible, ...(checked !== undefined && { checked }) }
  }
  return { language: env.language, headings: headings as Record<MenuName, string>, items }
}
