import { Preference } from '../app/preferences'

/** Whether calls stand beside the segments. */
export const callsBeside = new Preference('ladder.calls', true, {
  read: (stored) => stored !== 'hidden',
  write: (shown: boolean) => (shown ? 'shown' : 'hidden'),
})
