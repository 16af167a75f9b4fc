import type { ComponentProps } from 'react'

/**
 * The parts of a table whose rows are placed by hand, since only those in sight are there: elements of a table don't allow
 * that. The grid has the focus and names its active row (ARIA Authoring Practices, grid).
 */

export function GridRow(props: ComponentProps<'div'>) {
  // biome-ignore lint/a11y/useSemanticElements: as above
  // biome-ignore lint/a11y/useFocusableInteractive: as above
  return <div {...props} role="row" />
}

export function GridCell(props: ComponentProps<'span'>) {
  // biome-ignore lint/a11y/useSemanticElements: as above
  // biome-ignore lint/a11y/useFocusableInteractive: as above
  return <span {...props} role="gridcell" />
}

export function GridHeading(props: ComponentProps<'span'>) {
  // biome-ignore lint/a11y/useSemanticElements: as above
  // biome-ignore lint/a11y/useFocusableInteractive: as above
  return <span {...props} role="columnheader" />
}
