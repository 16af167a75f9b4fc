import { History, ListChecks, RotateCcw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LastLab as Last } from '../../shared/ipc'
import { useScenarioStore } from '../scenario/context'
import { Button } from '../ui/Button'
import { Offer } from './Offer'
import { useUi } from './ui'
import { whenWords } from './when'

/** The lab of the last start, offered again. Nothing of it runs before the person says so. */
export function LastLab() {
  const { t } = useTranslation()
  const { bridge } = useUi()
  const { store } = useScenarioStore()
  const [last, setLast] = useState<Last | null>(null)

  useEffect(() => {
    let wanted = true
    void bridge.request('lastLab', {}).then((reply) => {
      if (wanted && reply.ok) setLast(reply.value)
    })
    return () => {
      wanted = false
    }
  }, [bridge])

  if (!last) return null
  const { savedAt, servers, clients, steps } = last
  if (servers + clients + steps === 0) return null
  const open = [
    ...(servers > 0 ? [t('empty.last.servers', { count: servers })] : []),
    ...(clients > 0 ? [t('empty.last.clients', { count: clients })] : []),
  ]
  const had = open.length > 0 ? open.join(t('empty.last.comma')) : t('empty.last.nothingOpen')
  return (
    <Offer
      id="last-lab"
      icon={History}
      title={t('empty.last.title')}
      when={<time dateTime={savedAt}>{whenWords(t, savedAt, Date.now())}</time>}
      buttons={
        <>
          {open.length > 0 && (
            <Button
              aria-description={t('empty.last.againHint')}
              onClick={() => void store.setUpLastLab(t('scenario.panel.lastSetup'))}
            >
              <RotateCcw size={14} aria-hidden="true" />
              {t('empty.last.again')}
            </Button>
          )}
          {steps > 0 && (
            <Button
              onClick={() => void store.open({ from: 'lastLab', part: 'whole' }, t('scenario.panel.lastLab'))}
            >
              <ListChecks size={14} aria-hidden="true" />
              {t('empty.last.open')}
            </Button>
          )}
        </>
      }
    >
      {had}
    </Offer>
  )
}
