import { Plus } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_RULES } from '../../shared/rule-limits'
import { useUi } from '../app/ui'
import type { Edit } from '../edit/editStore'
import { editDone } from '../edit/words'
import { ActButton } from '../ui/ActButton'
import { Button } from '../ui/Button'
import { soon } from '../ui/soon'
import { moved, newRule, type RuleForm } from './form'
import { RuleFields } from './RuleFields'
import { RuleList } from './RuleList'
import css from './Rules.module.css'
import { RuleTester } from './RuleTester'

interface Props {
  rules: readonly RuleForm[]
  onChange: (rules: RuleForm[]) => void
  /** What is wrong with all of them; then every field says what is wrong with it. */
  error: string | undefined
  /** Of connections, a rule can say what becomes of them. */
  connections: boolean
}

/** The rules of one server, in the order in which they are tried; the one that is chosen, to be changed; and what they would answer. */
export function RulesEditor({ rules, onChange, error, connections }: Props) {
  const { t } = useTranslation()
  const [chosen, choose] = useState(rules[0]?.id)
  const [answering, setAnswering] = useState<number>()
  const section = useRef<HTMLElement>(null)
  const adding = useRef<HTMLButtonElement>(null)
  const found = rules.findIndex(({ id }) => id === chosen)
  const index = found < 0 ? 0 : found
  const rule = rules[index]
  const full = rules.length >= MAX_RULES
  const change = (next: RuleForm[]) => {
    setAnswering(undefined)
    onChange(next)
  }
  const add = () => {
    const fresh = newRule(rules)
    change([...rules.slice(0, index + 1), fresh, ...rules.slice(index + 1)])
    choose(fresh.id)
  }
  const move = (from: number, to: number) => {
    if (to >= 0 && to < rules.length) change(moved(rules, from, to))
  }
  // Undone is whatever was removed, from what the rules have become since.
  const newest = useRef({ rules, change })
  newest.current = { rules, change }
  const { edits } = useUi()
  useEffect(() => edits.enter(), [edits])
  useSyncExternalStore(edits.subscribe, edits.version)
  const last = edits.next('undo', '')
  const removed = last?.what.kind === 'rule' ? last : undefined
  // What had the focus goes with the rule, or with the last one's list.
  const focus = () =>
    soon(() => (section.current?.querySelector<HTMLElement>('[role="listbox"]') ?? adding.current)?.focus())
  const takeAway = (gone: RuleForm): boolean => {
    const { rules, change } = newest.current
    const at = rules.findIndex(({ id }) => id === gone.id)
    if (at < 0) return false
    change(rules.filter(({ id }) => id !== gone.id))
    choose((rules[at + 1] ?? rules[at - 1])?.id)
    focus()
    return true
  }
  const bringBack = (gone: RuleForm, at: number): boolean => {
    const { rules, change } = newest.current
    if (rules.length >= MAX_RULES) return false
    change([...rules.slice(0, at), gone, ...rules.slice(at)])
    choose(gone.id)
    focus()
    return true
  }
  const remove = (at: number) => {
    const gone = rules[at]
    if (!gone || !takeAway(gone)) return
    edits.did({
      what: { kind: 'rule', place: at + 1 },
      undo: () => bringBack(gone, at),
      redo: () => takeAway(gone),
    })
  }
  return (
    <section ref={section} className={css.rules} aria-label={t('answers.title')}>
      <div className={css.head}>
        <h3 className={css.title}>
          {t('answers.title')} <span>{t('answers.intro')}</span>
        </h3>
        <ActButton
          ref={adding}
          icon={Plus}
          why={full ? t('answers.full', { most: MAX_RULES }) : ''}
          disabled={full}
          onClick={add}
        >
          {t('answers.add')}
        </ActButton>
      </div>
      {error !== undefined && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
      {rule ? (
        <>
          <RuleList
            rules={rules}
            chosen={index}
            answering={answering}
            strict={error !== undefined}
            onChoose={(at) => choose(rules[at]?.id)}
            onMove={move}
            onRemove={remove}
          />
          <RuleFields
            key={rule.id}
            rule={rule}
            index={index}
            of={rules.length}
            strict={error !== undefined}
            connections={connections}
            onChange={(fields) =>
              change(rules.map((one) => (one.id === rule.id ? { ...one, ...fields } : one)))
            }
            onMove={(by) => move(index, index + by)}
            onRemove={() => remove(index)}
          />
          <Removed edit={removed} />
          <RuleTester rules={rules} onAnswering={setAnswering} />
        </>
      ) : (
        <>
          <p className={css.none}>{t('answers.none')}</p>
          <Removed edit={removed} />
        </>
      )}
    </section>
  )
}

/** The rule that was removed last, and the way back; where nobody who presses the button once more presses this one. */
function Removed({ edit }: { edit: Edit | undefined }) {
  const { t } = useTranslation()
  const { edits } = useUi()
  return (
    <div role="status" className={css.removed}>
      {edit && (
        <>
          <span>{editDone(t, edit.what)}</span>
          <Button small onClick={() => void edits.step('undo', '')}>
            {t('edit.undo')}
          </Button>
        </>
      )}
    </div>
  )
}
