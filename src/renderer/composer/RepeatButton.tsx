import { Popover } from '@base-ui/react/popover'
import { Repeat2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, buttonClass } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { TextField } from '../ui/TextField'
import { ComposerPopup } from './ComposerPopup'
import type { Repeat } from './message'
import css from './Popup.module.css'

const MOST_TIMES = 1_000_000
const HOUR_MS = 3_600_000

export type { Repeat } from './message'

interface Props {
  repeat: Repeat
  onChange: (repeat: Repeat) => void
}

/** How often, and how fast, the message is sent. */
export function RepeatButton({ repeat, onChange }: Props) {
  const { t } = useTranslation()
  const on = repeat.times > 1
  const text = on
    ? t('composer.repeatOn', { count: repeat.times, ms: repeat.everyMs })
    : t('composer.repeatOff')
  const times = t('composer.times', { count: repeat.times })
  return (
    <Popover.Root>
      <Hint text={text}>
        <Popover.Trigger
          className={buttonClass()}
          aria-label={on ? `${t('composer.repeat')} ${times}` : t('composer.repeat')}
          aria-description={text}
          data-on={on || undefined}
        >
          <Repeat2 size={14} aria-hidden="true" />
          {on && <span className={css.times}>{times}</span>}
        </Popover.Trigger>
      </Hint>
      <ComposerPopup title={t('composer.repeat')} narrow>
        <RepeatForm repeat={repeat} onChange={onChange} />
      </ComposerPopup>
    </Popover.Root>
  )
}

function RepeatForm({ repeat, onChange }: Props) {
  const { t } = useTranslation()
  const [times, setTimes] = useState(String(repeat.times))
  const [everyMs, setEveryMs] = useState(String(repeat.everyMs))
  const wantedTimes = within(times, 1, MOST_TIMES)
  const wantedEvery = within(everyMs, 0, HOUR_MS)
  const take = (next: { times?: number | undefined; everyMs?: number | undefined }) =>
    onChange({ times: next.times ?? repeat.times, everyMs: next.everyMs ?? repeat.everyMs })
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <div className={css.fields}>
        <TextField
          label={t('composer.repeatTimes')}
          numeric
          value={times}
          onChange={(value) => {
            setTimes(value)
            take({ times: within(value, 1, MOST_TIMES) })
          }}
          error={
            wantedTimes === undefined ? t('dialogs.invalid.integer', { min: 1, max: MOST_TIMES }) : undefined
          }
        />
        <TextField
          label={t('composer.repeatEvery')}
          numeric
          value={everyMs}
          onChange={(value) => {
            setEveryMs(value)
            take({ everyMs: within(value, 0, HOUR_MS) })
          }}
          error={
            wantedEvery === undefined ? t('dialogs.invalid.integer', { min: 0, max: HOUR_MS }) : undefined
          }
        />
      </div>
      <p className={css.hint}>{t('composer.repeatHint')}</p>
      <div className={css.buttons}>
        <Button
          small
          onClick={() => {
            setTimes('1')
            take({ times: 1 })
          }}
        >
          {t('composer.repeatOnce')}
        </Button>
        <Popover.Close render={<Button small look="primary" />}>{t('composer.done')}</Popover.Close>
      </div>
    </form>
  )
}

function within(text: string, min: number, max: number): number | undefined {
  const value = /^\d{1,8}$/.test(text.trim()) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : undefined
}
