import { Popover } from '@base-ui/react/popover'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Damage } from '../../shared/session'
import menu from '../ui/Menu.module.css'
import css from './TimeBar.module.css'

/** What of a recorded session is not whole; nothing if it is. */
export function DamageBadge({ damage }: { damage: readonly Damage[] }) {
  const { t } = useTranslation()
  if (damage.length === 0) return null
  return (
    <Popover.Root>
      <Popover.Trigger className={css.damaged}>
        <TriangleAlert size={13} aria-hidden="true" />
        {t('time.damaged')}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={menu.positioner} sideOffset={4} align="start" collisionPadding={8}>
          <Popover.Popup className={`${menu.popup} ${css.damage}`} aria-label={t('time.damaged')}>
            <p>{t('time.damagedHint')}</p>
            <ul>
              {damage.map((each) => (
                <li key={`${each.kind} ${each.line ?? ''} ${each.seq ?? ''}`}>
                  <DamageText damage={each} />
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function DamageText({ damage: { kind, count, line, seq } }: { damage: Damage }) {
  const { t } = useTranslation()
  const place =
    line !== undefined ? t('time.atLine', { line }) : seq !== undefined ? t('time.atEvent', { seq }) : ''
  return (
    <>
      {t(`time.damage.${kind}`, { count })} {place}
    </>
  )
}
