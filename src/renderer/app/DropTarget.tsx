import { FileInput } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { kindOfFile } from '../../shared/file-names'
import { useScenarioStore } from '../scenario/context'
import { useSessionDesk } from '../sessions/context'
import css from './DropTarget.module.css'

/** Scenarios, and sessions, as systems call them that have been told of either. */
const TYPES = /^$|^(?:application|text)\/json$|zip|socket-?lab/

/**
 * Opens a scenario or a recorded session (its file, or its folder) that is dropped anywhere on the window, but where a view
 * takes what is dropped for itself (it prevents the default then). While a file is over the window, it says so in words.
 */
export function DropTarget() {
  const { t } = useTranslation()
  const { store } = useScenarioStore()
  const desk = useSessionDesk()
  const [over, setOver] = useState(false)
  const take = (data: DataTransfer | null) => {
    const items = [...(data?.items ?? [])].filter(({ kind }) => kind === 'file')
    const folder = items.findIndex((item) => item.webkitGetAsEntry()?.isDirectory)
    const files = [...(data?.files ?? [])]
    const file = files.find(({ name }, index) => index === folder || kindOfFile(name))
    if (!file) return
    if (file === files[folder]) void desk.openDropped(file, 'folder')
    else if (kindOfFile(file.name) === 'session') void desk.openDropped(file)
    else void store.openFile(file)
  }
  const newest = useRef(take)
  newest.current = take

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const drag = (event: DragEvent) => {
      const ours = !event.defaultPrevented && offersOurs(event.dataTransfer)
      setOver(ours)
      if (!ours) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (event.defaultPrevented || !offersOurs(event.dataTransfer)) return
      event.preventDefault()
      newest.current(event.dataTransfer)
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
        <FileInput size={18} aria-hidden="true" />
        {t('app.dropHere')}
      </p>
    </div>
  )
}

/** While a file is dragged, its kind is known and its name is not. */
function offersOurs(data: DataTransfer | null): boolean {
  return [...(data?.items ?? [])].some(({ kind, type }) => kind === 'file' && TYPES.test(type))
}
