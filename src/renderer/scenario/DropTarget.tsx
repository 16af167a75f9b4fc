import { FileJson } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './DropTarget.module.css'

const TYPES: readonly string[] = ['application/json', 'text/json', '']

/**
 * Takes a scenario that is dropped anywhere on the window, but where a view takes what is dropped for itself (it prevents
 * the default then). While a file is over the window, it says so in words.
 */
export function DropTarget({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const newest = useRef(onFile)
  newest.current = onFile

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const drag = (event: DragEvent) => {
      const ours = !event.defaultPrevented && offersScenario(event.dataTransfer)
      setOver(ours)
      if (!ours) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (event.defaultPrevented || !offersScenario(event.dataTransfer)) return
      event.preventDefault()
      const file = [...(event.dataTransfer?.files ?? [])].find(({ name }) => /\.json$/i.test(name))
      if (file) newest.current(file)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    addEventListener('dragover', drag, { signal })
    addEventListener('drop', drop, { signal })
    addEventListener('dragleave', leave, { signal })
    addEventListener('dragend', () => setOver(false), { signal })
    return () => listening.abort()
  }, [])

  if (!over) return null
  return (
    <div className={css.target}>
      <p className={css.words}>
        <FileJson size={18} aria-hidden="true" />
        {t('scenario.panel.dropHere')}
      </p>
    </div>
  )
}

/** While a file is dragged, its kind is known and its name is not. */
function offersScenario(data: DataTransfer | null): boolean {
  return [...(data?.items ?? [])].some(({ kind, type }) => kind === 'file' && TYPES.includes(type))
}
