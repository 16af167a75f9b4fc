import { Tabs } from '@base-ui/react/tabs'
import css from './TabList.module.css'

interface Props {
  /** What is chosen here, for assistive technology. */
  name: string
  tabs: readonly { value: string; label: string }[]
  small?: boolean
}

/** The tabs of a Base UI `Tabs.Root`, with a line below the chosen one. */
export function TabList({ name, tabs, small = false }: Props) {
  return (
    <Tabs.List className={css.list} aria-label={name}>
      {tabs.map(({ value, label }) => (
        <Tabs.Tab key={value} value={value} className={small ? css.small : css.tab}>
          {label}
        </Tabs.Tab>
      ))}
      <Tabs.Indicator className={css.indicator} />
    </Tabs.List>
  )
}
