import { LifeBuoy, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Offer } from '../app/Offer'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { useSessionDesk } from './context'
import { recoveredOf } from './listing'
import { useSessions } from './useSessions'
import { sessionName, sessionWords } from './words'

/** After a crash: what was recorded until then is offered, until the person has opened it or put the offer away. */
export function RecoveredOffer() {
  const { t } = useTranslation()
  const { notices } = useUi()
  const desk = useSessionDesk()
  const { sessions } = useSessions()
  const [put, putAway] = useState(false)
  const session = sessions && !put ? recoveredOf(sessions, desk.known) : undefined
  if (!session) return null
  const words = sessionWords(t, session, Date.now())
  const dismiss = () => {
    desk.offerNoMore(session.id)
    putAway(true)
  }
  const open = async () => {
    const opening = await desk.open({ from: 'library', id: session.id }, sessionName(words))
    if (typeof opening === 'object') notices.addRefusal(opening)
  }
  const what = [words.title, words.events].filter((part) => part !== '')
  return (
    <Offer
      id="recovered"
      icon={LifeBuoy}
      title={t('sessions.recovered.title')}
      when={<time dateTime={session.startedAt}>{words.when}</time>}
      buttons={
        <>
          <Button onClick={() => void open()}>{t('sessions.recovered.open')}</Button>
          <Button look="quiet" aria-label={t('sessions.recovered.dismiss')} onClick={dismiss}>
            <X size={14} aria-hidden="true" />
          </Button>
        </>
      }
    >
      {what.length > 0 ? what.join(t('sessions.comma')) : words.size}
    </Offer>
  )
}
