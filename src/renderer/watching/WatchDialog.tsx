import { useEffect, useReducer, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabError } from '../../shared/errors'
import type { LocalListener } from '../../shared/ipc'
import { useUi } from '../app/ui'
import { Modal } from '../dialogs/Modal'
import { useForm } from '../dialogs/useForm'
import { useMaker } from '../dialogs/useMaker'
import { Segmented } from '../ui/Segmented'
import { TextField } from '../ui/TextField'
import { chosen, emptyWatch, readWatch } from './form'
import { ListenerList } from './ListenerList'
import css from './WatchDialog.module.css'

/** Asks what to watch: a port, or a process. */
export function WatchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const make = useMaker(onClose)
  const found = useLocalListeners()
  const state = useForm(emptyWatch)
  const { form, set, text, refused, busy } = state
  const filter = useRef<HTMLInputElement>(null)

  const submit = () => state.submit(readWatch(form), make)
  const choose = (listener: LocalListener) => {
    const { port, host, pid } = chosen(form, listener)
    set('port', port)
    set('host', host)
    set('pid', pid)
  }

  return (
    <Modal
      title={t('watching.watch.title')}
      intro={t('watching.watch.intro')}
      submit={t('watching.watch.submit')}
      busy={busy}
      firstField={filter}
      onSubmit={() => void submit()}
      onClose={onClose}
      refused={refused}
    >
      <div>
        <Segmented
          name={t('watching.watch.by')}
          choices={[
            { value: 'port', label: t('watching.watch.byPort') },
            { value: 'process', label: t('watching.watch.byProcess') },
          ]}
          value={form.by}
          onChange={(by) => set('by', by)}
        />
      </div>
      <ListenerList
        field={filter}
        found={found}
        form={form}
        onChoose={choose}
        onSubmit={() => void submit()}
      />
      <div className={form.by === 'port' ? css.port : css.process}>
        {form.by === 'port' ? (
          <>
            <TextField label={t('watching.watch.port')} numeric {...text('port')} />
            <TextField
              label={t('watching.watch.host')}
              {...text('host')}
              hint={t('watching.watch.hostHint')}
            />
          </>
        ) : (
          <TextField
            label={t('watching.watch.pid')}
            numeric
            {...text('pid')}
            hint={t('watching.watch.pidHint')}
          />
        )}
        <TextField label={t('dialogs.name')} {...text('name')} hint={t('dialogs.nameHint')} />
      </div>
      <p className={css.hint}>{t('watching.watch.limits')}</p>
    </Modal>
  )
}

/** What listens on this machine, as it was when somebody looked. */
export interface LocalListeners {
  /** Undefined while it is being found out. */
  listeners: readonly LocalListener[] | undefined
  error: LabError | undefined
  lookAgain: () => void
}

function useLocalListeners(): LocalListeners {
  const { bridge } = useUi()
  const [looks, lookAgain] = useReducer((count: number) => count + 1, 0)
  const [found, setFound] = useState<{ listeners?: readonly LocalListener[]; error?: LabError }>({})
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look is another question
  useEffect(() => {
    let wanted = true
    void bridge.request('localListeners', {}).then((reply) => {
      if (wanted) setFound(reply.ok ? { listeners: reply.value } : { listeners: [], error: reply.error })
    })
    return () => {
      wanted = false
    }
  }, [bridge, looks])
  return { listeners: found.listeners, error: found.error, lookAgain }
}
