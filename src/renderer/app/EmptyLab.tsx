import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button'
import css from './EmptyLab.module.css'
import { Picture } from './Picture'
import { useUi } from './ui'
import { useQuickStart } from './useQuickStart'

export function EmptyLab() {
  const { t } = useTranslation()
  const { openDialog } = useUi()
  const { start, running } = useQuickStart()
  return (
    <section className={css.empty} aria-labelledby="empty-lab">
      <Picture />
      <h1 id="empty-lab">{t('empty.title')}</h1>
      <p className={css.lead}>{t('empty.lead')}</p>
      <Button look="primary" onClick={start} disabled={running} focusableWhenDisabled>
        <Play size={15} aria-hidden="true" />
        {t('empty.start')}
      </Button>
      <button type="button" className={css.other} onClick={() => openDialog({ name: 'server' })}>
        {t('empty.or')}
      </button>
      <p className={css.safe}>{t('empty.safe')}</p>
    </section>
  )
}
