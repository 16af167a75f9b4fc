import { expect, test } from 'vitest'
import { Handover } from '../../src/renderer/app/handover'
import { kindOfFile } from '../../src/shared/file-names'
import type { OpenRequest } from '../../src/shared/ipc'

const early: OpenRequest = { type: 'open', kind: 'session', path: '/early.socketlab' }
const late: OpenRequest = { type: 'open', kind: 'scenario', path: '/late.labscenario' }

test('what the person gives to the program from outside waits until somebody can take it, the newest', () => {
  const opens = new Handover<OpenRequest>()
  const opened: OpenRequest[] = []
  opens.give(late)
  opens.give(early)
  const stop = opens.listen((request) => opened.push(request))
  opens.give(late)
  expect(opened).toEqual([early, late])
  stop()
  opens.give(early)
  opens.listen((request) => opened.push(request))
  expect(opened).toEqual([early, late, early])
})

test.each([
  ['one.socketlab', 'session'],
  ['C:\\Users\\me\\ONE.SocketLab', 'session'],
  ['one.labscenario', 'scenario'],
  ['half-close.json', 'scenario'],
  ['/home/me/a.b/one.LabScenario', 'scenario'],
  ['/home/me.json/one', undefined],
  ['one.socketlab-old', undefined],
  ['labscenario', undefined],
  ['', undefined],
])('the name %j says what the file is: %s', (name, kind) => {
  expect(kindOfFile(name)).toBe(kind)
})
