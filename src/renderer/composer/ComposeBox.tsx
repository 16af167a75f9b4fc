import { SendHorizontal } from 'lucide-react'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../shared/ipc'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { Attached } from './Attached'
import css from './Composer.module.css'
import { DropCover } from './DropCover'
import { FileButton } from './FileButton'
import { FormatButton } from './FormatButton'
import { FormatOptions } from './FormatOptions'
import { onFirstLine, onLastLine } from './lines'
import { MAX_AT_ONCE, sendCommands } from './message'
import type { Parsed } from './parse'
import { type Repeat, RepeatButton } from './RepeatButton'
import { RepeatProgress } from './RepeatProgress'
import { SavedButton } from './SavedButton'
import { useFileDrop, useOfferedFiles } from './useFileDrop'
import { LONGEST_TYPED, useMessage } from './useMessage'

interface Props {
  /** Whose draft it is that is written here. */
  draftOf: string
  /** Names of the sockets that send. */
  senders: readonly string[]
  /** What they are called. */
  who: string
  /** Where datagrams go. */
  to?: string
  /** A message without a byte is one, too: a datagram. */
  allowsEmpty?: boolean
  /** Why nothing can be sent. */
  obstacle: string | undefined
  /** Says, and may let choose, who sends. */
  from: ReactNode
  /** On one line, for the sake of what is above it. */
  compact?: boolean
}

const EMPTY: Parsed = { ok: true, bytes: 0, escapes: 0, payload: { text: '' } }
const ONCE: Repeat = { times: 1, everyMs: 0 }

