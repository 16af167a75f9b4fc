import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { restful } from '../app/firstPicture'

/**
 * A component that the window's first picture doesn't need: its module is loaded when that has been painted. Until then
 * `fallback` stands in its place. That it can't be loaded is thrown to the Boundary above.
 * Not by React's `lazy`, which shows nothing at first even of what is there, and what comes soon no sooner than after 300 ms.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: ReactNode = null,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  const loading = restful.then(load).then((component) => {
    loaded = component
  })
  // Whoever wants it hears of it.
  loading.catch(() => {})
  return function Later(props: Props) {
    const [Ready, show] = useState(() => loaded)
    const [failed, fail] = useState<{ thrown: unknown }>()
    useEffect(() => {
      if (Ready) return
      void loading.then(
        () => show(() => loaded),
        (thrown) => fail({ thrown }),
      )
    }, [Ready])
    if (failed) throw failed.thrown
    return Ready ? <Ready {...props} /> : fallback
  }
}
