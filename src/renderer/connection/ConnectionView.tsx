import { Tabs } from '@base-ui/react/tabs'
import { useRef } from 'react'
import type { ViewName } from '../app/ui'
import { useUi } from '../app/ui'
import { Buffers } from '../buffers/Buffers'
import { CallsTab } from '../calls/CallsTab'
import { Composer } from '../composer/Composer'
import { NoStates, WITHOUT } from '../datagrams/NoStates'
import { DiagramTab } from '../diagram/DiagramTab'
import { KernelTab } from '../kernel/KernelTab'
import { useLab, useSocket } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { LadderTab } from '../ladder/LadderTab'
import { MessagesTab } from '../messages/MessagesTab'
import { useRowChoices } from '../messages/rowChoices'
import { RelayStrip } from '../proxy/RelayStrip'
import { BandButton } from '../stream/BandButton'
import { StreamView } from '../stream/StreamView'
import { useBandShown } from '../stream/shown'
import { MissingStrip } from '../time/MissingStrip'
import { RangeChip } from '../timeline/RangeChip'
import { Wire } from '../wire/Wire'
import css from './ConnectionView.module.css'
import { EndCard } from './EndCard'
import { ExportButton } from './ExportButton'
import { FoldButton } from './FoldButton'
import { useFolding } from './folding'
import { StatesSaid } from './StatesSaid'
import { ViewOptions } from './ViewOptions'
import { FormatSwitch, ViewTabs } from './ViewTabs'

/** Where it means something how bytes, and how times, are shown; what is filtered by time. */
const WITH_BYTES: ReadonlySet<ViewName> = new Set(['messages', 'calls'])
const WITH_RANGE: ReadonlySet<ViewName> = new Set(['messages', 'calls'])
const WITH_TIMES: ReadonlySet<ViewName> = new Set(['messages', 'calls', 'segments'])

/** Both ends of a connection side by side, what they said and did, and what to send next. */
export function ConnectionView({
  client,
  server,
}: {
  client: string | undefined
  server: string | undefined
}) {
  const lab = useLab()
  const { view, format } = useUi()
  const pane = useRef<HTMLDivElement>(null)
  const { folded, fold } = useFolding(view, pane)
  const isPast = usePast() !== undefined
  const choices = useRowChoices(format)
  const isBand = useBandShown()
  const opened = [client, server].flatMap((name) => {
    const socket = name === undefined ? undefined : lab.model.sockets.get(name)
    return socket ? [socket.openedAt] : []
  })
  const other = useSocket(client ?? server)?.transport
  const both = { client, server, start: opened.length > 0 ? Math.min(...opened) : 0, choices }
  return (
    <div ref={pane} className={css.connection}>
      <StatesSaid key={client ?? server} client={client} server={server} />
      <div className={css.ends} data-folded={folded || undefined}>
        <EndCard side="client" name={client} other={server} folded={folded} />
        <EndCard side="server" name={server} other={client} folded={folded} />
        <Wire client={client} server={server} isTcp={other === undefined} />
        <Buffers client={client} server={server} />
      </div>
      <RelayStrip client={client} server={server} />
      <ViewTabs
        options={
          <>
            {view === 'messages' && <BandButton />}
            {WITH_RANGE.has(view) && !(view === 'messages' && isBand) && <RangeChip />}
            {WITH_BYTES.has(view) && <FormatSwitch />}
            {other === undefined && view === 'segments' && <ExportButton id="exportLadder" />}
            {other === undefined && view === 'states' && <ExportButton id="exportDiagram" />}
            {WITH_TIMES.has(view) && (other === undefined || view !== 'segments') && <ViewOptions />}
            <FoldButton folded={folded} onFold={fold} />
          </>
        }
      >
        <MissingStrip client={client} server={server} />
        <Tabs.Panel value="messages" className={css.panel} tabIndex={-1}>
          {isBand ? (
            <StreamView client={client} server={server} format={format} />
          ) : (
            <MessagesTab {...both} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="calls" className={css.panel} tabIndex={-1}>
          <CallsTab {...both} />
        </Tabs.Panel>
        {other === undefined ? (
          <>
            <Tabs.Panel value="segments" className={css.panel} tabIndex={-1}>
              <LadderTab {...both} />
            </Tabs.Panel>
            <Tabs.Panel value="states" className={css.panel} tabIndex={-1}>
              <DiagramTab client={client} server={server} start={both.start} />
            </Tabs.Panel>
            <Tabs.Panel value="kernel" className={css.panel} tabIndex={-1}>
              <KernelTab client={client} server={server} />
            </Tabs.Panel>
          </>
        ) : (
          WITHOUT.unix.map((value) => (
            <Tabs.Panel key={value} value={value} className={css.panel} tabIndex={-1}>
              <NoStates transport="unix" of={value} />
            </Tabs.Panel>
          ))
        )}
      </ViewTabs>
      {/* Nothing can be sent in the past: pictures have its place, where it is scarce. */}
      {!(isPast && folded) && <Composer client={client} server={server} compact={folded} />}
    </div>
  )
}
