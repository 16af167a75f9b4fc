import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { OpenRequest, ShowRequest } from '../shared/ipc'
import { MenuChoices } from './actions/menuChoices'
import { App } from './app/App'
import { isFirstPage, painted } from './app/firstPicture'
import { Handover } from './app/handover'
import { SaidStore } from './app/saidStore'
import { startI18n } from './i18n'
import { labBridge } from './lab/bridge'
import { startFeed } from './lab/feed'
import { LabStore } from './lab/lab'
import { NoticeStore } from './notices/noticeStore'
import { Boundary } from './ui/Boundary'
import { startMotion } from './ui/motion'
import { WorkStore } from './work/workStore'
import './tokens.css'
import './base.css'
import './ui/states.css'

startI18n()
startMotion()
// A lab that has just begun has nothing to show: what it says of itself comes after the first picture, not in place of it.
let isShown = !isFirstPage
void painted.then(() => {
  isShown = true
})
const inFrame = (notify: () => void) => requestAnimationFrame(notify)
const lab = new LabStore(undefined, (notify) =>
  isShown ? inFrame(notify) : void painted.then(() => inFrame(notify)),
)
const notices = new NoticeStore()
lab.onFailure = (event) => notices.addFailure(event)
const menu = new MenuChoices()
const opens = new Handover<OpenRequest>()
const shows = new Handover<ShowRequest>()
const bridge = labBridge()
const works = new WorkStore(bridge)
startFeed(lab, bridge, window, {
  onMenu: menu.choose,
  onOpen: opens.give,
  onShow: shows.give,
  onWork: works.take,
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <Boundary>
      <App
        lab={lab}
        notices={notices}
        said={new SaidStore()}
        menu={menu}
        opens={opens}
        shows={shows}
        works={works}
        bridge={bridge}
      />
    </Boundary>
  </StrictMode>,
)
