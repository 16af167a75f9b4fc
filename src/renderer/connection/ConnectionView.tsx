import { Tabs } from '@base-ui/react/tabs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallsTab } from '../calls/CallsTab'
import { Composer } from '../composer/Composer'
import { MessagesTab } from '../messages/MessagesTab'
import { Segmented } from '../ui/Segmented'
import css from './ConnectionView.module.css'
import { EndCard } from './EndCard'

export type ByteFormat = 'text' | 'hex'

/** Both ends of a connection side by side, what they said and did, and what to send next. */
export function ConnectionView({
  client,
  server,
}: {
  client: string | undefined
  server: string | undefined
}) {
  const { t } = useTranslation()
  const [tab, setTab] = useState('messages')
  const [format, setFormat] = useState<ByteFormat>('text')
  return (
    <div className={css.connection}>
      <div className={css.ends}>
        <EndCard side="client" name={client} other={server} />
        <EndCard side="server" name={server} other={client} />
      </div>
      <Tabs.Root className={css.tabs} value={tab} onValueChange={setTab}>
        <div className={css.tabBar}>
          <Tabs.List className={css.tabList} aria-label={t('views.label')}>
            <Tabs.Tab value="messages" className={css.tab}>
              {t('views.messages')}
            </Tabs.Tab>
            <Tabs.Tab value="calls" className={css.tab}>
              {t('views.calls')}
            </Tabs.Tab>
            <Tabs.Indicator className={css.indicator} />
          </Tabs.List>
          <Segmented
            name={t('views.format')}
            choices={[
              { value: 'text', label: t('views.asText') },
              { value: 'hex', label: t('views.asHex') },
            ]}
            value={format}
            onChange={setFormat}
          />
        </div>
        <Tabs.Panel value="messages" className={css.panel} tabIndex={-1}>
          <MessagesTab client={client} server={server} format={format} />
        </Tabs.Panel>
        <Tabs.Panel value="calls" className={css.panel} tabIndex={-1}>
          <CallsTab client={client} server={server} format={format} />
        </Tabs.Panel>
      </Tabs.Root>
      <Composer client={client} server={server} />
    </div>
  )
}
