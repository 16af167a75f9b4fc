import { EventLog } from '../log/EventLog'

/** The pane at the bottom: everything that happened, and what of it went wrong. */
export function BottomPane() {
  return <EventLog />
}
