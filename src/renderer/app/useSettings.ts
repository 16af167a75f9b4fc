import { useCallback, useEffect, useMemo, useState } from 'react'
import { LAB_CODES, labError } from '../../shared/errors'
import type { LabBridge, SettingsChange } from '../../shared/ipc'
import type { BrokenSettings, SettingsState, Theme } from '../../shared/settings'
import type { NoticeStore } from '../notices/noticeStore'
import { readKept, writeKept } from './kept'
import type { Ui } from './ui'

/** The file of settings that the person has been told of. */
const TOLD = 'settings.told'

type ProgramPart = Pick<Ui, 'settings' | 'changeSettings' | 'lookAtSettings' | 'theme' | 'setTheme'>

/** The settings that the program keeps, as it has them. */
export function useSettings(bridge: LabBridge, notices: NoticeStore): ProgramPart {
  const [settings, setShown] = useState<SettingsState>()
  const lookAtSettings = useCallback(() => {
    void bridge.request('settings', {}).then((reply) => {
      if (reply.ok) setShown(reply.value)
    })
  }, [bridge])
  useEffect(lookAtSettings, [lookAtSettings])
  const broken = settings?.broken
  useEffect(() => {
    if (!broken || readKept(TOLD) === true) return
    writeKept(TOLD, true)
    notices.addRefusal(labError(LAB_CODES.badSettings, placeOf(broken)))
  }, [broken, notices])
  const changeSettings = useCallback(
    async (change: SettingsChange) => {
      const reply = await bridge.request('setSettings', { change })
      if (reply.ok) setShown(reply.value)
      else notices.addRefusal(reply.error)
      return reply
    },
    [bridge, notices],
  )
  const setTheme = useCallback((theme: Theme) => void changeSettings({ theme }), [changeSettings])
  const theme = settings?.values.theme ?? 'system'
  return useMemo(
    () => ({ settings, changeSettings, lookAtSettings, theme, setTheme }),
    [settings, changeSettings, lookAtSettings, theme, setTheme],
  )
}

/** Where it lies; the rest is said of the code in the window's language, and in the dialog. */
function placeOf({ file, kept, wrong }: BrokenSettings): string {
  const place = kept ?? file
  return wrong.length === 0 ? place : `${place}: ${wrong.join(', ')}`
}
