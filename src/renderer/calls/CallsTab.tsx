import { ArrowRightLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EventKind } from '../../shared/events'
import type { ByteFormat } from '../connection/ConnectionView'
import { LaneList } from '../connection/LaneList'
import { EmptyState } from '../ui/EmptyState'
import { CallRow } from './CallRow'

const everything = (_kind: EventKind) => true

interface Props {
  client: string | undefined
  server: string | undefined
  format: ByteFormat
}

/** Calls, events and transitions of both ends as one sequence: the client's on the left, the server's on the right. */
export function CallsTab({ client, server, format }: Props) {
  const { t } = useTranslation()
  return (
    <LaneList
      client={client}
      server={server}
      wanted={everything}
      label={t('calls.label')}
      rowHeight={24}
      empty={<EmptyState icon={ArrowRightLeft}>{t('calls.empty')}</EmptyState>}
      row={(seq, pointed) => <CallRow seq={seq} server={server} format={format} pointed={pointed} />}
    />
  )
}
