import { beforeEach, expect, test, vi } from 'vitest'
import { show } from '../../src/renderer/app/showing'
import type { ShowRequest } from '../../src/shared/ipc'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import type { Travel } from '../../src/shared/session'

const model = reduce(emptyModel(), {
  seq: 1,
  t: 1,
  kind: 'connecting',
  socket: 'alice',
  attempt: 1,
  remote: '127.0.0.1:80',
})

// Not asked for here: a frame that is painted.
beforeEach(() => void vi.stubGlobal('requestAnimationFrame', () => 0))

function shown(request: ShowRequest, travel: Travel | null = null): string[] {
  const did: string[] = []
  show(request, {
    lab: { id: 'this', travel, model },
    ui: {
      select: (name) => did.push(`select ${name}`),
      setBottom: (name) => did.push(name),
      time: { goLive: () => did.push('live') },
      signals: { emit: () => {} },
    },
  } as Parameters<typeof show>[1])
  return did
}

test('what a notification was about is selected; what is gone, or was in another lab, is among the problems', () => {
  expect(shown({ type: 'show', lab: 'this', socket: 'alice' })).toEqual(['select alice'])
  expect(shown({ type: 'show', lab: 'this', socket: 'bob' })).toEqual(['problems'])
  expect(shown({ type: 'show', lab: 'that', socket: 'alice' })).toEqual(['problems'])
  expect(shown({ type: 'show', lab: 'this' })).toEqual(['problems'])
})

test('whoever looks at the past comes back for it', () => {
  const travel = { session: null } as unknown as Travel
  expect(shown({ type: 'show', lab: 'this', socket: 'bob' }, travel)).toEqual(['live', 'select bob'])
  expect(shown({ type: 'show', lab: 'this' }, travel)).toEqual(['live', 'problems'])
})
