import { Menu } from '@base-ui/react/menu'
import { Check, SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '../ui/Button'
import { Hint } from '../ui/Hint'
import menu from '../ui/Menu.module.css'
import { TIME_VIEWS, timeView, useTimeView } from './timeView'

/** How times are shown in the views of a connection. */
export function ViewOptions() {
  const { t } = useTranslation()
  const view = useTimeView()
  return (
    <Menu.Root>
      <Hint text={t('views.options')}>
        <Menu.Trigger className={buttonClass('quiet', true)} aria-label={t('views.options')}>
          <SlidersHorizontal size={14} aria-hidden="true" />
        </Menu.Trigger>
      </Hint>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className={menu.popup}>
            <Menu.RadioGroup className={menu.items} value={view} onValueChange={timeView.set}>
              <Menu.GroupLabel className={menu.heading}>{t('views.times')}</Menu.GroupLabel>
              {TIME_VIEWS.map((each) => (
                <Menu.RadioItem key={each} value={each} className={menu.item} closeOnClick>
                  <Menu.RadioItemIndicator className={menu.check}>
                    <Check size={14} aria-hidden="true" />
                  </Menu.RadioItemIndicator>
                  <span className={menu.text}>{t(`views.time.${each}`)}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
