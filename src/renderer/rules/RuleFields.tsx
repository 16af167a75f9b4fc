import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { problemText } from '../dialogs/fields'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { Select } from '../ui/Select'
import { TextField } from '../ui/TextField'
import { ENDINGS, MATCHES, REPLIES, type RuleForm, type RuleProblems, readRule } from './form'
import css from './Rules.module.css'

interface Props {
  rule: RuleForm
  index: number
  of: number
  /** Also what has not been filled in yet is wrong. */
  strict: boolean
  connections: boolean
  onChange: (fields: Partial<RuleForm>) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** The fields of the rule that is chosen. */
export function RuleFields({ rule, index, of, strict, connections, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation()
  const read = readRule(rule)
  const problems: RuleProblems = 'problems' in read ? read.problems : {}
  const errorAt = (field: keyof RuleProblems) => {
    const problem = problems[field]
    if (!problem || (problem.key === 'required' && !strict)) return undefined
    return problemText(t, problem)
  }
  const button = (name: string, Icon: typeof X, act: () => void, possible = true) => (
    <Hint text={name}>
      <Button small look="quiet" aria-label={name} disabled={!possible} focusableWhenDisabled onClick={act}>
        <Icon size={14} aria-hidden="true" />
      </Button>
    </Hint>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out
    <div role="group" aria-label={t('answers.rule', { place: index + 1 })} className={css.fields}>
      <div className={css.bar}>
        <span className={css.place}>{t('answers.ruleOf', { place: index + 1, of })}</span>
        {button(t('answers.up'), ArrowUp, () => onMove(-1), index > 0)}
        {button(t('answers.down'), ArrowDown, () => onMove(1), index < of - 1)}
        {button(t('answers.remove'), X, onRemove)}
      </div>
      <div className={css.pair}>
        <div>
          <Select
            label={t('answers.matchLabel')}
            choices={MATCHES.map((value) => ({ value, label: t(`answers.match.${value}`) }))}
            value={rule.match}
            onChange={(match) => onChange({ match })}
          />
        </div>
        <TextField
          label={t('answers.value')}
          value={rule.value}
          onChange={(value) => onChange({ value })}
          error={errorAt('value')}
          hint={t(`answers.valueHint.${rule.match}`)}
        />
        <div>
          <Select
            label={t('answers.replyLabel')}
            choices={REPLIES.map((value) => ({ value, label: t(`answers.replyAs.${value}`) }))}
            value={rule.replyAs}
            onChange={(replyAs) => onChange({ replyAs })}
          />
        </div>
        <TextField
          label={t('answers.reply')}
          value={rule.replyAs === 'nothing' ? '' : rule.reply}
          disabled={rule.replyAs === 'nothing'}
          onChange={(reply) => onChange({ reply })}
          error={errorAt('reply')}
          hint={rule.replyAs === 'text' ? <TemplateHint regex={rule.match === 'regex'} /> : undefined}
        />
        <div>
          {connections && (
            <Select
              label={t('answers.thenLabel')}
              choices={ENDINGS.map((value) => ({ value, label: t(`answers.ending.${value}`) }))}
              value={rule.ending}
              onChange={(ending) => onChange({ ending })}
            />
          )}
        </div>
        <TextField
          label={t('dialogs.answer.delay')}
          numeric
          value={rule.delay}
          onChange={(delay) => onChange({ delay })}
          error={errorAt('delay')}
        />
      </div>
    </div>
  )
}

/** What a reply can have put in. */
function TemplateHint({ regex }: { regex: boolean }) {
  const { t } = useTranslation()
  const places: [string, string][] = [
    ...(regex ? ([['$1', t('answers.place.group')]] as [string, string][]) : []),
    ['$&', t('answers.place.match')],
    [`\${n}`, t('answers.place.n')],
    [`\${time}`, t('answers.place.time')],
    ['$$', t('answers.place.dollar')],
  ]
  return (
    <>
      {places.map(([place, meaning]) => (
        <span key={place} className={css.meaning}>
          <code>{place}</code> {meaning}
        </span>
      ))}
    </>
  )
}
