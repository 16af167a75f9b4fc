import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'

/** Folds the cards of both ends, or opens them. */
export function FoldButton({ folded, onFold }: { folded: boolean; onFold: (folded: boolean) => void }) {
  const { t } = useTranslation()
  const Icon = folded ? ChevronsUpDown : ChevronsDownUp
  const text = t(folded ? 'views.unfold' : 'views.fold')
  return (
    <Hint text={text}>
      <Button small look="quiet" aria-label={text} onClick={() => onFold(!folded)}>
        <Icon size={14} aria-hidden="true" />
      </Button>
    </Hint>
  )
}
