// Records the lessons, all of them or those that are named, into examples/lessons: what the program shows of a lesson where it
// isn't held.
//   node scripts/samples.mjs [ID …]
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ensureBuilt } from './build/ensure-built.mjs'
import { outputFolder } from './build/parts.mjs'
import { root } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { runMain } from './lib/run-main.mjs'
import { say, Trouble } from './lib/trouble.mjs'

/**
 * Paths get into recordings: in commands, and in what programs say. So that none of this machine's does, the command line runs
 * from here, with the system's own programs.
 */
const stage = path.resolve('/tmp/socket-lab')
const examples = path.join(stage, 'examples')
const shelf = path.join(root, 'examples/lessons')
const EXTENSION = '.socketlab'
/** A machine can be too busy for once. */
const TRIES = 3

await runMain(async () => {
  await ensureBuilt(['cli', 'workers'])
  await setStage()
  try {
    const all = await lessonIds()
    const wanted = process.argv.slice(2)
    const unknown = wanted.find((id) => !all.includes(id))
    if (unknown) throw new Trouble(`There is no lesson ${unknown}.`, `Lessons: ${all.join(', ')}`)
    await mkdir(shelf, { recursive: true })
    for (const id of wanted.length > 0 ? wanted : all) await record(id)
    for (const name of await readdir(shelf)) {
      const isOfOne = all.some((id) => name === id + EXTENSION)
      if (name.endsWith(EXTENSION) && !isOfOne) await rm(path.join(shelf, name))
    }
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
})

async function setStage() {
  await rm(stage, { recursive: true, force: true })
  await mkdir(path.dirname(stage), { recursive: true })
  await mkdir(stage, { mode: 0o700 })
  await mkdir(path.join(stage, 'tmp'))
  for (const part of /** @type {const} */ (['cli', 'workers'])) {
    await cp(outputFolder(part), path.join(stage, 'out', part), { recursive: true })
  }
  await cp(path.join(root, 'examples'), examples, {
    recursive: true,
    filter: (place) => place !== shelf,
  })
  await writeFile(path.join(stage, 'package.json'), '{"type":"module"}\n')
}

/** @returns {Promise<string[]>} */
async function lessonIds() {
  const { stdout } = await lab('lessons', '--format', 'json')
  return JSON.parse(stdout).map((/** @type {{ id: string }} */ { id }) => id)
}

/** @param {string} id */
async function record(id) {
  const journal = path.join(stage, 'journal')
  await recordInto(journal, id)
  await expectNothingOfThisMachine(journal, id)
  const fresh = path.join(shelf, `.${id}.new`)
  await lab('export', journal, '--to', 'session', '--out', fresh)
  await rename(fresh, path.join(shelf, id + EXTENSION))
  await rm(journal, { recursive: true })
}

/**
 * @param {string} journal
 * @param {string} id
 */
async function recordInto(journal, id) {
  let capture = ['--capture']
  for (let attempt = 1; ; ) {
    await rm(journal, { recursive: true, force: true })
    const { status, stdout, stderr } = await runLab('run', id, '--journal', journal, '--observe', ...capture)
    if (status === 0) return say(`${id}: recorded${capture.length > 0 ? '' : ', without packets'}`)
    if (status === 2 && capture.length > 0) {
      say(`${id}: ${stderr.trim()}`)
      capture = []
    } else if (status !== 1 || ++attempt > TRIES)
      throw new Trouble(`${id} ended with ${status}.`, stdout + stderr)
  }
}

/**
 * @param {string} journal
 * @param {string} id
 */
async function expectNothingOfThisMachine(journal, id) {
  const events = (await readFile(path.join(journal, 'events.ndjson'))).toString()
  const payloads = (await readFile(path.join(journal, 'payloads.bin'))).toString('latin1')
  const words = new Set(events.split(/[^\w-]+/))
  const places = [root, os.homedir(), process.cwd()]
  const names = [os.hostname(), os.userInfo().username]
  const found =
    places.find((place) => (events + payloads).includes(place)) ?? names.find((name) => words.has(name))
  if (found)
    throw new Trouble(`The recording of ${id} has ${found} in it.`, 'Nothing of this machine may be.')
}

/** @param {string[]} args */
async function lab(...args) {
  const result = await runLab(...args)
  if (result.status !== 0)
    throw new Trouble(`lab ${args.join(' ')} ended with ${result.status}.`, result.stderr)
  return result
}

/** @param {string[]} args */
function runLab(...args) {
  const env =
    process.platform === 'win32'
      ? process.env
      : {
          PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          HOME: stage,
          TMPDIR: path.join(stage, 'tmp'),
          LANG: 'C.UTF-8',
        }
  return run(process.execPath, [path.join(stage, 'out/cli/index.js'), ...args], { cwd: stage, env })
}
