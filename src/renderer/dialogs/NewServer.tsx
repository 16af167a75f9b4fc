import type { TFunction } from 'i18next'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListenCommand } from '../../shared/commands'
import type { LabEvent } from '../../shared/events'
import type { OwnAddress } from '../../shared/ipc'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { outcomeOf } from '../lab/outcome'
import { CheckField } from '../ui/CheckField'
import { Disclosure } from '../ui/Disclosure'
import { ErrorText } from '../ui/ErrorText'
import { TextField } from '../ui/TextField'
import { AddressField } from './AddressField'
import { AnswerFields, ThenCloseField } from './AnswerFields'
import { listenChoices, useAddresses } from './addresses'
import css from './Dialogs.module.css'
import { isAllInterfaces, plainHost } from './fields'
import { emptyServer, isIpv6Wildcard, readServer, serverFormOf } from './forms'
import { Modal } from './Modal'
import { hasOptions, OptionsFields } from './OptionsFields'
import { useForm } from './useForm'

/** A listener is there, or has failed, within this time on any machine that is not stuck. ms */
const PATIENCE = 3000

/** `like`: what it is filled in from. */
export function NewServer({ like, onClose }: { like: ListenCommand | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { execute, select, notices } = useUi()
  const state = useForm(like ? serverFormOf(like) : emptyServer)
  const { form, errorAt, text, check, refused, busy } = state
  const firstField = useRef<HTMLInputElement>(null)
  const own = useAddresses()
  const host = plainHost(form.host)

  const submit = () =>
    state.submit(readServer(form, like), async (command) => {
      const reply = await execute(command, 'quiet')
      if (!reply.ok) return reply.error
      const { seq, made } = reply.value
      const name = made[0]
      const listens = (event: LabEvent) => event.kind === 'listening' && event.socket === name
      const failure = await outcomeOf(lab, seq, listens, PATIENCE)
      if (failure) {
        notices.claim(seq, failure)
        return failure
      }
      if (name !== undefined) select(name)
      onClose()
    })

  return (
    <Modal
      title={t('dialogs.server.title')}
      intro={t('dialogs.server.intro')}
      submit={t('dialogs.server.submit')}
      busy={busy}
      firstField={firstField}
      onSubmit={() => void submit()}
      onClose={onClose}
      problem={refused && <ErrorText error={refused} />}
    >
      <TextField
        label={t('dialogs.name')}
        placeholder={t('dialogs.nameHint')}
        {...text('name')}
        inputRef={firstField}
      />
      <div className={css.columns}>
        <div className={css.wide}>
          <AddressField
            label={t('dialogs.host')}
            {...text('host')}
            choices={listenChoices(own, t)}
            hint={hostHint(host, own, t)}
            warning={isAllInterfaces(host) ? t('dialogs.server.hostAll', { host }) : undefined}
          />
        </div>
        <TextField label={t('dialogs.port')} numeric {...text('port')} hint={t('dialogs.server.portHint')} />
      </div>
      {isIpv6Wildcard(host) && (
        <CheckField
          label={t('dialogs.server.ipv6Only')}
          hint={t('dialogs.server.ipv6OnlyHint')}
          {...check('ipv6Only')}
        />
      )}
      <AnswerFields state={state} rules={like?.respond?.rules !== undefined} />
      <div className={css.checks}>
        <CheckField
          label={t('dialogs.allowHalfOpen')}
          hint={t('dialogs.server.allowHalfOpenHint')}
          {...check('allowHalfOpen')}
        />
        <ThenCloseField state={state} />
      </div>
      <div className={css.halves}>
        <TextField
          label={t('dialogs.server.backlog')}
          numeric
          {...text('backlog')}
          hint={t('dialogs.server.backlogHint')}
        />
        <TextField label={t('dialogs.limit')} numeric {...text('limit')} hint={t('dialogs.limitHint')} />
      </div>
      <Disclosure
        title={t('dialogs.advanced')}
        needed={errorAt('timeout') !== undefined || errorAt('keepAliveDelay') !== undefined}
        initiallyOpen={hasOptions(form)}
      >
        <OptionsFields state={state} />
      </Disclosure>
    </Modal>
  )
}

function hostHint(host: string, own: readonly OwnAddress[], t: TFunction): string | undefined {
  if (/^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/.test(host)) return t('dialogs.server.hostHint', { host })
  const at = own.find(({ address }) => address === host)
  return at && t('dialogs.server.hostOwn', { host, interface: at.interface })
}
