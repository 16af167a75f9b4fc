import { Toggle } from '@base-ui/react/toggle'
import { useTranslation } from 'react-i18next'
import { Hint } from '../ui/Hint'
import { Segmented } from '../ui/Segmented'
import { Select } from '../ui/Select'
import css from './Composer.module.css'
import type { Draft } from './drafts'
import { ENDINGS, type Ending } from './parse'

interface Props {
  draft: Draft
  /** A file goes out as it is. */
  isFile: boolean
  onChange: (change: Partial<Omit<Draft, 'input'>>) => void
}

/** How what is typed becomes bytes. */
export function FormatOptions({ draft, isFile, onChange }: Props) {
  const { t } = useTranslation()
  if (isFile) return <span className={css.label}>{t('composer.fileAsIs')}</span>
  return (
    <>
      <Segmented
        name={t('composer.format')}
        choices={[
          { value: 'text', label: t('composer.text') },
          { value: 'hex', label: t('composer.hex') },
        ]}
        value={draft.format}
        onChange={(format) => onChange({ format })}
      />
      {draft.format === 'text' && (
        <span className={css.ending}>
          <span className={css.label} aria-hidden="true">
            {t('composer.ending')}
          </span>
          <Select
            small
            name={t('composer.ending')}
            choices={(Object.keys(ENDINGS) as Ending[]).map((value) => ({
              value,
              label: t(`composer.endingName.${value}`),
            }))}
            value={draft.ending}
            onChange={(ending) => onChange({ ending })}
          />
          <Hint text={t(draft.escapes ? 'composer.escapesOn' : 'composer.escapesOff')}>
            <Toggle
              className={css.toggle}
              pressed={draft.escapes}
              onPressedChange={(escapes) => onChange({ escapes })}
              aria-label={`${t('composer.escapes')} \\n`}
              aria-description={t(draft.escapes ? 'composer.escapesOn' : 'composer.escapesOff')}
            >
              <code translate="no">{'\\n'}</code>
            </Toggle>
          </Hint>
        </span>
      )}
    </>
  )
}
