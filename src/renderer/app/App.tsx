import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabBridge } from '../../shared/ipc'
import { BottomPane } from '../bottom/BottomPane'
import { SelectionView } from '../connection/SelectionView'
import { Dialogs } from '../dialogs/Dialogs'
import { Explorer } from '../explorer/Explorer'
import { LabContext, useLab, useStructure } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { Notices } from '../notices/Notices'
import type { NoticeStore } from '../notices/notices'
import { ScenarioPanel } from '../scenario/ScenarioPanel'
import { Splitter, useSize } from '../ui/Splitter'
import css from './App.module.css'
import { EmptyLab } from './EmptyLab'
import { TopBar } from './TopBar'
import { UiContext } from './ui'
import { useUiState } from './useUiState'

interface Props {
  lab: LabStore
  notices: NoticeStore
  bridge: LabBridge
}

export function App({ lab, notices, bridge }: Props) {
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={350}>
        <LabContext value={lab}>
          <Desk bridge={bridge} notices={notices} />
        </LabContext>
      </Tooltip.Provider>
    </CSPProvider>
  )
}

function Desk({ bridge, notices }: Omit<Props, 'lab'>) {
  const { t } = useTranslation()
  const lab = useLab()
  useStructure()
  const { ui, dialog, closeDialog } = useUiState(lab, bridge, notices)
  const explorer = useSize('explorer', 288, 200, 520)
  const log = useSize('log', innerHeight < 700 ? 118 : 196, 84, 480)
  const scenario = useSize('scenario', 340, 260, 560)
  const sizes = {
    '--explorer': `${explorer.value}px`,
    '--log': `${log.value}px`,
    '--scenario': `${scenario.value}px`,
  } as CSSProperties
  const empty = lab.model.sockets.size === 0

  return (
    <UiContext value={ui}>
      <div className={css.desk} style={sizes}>
        <TopBar empty={empty} />
        <div className={css.upper}>
          <Explorer />
          <Splitter name={t('app.resizeExplorer')} size={explorer} orientation="vertical" direction={1} />
          <main className={css.middle}>
            {empty && ui.selected === undefined ? <EmptyLab /> : <SelectionView />}
          </main>
          {ui.scenarioShown && (
            <>
              <Splitter
                name={t('app.resizeScenario')}
                size={scenario}
                orientation="vertical"
                direction={-1}
              />
              <ScenarioPanel />
            </>
          )}
        </div>
        <Splitter name={t('app.resizeLog')} size={log} orientation="horizontal" direction={-1} />
        <BottomPane />
        <Notices />
      </div>
      <Dialogs dialog={dialog} onClose={closeDialog} />
    </UiContext>
  )
}
