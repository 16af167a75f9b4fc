import type { Io } from './output'
import { Output } from './output'

/** Lists the lessons: a table for people, or `[{"id","title":{"en","zh"},"steps"}]`. */
export async function listLessons(format: 'pretty' | 'json', io: Io): Promise<number> {
  const { CHAPTERS, LESSONS } = await import('../../shared/lessons/chapters')
  const out = new Output(io.stdout)
  if (format === 'json') {
    const list = LESSONS.map(({ id, title, steps }) => ({ id, title, steps: steps.length }))
    out.line(JSON.stringify(list))
  } else {
    const width = Math.max(...LESSONS.map(({ id }) => id.length))
    let number = 0
    for (const { title, lessons } of CHAPTERS) {
      out.line(title.en)
      for (const lesson of lessons) {
        out.line(`  ${String(++number).padStart(2)}  ${lesson.id.padEnd(width)}  ${lesson.title.en}`)
      }
    }
  }
  await out.finish()
  if (out.trouble) throw new Error(`standard output failed: ${out.trouble.message}`)
  return 0
}
