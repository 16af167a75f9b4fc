import { MessagesSquare } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ByteFormat } from '../connection/ConnectionView'
import { LaneList } from '../connection/LaneList'
import { isMessageKind } from '../lab/kinds'
import { EmptyState } from '../ui/EmptyState'
import { MessageRow } from './MessageRow'

interface Props {
  client: string | undefined
  server: string | undefined
  format: ByteFormat
}

/** Writes beside reads. Nothing is merged: a read that joins two writes is seen as one, a split one as two. */
export function MessagesTab({ client, server, format }: Props) {
  const { t } = useTranslation()
  const [expanded, setExpanded] = useState<ReadonlySet<number>>(new Set())
  const toggle = useCallback((seq: number) => {
    setExpanded((before) => {
      const after = new Set(before)
      if (!after.delete(seq)) after.add(seq)
      return after
    })
  }, [])
  return (
    <LaneList
      client={client}
      server={server}
      wanted={isMessageKind}
      label={t('messages.label')}
      rowHeight={26}
      empty={<EmptyState icon={MessagesSquare}>{t('messages.empty')}</EmptyState>}
      row={(seq, pointed) => (
        <MessageRow
          seq={seq}
          server={server}
          format={format}
          expanded={expanded.has(seq)}
          pointed={pointed}
          onToggle={toggle}
        />
      )}
    />
  )
}
