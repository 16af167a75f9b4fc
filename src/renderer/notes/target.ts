import type { TFunction } from 'i18next'
import { visible } from '../../shared/bytes'
import type { PinnedNote } from '../../shared/model/model'
import type { Ui } from '../app/ui'
import type { LabStore } from '../lab/lab'
import { shownName } from '../lab/names'
import { wordsIn } from '../log/words'

/** What a note is pinned to: an event, and the socket that it is about; a socket; or neither, the log as a whole. */
export type NoteTarget = Pick<PinnedNote, 'socket' | 'about'>

/** An event, with its socket as long as the window holds it. */
export function eventTarget(lab: LabStore, seq: number): NoteTarget {
  const socket = lab.events.bySeq(seq)?.socket
  return { about: seq, ...(socket !== undefined && { socket }) }
}

/** What a new note is pinned to unless something else was said: the event that is pointed at, else the selected socket. */
export function usualTarget(lab: LabStore, { pointed, selection, selected }: Ui): NoteTarget {
  if (pointed !== undefined) return eventTarget(lab, pointed)
  return selected !== undefined && selection.length === 1 && lab.model.sockets.has(selected)
    ? { socket: selected }
    : {}
}

/** What it is pinned to, in a few words: `#12 alice`, `alice`, `the log`. */
export function targetText(t: TFunction, lab: LabStore, { socket, about }: NoteTarget): string {
  const name = socket === undefined ? '' : visible(shownName(lab.model, socket))
  if (about !== undefined) return `#${about} ${name}`.trimEnd()
  return socket === undefined ? t('notes.theLog') : name
}

/** What happened at the event that a note is pinned to; undefined if the window doesn't hold it. */
export function eventText(t: TFunction, lab: LabStore, { about }: NoteTarget): string | undefined {
  const event = about === undefined ? undefined : lab.events.bySeq(about)
  return event && wordsIn(t, event)
}
