import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { withoutPrivilege } from '../ipc/support/privilege'
import { event, openLab } from '../support/lab'
import { gaps, readJournal, record, temporaryFolder, told } from './support'

/** The lab works as ever. */
async function works(lab: Lab, name: string): Promise<void> {
  await lab.execute({ do: 'listen', as: `server ${name}`, respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: name, to: `server ${name}` }).done
  lab.execute({ do: 'send', from: name, text: 'hello' })
  await event(lab, 'received', name)
}

const became = (lab: Lab, phase: string, after = 0) =>
  event(lab, 'recording', undefined, (one) => one.phase === phase && one.seq > after)

/** All events are in the journal in `folder`, once. */
function expectWhole(lab: Lab, folder: string): void {
  const journal = readJournal(folder)
  expect(gaps(journal)).toEqual([])
  expect(journal.lines.length).toBe(lab.log.head)
  expect(journal.manifest.ended?.events).toBe(lab.log.head)
}

test.skipIf(process.platform === 'win32')(
  'without permission, the lab goes on in memory; once it has it, everything is recorded from the first event on',
  async () => {
    const parent = path.join(temporaryFolder(), 'locked')
    mkdirSync(parent, { mode: 0o500 })
    const lab = openLab()
    const recorder = record(lab, { folder: path.join(parent, 'session') })
    // Its thread runs by then: what it is made of may be where only root can read.
    await recorder.flush()
    await withoutPrivilege(async () => {
      await works(lab, 'alice')
      const { error } = await became(lab, 'failed')
      expect(error).toMatchObject({ code: 'LAB_NOT_RECORDED', message: expect.stringContaining('EACCES') })
      expect(recorder.error).toEqual(error)
    })
    chmodSync(parent, 0o700)
    await became(lab, 'started')
    expect(recorder.error).toBeUndefined()
    await lab.dispose()
    await recorder.dispose()
    expectWhole(lab, recorder.folder)
    expect(told(lab).map(({ phase }) => phase)).toEqual(['failed', 'started'])
  },
)

test.skipIf(process.platform === 'win32')(
  'a folder that is deleted under it is noticed, and made again with all that was in it',
  async () => {
    const lab = openLab()
    const recorder = record(lab)
    await works(lab, 'alice')
    await recorder.flush()
    rmSync(recorder.folder, { recursive: true })
    const { error } = await became(lab, 'failed')
    expect(error?.message).toContain(`${recorder.folder} is gone`)
    await works(lab, 'bob')
    const resumed = await became(lab, 'resumed')
    // A second time; and moved away this time.
    renameSync(recorder.folder, `${recorder.folder} elsewhere`)
    await became(lab, 'failed', resumed.seq)
    await works(lab, 'carol')
    await lab.dispose()
    await recorder.dispose()
    expectWhole(lab, recorder.folder)
    expect(existsSync(`${recorder.folder} elsewhere`)).toBe(true)
  },
)

test.skipIf(process.platform === 'win32')('so is one that is deleted just before the lab ends', async () => {
  const lab = openLab()
  const recorder = record(lab)
  await works(lab, 'alice')
  await lab.dispose()
  await recorder.flush()
  rmSync(recorder.folder, { recursive: true })
  await recorder.dispose()
  expectWhole(lab, recorder.folder)
})

test('another thread takes the place of one that has died, where that stopped', async () => {
  const threads: Worker[] = []
  const note = (worker: Worker) => threads.push(worker)
  process.on('worker', note)
  try {
    const lab = openLab()
    const recorder = record(lab)
    await works(lab, 'alice')
    await became(lab, 'started')
    await threads[0]?.terminate()
    const { error } = await became(lab, 'failed')
    expect(error?.message).toContain('the thread that writes the journal')
    await works(lab, 'bob')
    await became(lab, 'resumed')
    expect(threads.length).toBe(2)
    expect((await recorder.past()?.reach())?.first).toBe(1)
    await lab.dispose()
    await recorder.dispose()
    expectWhole(lab, recorder.folder)
  } finally {
    process.off('worker', note)
  }
})
