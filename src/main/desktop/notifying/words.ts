import path from 'node:path'
import { visible } from '../../../shared/bytes'
import type { Labels } from '../window/labels'
import type { News } from './news'

/** A notification of the system's. */
export interface Words {
  title: string
  body: string
}

/** The codes of a disk, and of what a person may write to it, that is full. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT'])

/** News in the window's language. `nameOf`: what people call a socket. `more`: how many others there are. */
export function wordsOf(news: News, labels: Labels, nameOf: (socket: string) => string, more: number): Words {
  const { title, body } = told(news, labels, nameOf)
  const others = more > 0 ? filled(labels.newsMore, { count: String(more) }) : ''
  return { title, body: [body, others].filter(Boolean).join('\n') }
}

function told(news: News, labels: Labels, nameOf: (socket: string) => string): Words {
  const titled = (label: string, what: string, body = '') => ({
    title: filled(label, { what: visible(what) }),
    body,
  })
  switch (news.what) {
    case 'reset':
      return titled(labels.newsReset, nameOf(news.socket), news.code)
    case 'failed':
      return titled(labels.newsFailed, nameOf(news.socket), news.code)
    case 'listenerFailed':
      return titled(labels.newsListenerFailed, nameOf(news.socket), news.code)
    case 'listening':
      return titled(labels.newsListening, news.local)
    case 'notListening':
      return titled(labels.newsNotListening, news.local)
    case 'loadEnded':
      return titled(labels.newsLoadEnded, nameOf(news.socket))
    case 'recordingFailed': {
      const { code } = news
      return {
        title: labels.newsRecordingFailed,
        body: FULL.has(code) ? filled(labels.newsDiskFull, { code }) : code,
      }
    }
    case 'recordingFull':
      return { title: labels.newsRecordingFull, body: '' }
    case 'exported':
      return titled(labels.newsExported, path.basename(news.file))
  }
}

/** In one go, so that no value is taken for a place of another. */
function filled(label: string, values: Record<string, string>): string {
  return label.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
