import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import dialogs from '../dialogs/Dialogs.module.css'
import { Modal } from '../dialogs/Modal'
import { useForm } from '../dialogs/useForm'
import { Segmented } from '../ui/Segmented'
import { Select } from '../ui/Select'
import { TextField } from '../ui/TextField'
import { Answer } from './Answer'
import { CALLS, emptyLookup, type LookupForm, ORDERS, readLookup } from './form'
import css from './LookupDialog.module.css'

/** Asks the system's resolver, and shows what it answers. It stays open, for the next question. */
export function LookupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { execute } = useUi()
  const state = useForm<LookupForm>(emptyLookup)
  const { form, set, text, refused, busy } = state
  const { by } = form
  const [asked, setAsked] = useState<string>()
  const firstField = useRef<HTMLInputElement>(null)

  const submit = () =>
    state.submit(readLookup(form), async (command) => {
      const reply = await execute(command, 'quiet')
      if (!reply.ok) return reply.error
      setAsked(reply.value.made[0])
    })

  return (
    <Modal
      title={t('lookup.title')}
      intro={t('lookup.intro')}
      submit={t('lookup.submit')}
      cancel={t('dialogs.close')}
      busy={busy}
      firstField={firstField}
      onSubmit={() => void submit()}
      onClose={onClose}
      refused={refused}
    >
      <div className={css.question}>
        <div>
          <Select
            label={t('lookup.by')}
            choices={CALLS.map((call) => ({ value: call, label: t(`lookup.call.${call}`) }))}
            value={by}
            onChange={(next) => set('by', next)}
          />
        </div>
        {by !== 'gethostname' && (
          <TextField
            label={t(by === 'getnameinfo' ? 'lookup.address' : 'lookup.host')}
            {...text('host')}
            inputRef={firstField}
          />
        )}
        {by === 'getnameinfo' && <TextField label={t('lookup.port')} numeric {...text('port')} />}
      </div>
      {by === 'getaddrinfo' && (
        <div className={css.options}>
          <div className={dialogs.transport}>
            <span aria-hidden="true">{t('lookup.family')}</span>
            <Segmented
              name={t('lookup.family')}
              choices={[
                { value: 'both', label: t('lookup.both') },
                { value: '4', label: 'IPv4' },
                { value: '6', label: 'IPv6' },
              ]}
              value={form.family}
              onChange={(family) => set('family', family)}
            />
          </div>
          <div className={dialogs.transport}>
            <span aria-hidden="true">{t('lookup.order')}</span>
            <Segmented
              name={t('lookup.order')}
              choices={ORDERS.map((order) => ({ value: order, label: t(`lookup.orders.${order}`) }))}
              value={form.order}
              onChange={(order) => set('order', order)}
            />
          </div>
        </div>
      )}
      <p className={dialogs.hint}>{t(`lookup.about.${by}`)}</p>
      {asked !== undefined && <Answer name={asked} />}
    </Modal>
  )
}
