import { type CSSProperties, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { lineOf, type Program } from '../../shared/code/program'
import { useUi } from '../app/ui'
import css from './CodeLines.module.css'

interface Props {
  program: Program
  /** What the program is called, for assistive technology. */
  label: string
}

/** A program with its lines numbered. One that caused events is a button, which points at the first of them, then at the next. */
export function CodeLines({ program, label }: Props) {
  const { t } = useTranslation()
  const { pointed, pointAt } = useUi()
  const marked = pointed === undefined ? undefined : lineOf(program, pointed)
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const line = marked === undefined ? undefined : list.current?.children[marked]
    const scroller = list.current?.parentElement
    if (!(line instanceof HTMLElement) || !scroller) return
    // Up and down only: a line may be wider than what is in sight.
    const top = line.offsetTop - scroller.offsetTop
    const most = top + line.offsetHeight - scroller.clientHeight
    scroller.scrollTop = Math.max(Math.min(scroller.scrollTop, top), most)
  }, [marked])

  const next = (seqs: readonly number[]) => {
    const at = pointed === undefined ? -1 : seqs.indexOf(pointed)
    const seq = seqs[(at + 1) % seqs.length]
    if (seq !== undefined) pointAt(seq)
  }
  return (
    <section className={css.scroller} aria-label={label}>
      <ol
        ref={list}
        className={css.lines}
        style={{ '--digits': String(program.lines.length).length } as CSSProperties}
      >
        {program.lines.map(({ text, seqs }, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            key={index}
            className={css.line}
            aria-current={index === marked ? 'true' : undefined}
          >
            <span className={css.number} aria-hidden="true">
              {index + 1}
            </span>
            {seqs.length === 0 ? (
              <code className={css.text}>{text}</code>
            ) : (
              <button
                type="button"
                className={css.button}
                aria-description={t('code.caused', { count: seqs.length, first: seqs[0] })}
                onClick={() => next(seqs)}
              >
                <code className={css.text}>{text}</code>
                <span className={css.seqs}>
                  #{seqs[0]}
                  {seqs.length > 1 && ` +${seqs.length - 1}`}
                </span>
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
