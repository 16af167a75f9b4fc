import { FolderOpen } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpawnCommand } from '../../shared/commands'
import type { LabError } from '../../shared/errors'
import { useUi } from '../app/ui'
import { Modal } from '../dialogs/Modal'
import { openServers } from '../dialogs/TargetFields'
import { type FormState, useForm } from '../dialogs/useForm'
import { useMaker } from '../dialogs/useMaker'
import { useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { Button } from '../ui/Button'
import { Disclosure } from '../ui/Disclosure'
import { Select } from '../ui/Select'
import { TextField } from '../ui/TextField'
import {
  EMPTY_PROGRAM,
  EXAMPLES,
  type ExampleFile,
  exampleLine,
  type ProgramForm,
  programFormOf,
  readProgram,
} from './form'
import css from './ProgramDialog.module.css'

interface Props {
  /** What it is filled in from. */
  like: SpawnCommand | undefined
  onClose: () => void
}

/** Starts a program, once the person has allowed exactly this one: main asks them. */
export function ProgramDialog({ like, onClose }: Props) {
  const make = useMaker(onClose)
  const state = useForm<ProgramForm>(like ? programFormOf(like) : EMPTY_PROGRAM)
  return <ProgramFields state={state} start={make} onClose={onClose} />
}

/** The same in every language. */
const LIKE_THIS = 'python3 server.py 8080'

interface FieldsProps {
  state: FormState<ProgramForm>
  start: (command: SpawnCommand) => Promise<LabError | undefined>
  onClose: () => void
}

function ProgramFields({ state, start, onClose }: FieldsProps) {
  const { t } = useTranslation()
  const { bridge } = useUi()
  const lab = useLab()
  const { form, set, text, errorAt, refused, busy } = state
  const firstField = useRef<HTMLInputElement>(null)
  const examples = useExamples()

  const chooseExample = (file: string) => {
    set('example', file)
    if (!isExample(file) || examples === undefined) return
    const server = openServers(lab, EXAMPLES[file] === 'udpClient' ? 'udp' : 'tcp').at(-1)
    set('command', exampleLine(file, server?.name))
    set('cwd', examples)
  }
  const chooseFolder = async () => {
    const reply = await bridge.request('chooseFile', { kind: 'folder' })
    if (reply.ok && reply.value) set('cwd', reply.value.path)
  }

  return (
    <Modal
      title={t('programs.dialog.title')}
      intro={t('programs.dialog.intro')}
      submit={t('programs.dialog.submit')}
      busy={busy}
      firstField={firstField}
      onSubmit={() =>
        void state.submit(
          readProgram(form, (name) => listens(lab, name)),
          start,
        )
      }
      onClose={onClose}
      refused={refused}
    >
      {examples !== undefined && (
        <div>
          <Select
            label={t('programs.dialog.example')}
            choices={[
              { value: '', label: t('programs.dialog.noExample') },
              ...(Object.keys(EXAMPLES) as ExampleFile[]).map((file) => ({
                value: file as string,
                label: `${file} · ${t(`programs.examples.${keyOf(file)}`)}`,
              })),
            ]}
            value={form.example}
            onChange={chooseExample}
          />
        </div>
      )}
      <TextField
        label={t('programs.dialog.command')}
        placeholder={LIKE_THIS}
        {...text('command')}
        hint={t('programs.dialog.commandHint')}
        inputRef={firstField}
      />
      <div className={css.folder}>
        <TextField label={t('programs.dialog.cwd')} {...text('cwd')} hint={t('programs.dialog.cwdHint')} />
        <Button onClick={() => void chooseFolder()}>
          <FolderOpen size={14} aria-hidden="true" />
          {t('programs.dialog.choose')}
        </Button>
      </div>
      <Disclosure
        title={t('dialogs.advanced')}
        needed={errorAt('name') !== undefined || errorAt('env') !== undefined}
        initiallyOpen={form.name !== '' || form.env !== ''}
      >
        <TextField label={t('dialogs.name')} placeholder={t('dialogs.nameHint')} {...text('name')} />
        <TextField label={t('programs.dialog.env')} {...text('env')} hint={t('programs.dialog.envHint')} />
      </Disclosure>
    </Modal>
  )
}

const isExample = (file: string): file is ExampleFile => Object.hasOwn(EXAMPLES, file)

/** Keys of translations have no dots. */
const keyOf = (file: ExampleFile) => file.slice(0, -'.py'.length) as ExampleKey
type ExampleKey = ExampleFile extends `${infer Key}.py`
  ? ExampleFile extends `${Key}.py`
    ? Key
    : never
  : never

function listens(lab: LabStore, name: string): boolean {
  const role = lab.model.sockets.get(name)?.role
  return role === 'listener' || role === 'datagram' || lab.model.programs.has(name)
}

/** The folder of the Python examples; undefined while that isn't known, and where there is none. */
function useExamples(): string | undefined {
  const { bridge } = useUi()
  const [folder, setFolder] = useState<string>()
  useEffect(() => {
    let wanted = true
    void bridge.request('examples', {}).then((reply) => {
      if (wanted && reply.ok && reply.value !== null) {
        const sign = bridge.platform === 'win32' ? '\\' : '/'
        setFolder(`${reply.value}${sign}python`)
      }
    })
    return () => {
      wanted = false
    }
  }, [bridge])
  return folder
}
