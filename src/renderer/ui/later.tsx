import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'
import { restful } from '../app/firstPicture'

/**
 * A component that the window's first picture doesn't need: its module is loaded when that has been painted. Until then
 * `fallback` stands in its place.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: ReactNode = null,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  const loading = restful.then(load).then((component) => {
    loaded = component
    return component
  })
  const Waiting = lazy(async () => ({ default: await loading }))
  return function Later(props: Props) {
    // What is there is shown at once, where lazy() would show nothing first. For as long as it is mounted: it keeps its state.
    const [Ready] = useState(() => loaded)
    if (Ready) return <Ready {...props} />
    return (
      <Suspense fallback={fallback}>
        <Waiting {...props} />
      </Suspense>
    )
  }
}
