import { useCallback, useEffect, useState } from 'react'
import type { LabBridge, Theme } from '../../shared/ipc'

/** Light or dark, as the program has it; it remembers. */
export function useTheme(bridge: LabBridge): [Theme, (theme: Theme) => void] {
  const [theme, setShown] = useState<Theme>('system')
  useEffect(() => {
    void bridge.request('about', {}).then((reply) => {
      if (reply.ok) setShown(reply.value.theme)
    })
  }, [bridge])
  const setTheme = useCallback(
    async (source: Theme) => {
      const reply = await bridge.request('theme', { source })
      if (reply.ok) setShown(source)
    },
    [bridge],
  )
  return [theme, setTheme]
}
