import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useUi } from '../app/ui'

interface DropProps {
  onDragEnter: (event: DragEvent) => void
  onDragOver: (event: DragEvent) => void
  onDragLeave: (event: DragEvent) => void
  onDrop: (event: DragEvent) => void
}

/** Takes a file that is dropped on an element with these props. `over`: one hovers there and would be taken. */
export function useFileDrop(onFile: (file: File) => void): { over: boolean; drop: DropProps } {
  // Leaving a child is told, too, so entries are counted.
  const [depth, setDepth] = useState(0)
  const withFile = (act: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    act(event)
  }
  return {
    over: depth > 0,
    drop: {
      onDragEnter: withFile(() => setDepth((before) => before + 1)),
      onDragOver: withFile((event) => {
        event.dataTransfer.dropEffect = 'copy'
      }),
      onDragLeave: withFile(() => setDepth((before) => Math.max(0, before - 1))),
      onDrop: withFile((event) => {
        setDepth(0)
        const file = event.dataTransfer.files[0]
        if (file) onFile(file)
      }),
    },
  }
}

/** A file that was dropped on an end waits here until the composer takes it. */
let waiting: File | undefined
let taker: ((file: File) => void) | undefined

/** Makes an element a place to drop a file that this end shall send: the composer has it then, and asks for the press. */
export function useEndFileDrop(name: string): ReturnType<typeof useFileDrop> {
  const { select } = useUi()
  return useFileDrop((file) => {
    select(name)
    if (taker) taker(file)
    else waiting = file
  })
}

/** For the composer: gets the files that are dropped on ends. */
export function useOfferedFiles(onFile: (file: File) => void): void {
  const newest = useRef(onFile)
  newest.current = onFile
  useEffect(() => {
    const take = (file: File) => newest.current(file)
    taker = take
    if (waiting) take(waiting)
    waiting = undefined
    return () => {
      if (taker === take) taker = undefined
    }
  }, [])
}
