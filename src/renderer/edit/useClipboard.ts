import { useEffect, useRef } from 'react'
import type { Env } from '../actions/env'
import { endsAmong } from '../actions/of/ends'
import { stateOf } from '../actions/registry'
import { ableToSend } from '../composer/senders'
import { copierAt } from './copying'
import { intoComposer } from './intoComposer'
import { pasteSockets } from './pasteSockets'
import { readSteps } from './steps'
import { isTextField } from './textField'

/** More names than these are counted. */
const NAMED = 4

/**
 * Copy and paste of the keyboard and of the menu Edit, where no text field has them. Whoever has the focus copies, the explorer the
 * selected sockets; steps that are pasted become sockets, any other text a message. `active`: no dialog has the keyboard for itself.
 */
export function useClipboard(env: Env, active: boolean): void {
  const newest = useRef({ env, active })
  newest.current = { env, active }
  useEffect(() => {
    const isOurs = (event: ClipboardEvent) =>
      newest.current.active &&
      !event.defaultPrevented &&
      !isTextField(event.target) &&
      !isTextField(document.activeElement)
    const copy = (event: ClipboardEvent) => {
      // What was selected with the mouse is what is meant.
      if (!isOurs(event) || !(getSelection()?.isCollapsed ?? true)) return
      const focused = document.activeElement
      const own = copierAt(focused)
      const isSockets = focused === document.body || focused?.closest('[data-pane="explorer"]')
      if (!own && !isSockets) return
      event.preventDefault()
      if (own) own()
      else copySelected(newest.current.env)
    }
    const paste = (event: ClipboardEvent) => {
      if (!isOurs(event)) return
      event.preventDefault()
      void take(newest.current.env, event.clipboardData?.getData('text/plain') ?? '')
    }
    document.addEventListener('copy', copy)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('paste', paste)
    }
  }, [])
}

function copySelected(env: Env): void {
  const { possible, run, why } = stateOf('copySockets', env)
  if (possible) run()
  else if (env.ui.selection.length > 0) env.ui.say(why)
}

async function take({ ui, lab, t }: Env, text: string): Promise<void> {
  if (lab.travel !== null) return ui.say(t('acts.reason.past'))
  const read = readSteps(text)
  if (!read) {
    const canSend = ableToSend(
      lab.model,
      endsAmong(lab.model, ui.selection).map(({ name }) => name),
    ).length
    if (text === '' || canSend === 0 || !intoComposer(ui.signals, text)) ui.say(t('edit.canPaste'))
    return
  }
  if ('problem' in read) {
    const { problem, ...where } = read
    return ui.say(t(`edit.${problem}`, where))
  }
  const { names, failed } = await pasteSockets(ui, lab, read.commands)
  if (names.length > 0) ui.selectMany(names)
  const said = [
    names.length > NAMED
      ? t('edit.pastedMany', { count: names.length })
      : names.length > 0
        ? t('edit.pasted', { names: names.join(', ') })
        : '',
    failed > 0 ? t('edit.pastedLess', { count: failed }) : '',
  ].filter(Boolean)
  ui.say(said.join(' '))
}
