import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type RuleForm, readRule } from './form'
import css from './Rules.module.css'

interface Props {
  rules: readonly RuleForm[]
  /** Place of the one that is chosen. */
  chosen: number
  /** Place of the one that answers what is being tried. */
  answering: number | undefined
  /** Also what has not been filled in yet is wrong. */
  strict: boolean
  onChoose: (index: number) => void
  onMove: (from: number, to: number) => void
  onRemove: (index: number) => void
}

/** Each rule in a line. Arrow keys choose one, Alt with an arrow key moves it, Delete removes it; it can be dragged, too. */
export function RuleList({ rules, chosen, answering, strict, onChoose, onMove, onRemove }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<{ from: number; to: number }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: wherever it is now
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' })
  }, [chosen, rules.length])
  const onKey = (event: KeyboardEvent) => {
    const to = target(event.key, chosen, rules.length)
    if (event.key === 'Delete') onRemove(chosen)
    else if (to === undefined) return
    else if (event.altKey) onMove(chosen, to)
    else onChoose(to)
    event.preventDefault()
  }
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={t('answers.list')}
      aria-description={t('answers.listHint')}
      aria-activedescendant={`${id}-${rules[chosen]?.id}`}
      className={css.list}
      onKeyDown={onKey}
    >
      {rules.map((rule, index) => {
        const isWrong = problemsOf(rule, strict)
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and says which option is meant
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
          <div
            key={rule.id}
            id={`${id}-${rule.id}`}
            role="option"
            aria-selected={index === chosen}
            className={css.row}
            data-answers={index === answering || undefined}
            data-wrong={isWrong || undefined}
            data-drop={drag?.to === index && drag.from !== index ? sideOf(drag) : undefined}
            draggable
            onClick={() => onChoose(index)}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              setDrag({ from: index, to: index })
            }}
            onDragEnd={() => setDrag(undefined)}
            onDragOver={(event) => {
              if (!drag) return
              event.preventDefault()
              if (drag.to !== index) setDrag({ from: drag.from, to: index })
            }}
            onDrop={(event) => {
              event.preventDefault()
              if (drag) onMove(drag.from, index)
              setDrag(undefined)
            }}
          >
            <span className={css.number}>{index + 1}</span>
            <span className={css.says}>
              {rule.match === 'contains' && rule.value === '' ? (
                t('answers.anyMessage')
              ) : (
                <>
                  {t(`answers.match.${rule.match}`)} <code>{rule.value === '' ? '“”' : rule.value}</code>
                </>
              )}
            </span>
            <span className={css.answer}>
              →{' '}
              {rule.replyAs === 'nothing' ? (
                t('answers.replyAs.nothing')
              ) : (
                <code>{rule.reply === '' ? '“”' : rule.reply}</code>
              )}
              {rule.ending !== 'goOn' && <>, {t(`answers.ending.${rule.ending}`)}</>}
            </span>
            {isWrong && <span className={css.mark}>{t('answers.wrong')}</span>}
            {index === answering && <span className={css.mark}>{t('answers.this')}</span>}
          </div>
        )
      })}
    </div>
  )
}

/** It takes the place of the one that it is dropped on. */
const sideOf = ({ from, to }: { from: number; to: number }) => (to < from ? 'before' : 'after')

function target(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, from - 1)
    case 'ArrowDown':
      return Math.min(count - 1, from + 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
  }
  return undefined
}

function problemsOf(rule: RuleForm, strict: boolean): boolean {
  const read = readRule(rule)
  if (!('problems' in read)) return false
  return strict || Object.values(read.problems).some((problem) => problem.key !== 'required')
}