/** What to send, and how: two rows below a conversation, or one below a picture. */
export function ComposeBox({
  draftOf,
  senders,
  to,
  allowsEmpty = false,
  who,
  obstacle,
  from,
  compact = false,
}: Props) {
  const { t } = useTranslation()
  const { execute, executeAll, bridge, notices, signals } = useUi()
  const message = useMessage(draftOf)
  const { draft, attachment } = message
  const isEmpty = !message.parsed.ok && message.parsed.problem === 'nothing'
  const parsed = allowsEmpty && isEmpty ? EMPTY : message.parsed
  const [repeat, setRepeat] = useState(ONCE)
  const only = senders.length === 1 ? senders[0] : undefined
  const [tried, setTried] = useState(false)
  const [savedOpen, setSavedOpen] = useState(false)
  const input = useRef<HTMLTextAreaElement>(null)
  const sendButton = useRef<HTMLButtonElement>(null)
  const noteId = useId()

  // After the quick start the button that had the focus is gone: typing goes on here.
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement === null) input.current?.focus()
  }, [])
  useSignal(signals, 'composer.focus', () => (input.current ?? sendButton.current)?.focus())
  useSignal(signals, 'composer.file', () => void chooseFile())
  useSignal(signals, 'composer.save', () => setSavedOpen(true))

  const attach = (reply: Reply<'pickFile'> | Reply<'chooseFile'>) => {
    if (!reply.ok) return notices.addRefusal(reply.error)
    if (reply.value === null) return
    message.attach({ kind: 'file', file: reply.value })
    sendButton.current?.focus()
  }
  const chooseFile = async () => attach(await bridge.request('chooseFile', { kind: 'message' }))
  const takeFile = async (file: File) => attach(await bridge.pickFile(file))
  const { over, drop } = useFileDrop((file) => void takeFile(file))
  useOfferedFiles((file) => void takeFile(file))

  const problem = parsed.ok ? tooMuch() : sayProblem()
  const reason = obstacle ?? problem
  // Half a byte, or half an escape, is no mistake while it is being typed.
  const showProblem = problem !== undefined && isMistake()

  function tooMuch(): string | undefined {
    const characters = parsed.ok && 'payload' in parsed ? draft.input.length : 0
    const held = attachment?.kind === 'pasted' ? attachment.text.length : 0
    return senders.length > 1 && (characters + held) * senders.length > MAX_AT_ONCE
      ? t('composer.tooMuch')
      : undefined
  }

  function sayProblem(): string | undefined {
    if (parsed.ok) return undefined
    return 'part' in parsed
      ? t(`composer.${parsed.problem}`, { part: parsed.part })
      : t(`composer.${parsed.problem}`)
  }

  function isMistake(): boolean {
    if (parsed.ok) return true
    if (parsed.problem === 'nothing') return false
    const unfinished =
      parsed.problem === 'oddHex' || (parsed.problem === 'badEscape' && draft.input.endsWith(parsed.part))
    return !unfinished || tried || attachment !== undefined
  }

  const send = async () => {
    setTried(true)
    if (reason !== undefined || !parsed.ok) return
    const commands = sendCommands(senders, parsed, repeat, to)
    const [first] = commands
    if (!first) return
    const reply = commands.length === 1 ? await execute(first) : await executeAll(commands)
    if (!reply.ok) return
    message.sent()
    // Typing replaces what was sent, Enter sends it once more.
    input.current?.select()
  }

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, the keys are its own.
    if (event.nativeEvent.isComposing) return
    const area = event.currentTarget
    const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey
    if (event.key === 'Enter' && plain) {
      event.preventDefault()
      void send()
    } else if (plain && event.key === 'ArrowUp' && onFirstLine(area)) {
      if (message.walk('back')) event.preventDefault()
    } else if (plain && event.key === 'ArrowDown' && onLastLine(area)) {
      if (message.walk('forward')) event.preventDefault()
    }
  }

  /** A long text never gets into the text area, where laying it out would take seconds. */
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart, selectionEnd } = event.currentTarget
    const pasted = event.clipboardData.getData('text/plain')
    if (value.length + pasted.length <= LONGEST_TYPED) return
    event.preventDefault()
    message.setInput(value.slice(0, selectionStart) + pasted + value.slice(selectionEnd))
  }

  /** Ctrl+Enter (Cmd+Enter) sends from anywhere in here. */
  const pressAnywhere = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }

  const note =
    obstacle !== undefined || showProblem
      ? reason
      : parsed.ok &&
        [
          parsed.bytes === 0 ? t('composer.empty') : t('composer.size', { count: parsed.bytes }),
          'escapes' in parsed && parsed.escapes > 0
            ? t('composer.escapeCount', { count: parsed.escapes })
            : '',
        ]
          .filter(Boolean)
          .join(' · ')

  const format = (
    <FormatOptions
      draft={draft}
      isFile={attachment?.kind === 'file'}
      onChange={(change) => {
        message.setFormat(change)
        setTried(false)
      }}
    />
  )
  return (
    <section
      data-point="composer"
      data-point-of={only}
      className={css.composer}
      data-compact={compact || undefined}
      aria-label={t('composer.label')}
      onKeyDown={pressAnywhere}
      {...drop}
    >
      {over && <DropCover who={who} />}
      <div className={css.options}>
        {from}
        {!compact && format}
        <span
          id={noteId}
          className={css.note}
          data-problem={showProblem || undefined}
          title={note || undefined}
        >
          {note}
        </span>
        <RepeatProgress names={senders} />
      </div>
      <div className={css.entry}>
        {attachment ? (
          <Attached
            attachment={attachment}
            onRemove={() => {
              message.attach(undefined)
              requestAnimationFrame(() => input.current?.focus())
            }}
          />
        ) : (
          <textarea
            ref={input}
            className={css.input}
            rows={1}
            value={draft.input}
            spellCheck={false}
            placeholder={
              compact && obstacle !== undefined
                ? obstacle
                : draft.format === 'hex'
                  ? t('composer.placeholderHex')
                  : t('composer.placeholder', { name: who })
            }
            aria-label={t('composer.messageFrom', { name: who })}
            aria-describedby={noteId}
            aria-invalid={showProblem || undefined}
            onChange={(event) => {
              message.setInput(event.target.value)
              setTried(false)
            }}
            onKeyDown={press}
            onPaste={paste}
          />
        )}
        {compact && <FormatButton draft={draft}>{format}</FormatButton>}
        <RepeatButton repeat={repeat} onChange={setRepeat} />
        <SavedButton
          open={savedOpen}
          onOpenChange={setSavedOpen}
          draft={attachment ? undefined : draft}
          onChoose={(chosen) => {
            message.recall(chosen)
            setTried(false)
            setSavedOpen(false)
          }}
          returnTo={input}
        />
        <FileButton of={only} onPress={() => void chooseFile()} />
        <Hint text={reason ?? t('composer.sendHint')}>
          <Button
            ref={sendButton}
            look="primary"
            disabled={reason !== undefined}
            focusableWhenDisabled
            aria-description={reason ?? t('composer.sendHint')}
            onClick={() => void send()}
          >
            <SendHorizontal size={14} aria-hidden="true" />
            {t('composer.send')}
          </Button>
        </Hint>
      </div>
    </section>
  )
}
