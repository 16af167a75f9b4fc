import css from '../notices/Notices.module.css'
import { useSessionDesk } from '../sessions/context'
import { useWorks } from './useWorks'
import { WorkBar } from './WorkBar'

/**
 * Long work that goes on, each on a card among the notices. `covered`: a dialog lies before them, which shows what is its own.
 * Of seeks there is one card: whoever cancels one has given up all.
 */
export function WorkCards({ covered }: { covered: boolean }) {
  const { works } = useSessionDesk()
  const shown = useWorks()
  if (covered) return null
  const seeks = shown.filter(({ kind }) => kind === 'seek')
  const others = shown.filter(({ kind }) => kind !== 'seek')
  const card = ([work, ...more]: typeof shown) =>
    work && (
      <div key={work.id} className={css.notice} data-look="busy">
        <div className={css.body}>
          <WorkBar
            work={work}
            // What is written meanwhile goes on whatever is pressed elsewhere; for these the person waits.
            onEscape={work.kind === 'export' ? undefined : 'last'}
            onCancel={() => {
              for (const { id } of [work, ...more]) works.cancel(id)
            }}
          />
        </div>
      </div>
    )
  return [...others.map((work) => card([work])), card(seeks)]
}
