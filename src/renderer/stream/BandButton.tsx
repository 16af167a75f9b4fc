import { List, SquareSplitHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import css from './BandButton.module.css'
import { showBand, useBandShown } from './shown'

/** From the list of messages to the stream that carries them, and back. */
export function BandButton() {
  const { t } = useTranslation()
  const shown = useBandShown()
  const Icon = shown ? List : SquareSplitHorizontal
  const name = t(shown ? 'stream.list' : 'stream.show')
  return (
    <Hint text={shown ? name : t('stream.showHint')}>
      <Button small look="quiet" onClick={() => showBand(!shown)}>
        <Icon size={14} aria-hidden="true" />
        <span className={css.words}>{name}</span>
      </Button>
    </Hint>
  )
}
