import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CurrentLab } from '../../src/main/desktop/current-lab'
import { Feeds } from '../../src/main/desktop/feed/feeds'
import { Lab } from '../../src/main/engine/lab'
import { LAB_CODES, LabFailure } from '../../src/shared/errors'
import { Page } from './support/page'
import { Desktop } from './support/requests'

let labs: CurrentLab
let made: Lab[]
let faults: unknown[]

beforeEach(() => {
  made = []
  faults = []
  labs = new CurrentLab(
    () => {
      const lab = new Lab()
      made.push(lab)
      return lab
    },
    (fault) => faults.push(fault),
  )
})
afterEach(() => labs.dispose())

describe('one lab after another', () => {
  test('closes all of the old one before the other begins, on the same port if it likes', async () => {
    await labs.lab.execute({ do: 'listen', as: 'server' }).done
    await labs.lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 20 }).done
    const listening = eventsOf(labs.lab).find((event) => event.kind === 'listening')
    const port = Number(listening?.kind === 'listening' && listening.local.split(':')[1])
    const [before, id] = [labs.lab, labs.id]
    await labs.renew()
    expect(labs.lab).not.toBe(before)
    expect(labs.id).not.toBe(id)
    expect(before.execute({ do: 'listen' }).error?.code).toBe(LAB_CODES.disposed)
    await labs.lab.execute({ do: 'listen', as: 'server', port }).done
    expect(eventsOf(labs.lab).map(({ kind }) => kind)).toEqual(['opened', 'asked', 'listening', 'state'])
    expect(process.getActiveResourcesInfo().filter((name) => /^TCP/.test(name))).toHaveLength(1)
  })

  test('asked for twice at a time is one', async () => {
    await Promise.all([labs.renew(), labs.renew()])
    expect(made).toHaveLength(2)
    await labs.renew()
    expect(made).toHaveLength(3)
  })

  test('is not begun any more once the program ends', async () => {
    const renewal = labs.renew()
    const end = labs.dispose()
    expect(() => labs.renew()).toThrow(LabFailure)
    await Promise.all([renewal, end])
    expect(made).toHaveLength(2)
    for (const lab of made) expect(lab.execute({ do: 'listen' }).error?.code).toBe(LAB_CODES.disposed)
  })

  test('takes its followers along, and waits for what must be done before', async () => {
    const story: string[] = []
    const ids = new Map<string, number>()
    labs.follow((lab, id) => {
      ids.set(id, ids.size)
      story.push(`with ${made.indexOf(lab)}`)
      return { dispose: () => story.push(`without ${ids.get(id)}`) }
    })
    labs.beforeEnd(async () => {
      await Promise.resolve()
      story.push(`before ${labs.lab.execute({ do: 'wait', ms: 0 }).error?.code ?? 'its end'}`)
    })
    await labs.renew()
    expect(story).toEqual(['with 0', 'before its end', 'without 0', 'with 1'])
    await labs.dispose()
    expect(story.slice(4)).toEqual(['before its end', 'without 1'])
  })

  test('is not kept up by a follower that fails', async () => {
    labs.follow(() => ({
      dispose: () => {
        throw new Error('follower')
      },
    }))
    labs.beforeEnd(() => Promise.reject(new Error('ending')))
    await labs.renew()
    expect(made).toHaveLength(2)
    expect(faults.map(String)).toEqual(['Error: ending', 'Error: follower'])
  })

  test('is what a request for a new lab gives', async () => {
    const desktop = new Desktop()
    await desktop.ask('execute', { command: { do: 'listen', as: 'server' } })
    const id = desktop.labs.id
    expect(await desktop.ask('newLab', {})).toBeNull()
    expect(desktop.labs.id).not.toBe(id)
    expect(desktop.events().map(({ kind }) => kind)).toEqual(['opened'])
    expect(await desktop.ask('execute', { command: { do: 'listen', as: 'server' } })).toMatchObject({
      made: ['server'],
    })
    expect(await desktop.refusal('newLab', { now: true })).toMatchObject({ code: LAB_CODES.badCommand })
  })
})

describe('the windows', () => {
  let pages: Page[]
  let feeds: Feeds<Page>

  beforeEach(async () => {
    pages = [new Page(), new Page()]
    feeds = new Feeds<Page>((page) => page.open())
    labs.follow(({ log }, id) => {
      feeds.show(log, id)
      return undefined
    })
    for (const page of pages) feeds.attach(page)
    await labs.lab.execute({ do: 'listen', as: 'old' }).done
    for (const page of pages) await page.end.until(() => page.end.model.sockets.has('old'))
  })
  afterEach(async () => {
    feeds.dispose()
    for (const page of pages) await page.close()
  })

  test('all see the new lab, from its first event on, and the old one no more', async () => {
    const before = pages.map((page) => page.end.snapshots[0]?.lab)
    await labs.renew()
    await labs.lab.execute({ do: 'listen', as: 'new' }).done
    for (const [index, page] of pages.entries()) {
      await page.end.until(() => page.end.model.seq === labs.lab.log.head)
      expect(page.ports).toHaveLength(2)
      expect(page.end.snapshots).toHaveLength(1)
      expect(page.end.snapshots[0]).toMatchObject({ lab: labs.id, model: { seq: 0 } })
      expect(before[index]).not.toBe(labs.id)
      expect([...page.end.model.sockets.keys()]).toEqual(['new'])
      expect(page.end.events.map(({ seq }) => seq)).toEqual(eventsOf(labs.lab).map(({ seq }) => seq))
    }
    expect(feeds.size).toBe(2)
  })

  test('let the old ports go, and leave nothing behind after many labs', async () => {
    for (let i = 0; i < 5; i++) await labs.renew()
    for (const page of pages) {
      await page.end.until(() => page.end.snapshots.length > 0)
      await Promise.all(page.closed.slice(0, -1))
      expect(page.ports).toHaveLength(6)
    }
    expect(feeds.size).toBe(2)
  })

  test('hear what the person chose in the menu', async () => {
    expect(feeds.tell({ type: 'menu', id: 'newServer' })).toBe(true)
    for (const page of pages) await page.end.until(() => page.end.choices.includes('newServer'))
    await labs.renew()
    feeds.tell({ type: 'menu', id: 'palette' })
    for (const page of pages) await page.end.until(() => page.end.choices.includes('palette'))
    feeds.dispose()
    expect(feeds.tell({ type: 'menu', id: 'newServer' })).toBe(false)
  })

  test('that reload get the lab that is open', async () => {
    await labs.renew()
    const [page] = pages as [Page]
    feeds.attach(page)
    await page.end.until(() => page.end.snapshots.length > 0)
    expect(page.end.snapshots[0]?.lab).toBe(labs.id)
    expect(feeds.size).toBe(2)
  })
})

function eventsOf({ log }: Lab) {
  return Array.from({ length: log.head }, (_, i) => log.at(i + 1)).filter((event) => event !== undefined)
}
