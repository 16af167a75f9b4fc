import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { History } from 'lucide-react'
import { type CSSProperties, type ReactNode, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabBridge, OpenRequest, ShowRequest } from '../../shared/ipc'
import { ActionsProvider } from '../actions/ActionsProvider'
import type { MenuChoices } from '../actions/menuChoices'
import { Explorer } from '../explorer/Explorer'
import { LabContext, useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { usePast } from '../lab/usePast'
import { LessonsProvider } from '../lessons/LessonsProvider'
import { NotesProvider } from '../notes/NotesProvider'
import { Notices } from '../notices/Notices'
import type { NoticeStore } from '../notices/noticeStore'
import { ScenarioProvider } from '../scenario/ScenarioProvider'
import { SessionsProvider } from '../sessions/SessionsProvider'
import { TimeBar } from '../time/TimeBar'
import { Boundary } from '../ui/Boundary'
import { EmptyState } from '../ui/EmptyState'
import { isMissingChunk } from '../ui/fault'
import { Loading } from '../ui/Loading'
import { later } from '../ui/later'
import { Splitter, useSize } from '../ui/Splitter'
import type { WorkStore } from '../work/workStore'
import css from './App.module.css'
import { isEmpty } from './counts'
import { DropTarget } from './DropTarget'
import { EmptyLab } from './EmptyLab'
import { GivenFiles } from './GivenFiles'
import type { Handover } from './handover'
import { Said } from './Said'
import type { SaidStore } from './saidStore'
import { useShows } from './showing'
import { TopBar } from './TopBar'
import { UiContext } from './ui'
import { useUiState } from './useUiState'

const BottomPane = later(
  async () => (await import('../bottom/BottomPane')).BottomPane,
  <div className={css.bottom}>
    <Loading />
  </div>,
)
const SelectionView = later(
  async () => (await import('../connection/SelectionView')).SelectionView,
  <Loading />,
)
const ScenarioPanel = later(
  async () => (await import('../scenario/ScenarioPanel')).ScenarioPanel,
  <Loading />,
)
const LessonPane = later(async () => (await import('../lessons/LessonPane')).LessonPane)
const Tour = later(async () => (await import('../tour/Tour')).Tour)
const Dialogs = later(async () => (await import('../dialogs/Dialogs')).Dialogs)

interface Props {
  lab: LabStore
  notices: NoticeStore
  said: SaidStore
  /** The person's choices in the native menu. */
  menu: MenuChoices
  /** What the person gives to the program from outside. */
  opens: Handover<OpenRequest>
  /** What the person wants to see of the system's notifications. */
  shows: Handover<ShowRequest>
  /** Long work that goes on. */
  works: WorkStore
  bridge: LabBridge
}

export function App({ lab, ...rest }: Props) {
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={350}>
        <LabContext value={lab}>
          <Desk {...rest} />
        </LabContext>
      </Tooltip.Provider>
    </CSPProvider>
  )
}

/** What F6 stops at (actions/panes.ts). */
function Pane({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <section className={css.pane} data-pane={id} aria-label={label}>
      <Boundary>{children}</Boundary>
    </section>
  )
}

function Desk({ bridge, notices, said, menu, opens, shows, works }: Omit<Props, 'lab'>) {
  const { t } = useTranslation()
  const lab = useLab()
  const empty = useSyncExternalStore(lab.subscribe, () => isEmpty(lab.model))
  const past = usePast() !== undefined
  const { ui, dialog, closeDialog } = useUiState(lab, bridge, notices, said)
  useShows(shows, lab, ui)
  const explorer = useSize('explorer', 288, 200, 520)
  const log = useSize('log', innerHeight < 700 ? 118 : 196, 84, 480)
  const scenario = useSize('scenario', 340, 260, 560)
  const sizes = {
    '--explorer': `${explorer.value}px`,
    '--log': `${log.value}px`,
    '--scenario': `${scenario.value}px`,
  } as CSSProperties

  return (
    <UiContext value={ui}>
      <SessionsProvider works={works}>
        <ScenarioProvider>
          <LessonsProvider>
            <NotesProvider>
              <ActionsProvider dialogOpen={dialog !== undefined} menu={menu}>
                <div className={css.desk} style={sizes} data-past={past || undefined}>
                  <TopBar />
                  <TimeBar />
                  <div className={css.upper}>
                    <Pane id="explorer" label={t('app.explorerPane')}>
                      <Explorer />
                      <Splitter
                        name={t('app.resizeExplorer')}
                        size={explorer}
                        orientation="vertical"
                        direction={1}
                      />
                    </Pane>
                    <main className={css.middle} data-pane="views">
                      <Boundary of={`${ui.selected} ${ui.view}`}>
                        {!empty || ui.selected !== undefined || ui.view === 'timeline' ? (
                          <SelectionView />
                        ) : past ? (
                          <EmptyState icon={History}>{t('time.nothingYet')}</EmptyState>
                        ) : (
                          <EmptyLab />
                        )}
                      </Boundary>
                    </main>
                    <Boundary ignores={isMissingChunk}>
                      <LessonPane covered={dialog !== undefined} />
                    </Boundary>
                    {ui.scenarioShown && (
                      <Pane id="scenario" label={t('app.scenarioPane')}>
                        <Splitter
                          name={t('app.resizeScenario')}
                          size={scenario}
                          orientation="vertical"
                          direction={-1}
                        />
                        <ScenarioPanel />
                      </Pane>
                    )}
                  </div>
                  <Pane id="bottom" label={t('app.bottomPane')}>
                    <Splitter name={t('app.resizeLog')} size={log} orientation="horizontal" direction={-1} />
                    <BottomPane />
                  </Pane>
                  <Notices covered={dialog !== undefined} />
                  {/* What it shows can be done without. */}
                  <Boundary ignores={() => true}>
                    <Tour covered={dialog !== undefined} />
                  </Boundary>
                </div>
                {dialog && (
                  <Boundary of={dialog.name} onClose={closeDialog}>
                    <Dialogs dialog={dialog} onClose={closeDialog} />
                  </Boundary>
                )}
                <Said store={said} />
              </ActionsProvider>
            </NotesProvider>
          </LessonsProvider>
          <DropTarget />
          <GivenFiles opens={opens} />
        </ScenarioProvider>
      </SessionsProvider>
    </UiContext>
  )
}
