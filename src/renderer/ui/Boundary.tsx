import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Broken } from './Broken'

interface Props {
  /** What it shows is another thing when this changes, and is tried anew. */
  of?: string
  /** It is a dialog, and how that is left. */
  onClose?: () => void
  /** What others tell of, too: nothing is shown in its place then. */
  ignores?: (thrown: unknown) => boolean
  children: ReactNode
}

interface State {
  fault: { thrown: unknown; components: string } | undefined
  of: string | undefined
}

/** Keeps what goes wrong in a view to that view: says so in its place, with a way to try again. The rest of the window goes on. */
export class Boundary extends Component<Props, State> {
  override state: State = { fault: undefined, of: this.props.of }

  static getDerivedStateFromError(thrown: unknown): Partial<State> {
    return { fault: { thrown, components: '' } }
  }

  static getDerivedStateFromProps({ of }: Props, state: State): State | null {
    return of === state.of ? null : { fault: undefined, of }
  }

  override componentDidCatch(thrown: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ fault: { thrown, components: componentStack ?? '' } })
  }

  retry = (): void => this.setState({ fault: undefined })

  override render(): ReactNode {
    const { fault } = this.state
    const { onClose, ignores, children } = this.props
    if (!fault) return children
    if (ignores?.(fault.thrown)) return null
    return <Broken {...fault} onRetry={this.retry} {...(onClose && { onClose })} />
  }
}
