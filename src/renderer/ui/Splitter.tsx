import { type KeyboardEvent, type PointerEvent, useCallback, useState } from 'react'
import { readPreference, writePreference } from '../app/preferences'
import css from './Splitter.module.css'

const STEP = 16

export interface Size {
  value: number
  min: number
  max: number
  set: (value: number) => void
}

/** A size in px that is remembered under `key`. */
export function useSize(key: string, initial: number, min: number, max: number): Size {
  const [value, setValue] = useState(() => {
    const kept = Number(readPreference(key))
    return kept >= min && kept <= max ? kept : initial
  })
  const set = useCallback(
    (next: number) => {
      const size = Math.round(Math.min(max, Math.max(min, next)))
      setValue(size)
      writePreference(key, String(size))
    },
    [key, min, max],
  )
  return { value, min, max, set }
}

interface Props {
  name: string
  size: Size
  /** `vertical` is a line between left and right; `horizontal`, one between above and below. */
  orientation: 'vertical' | 'horizontal'
  /** 1 if moving right or down makes the pane larger, -1 if smaller. */
  direction: 1 | -1
}

/** The line between two panes: drag it, or focus it and use the arrow keys. */
export function Splitter({ name, size, orientation, direction }: Props) {
  const along = (event: { clientX: number; clientY: number }) =>
    orientation === 'vertical' ? event.clientX : event.clientY

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const target = event.currentTarget
    const from = along(event) - direction * size.value
    target.setPointerCapture(event.pointerId)
    target.onpointermove = (move) => size.set(direction * (along(move) - from))
    target.onpointerup = () => {
      target.onpointermove = null
      target.onpointerup = null
    }
  }

  const press = (event: KeyboardEvent) => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    if (event.key === less) size.set(size.value - direction * STEP)
    else if (event.key === more) size.set(size.value + direction * STEP)
    else if (event.key === 'Home') size.set(size.min)
    else if (event.key === 'End') size.set(size.max)
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be focused and moved; this is ARIA's window splitter
    <div
      role="separator"
      tabIndex={0}
      aria-label={name}
      aria-orientation={orientation}
      aria-valuenow={size.value}
      aria-valuemin={size.min}
      aria-valuemax={size.max}
      className={orientation === 'vertical' ? css.vertical : css.horizontal}
      onPointerDown={drag}
      onKeyDown={press}
    />
  )
}
