import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { restful } from '../app/firstPicture'

/**
 * A component that the window's first picture doesn't need: its module is loaded when that has been painted. Until then
 * `fallback` stands in its place. Not by React's `lazy`, which shows nothing at first even of what is there, and what comes
 * soon no sooner than after 300 ms.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: ReactNode = null,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  const loading = restful.then(load).then((component) => {
    loaded = component
  })
  return function Later(props: Props) {
    const [Ready, show] = useState(() => loaded)
    useEffect(() => {
      if (!Ready) void loading.then(() => show(() => loaded))
    }, [Ready])
    return Ready ? <Ready {...props} /> : fallback
  }
}
