import type { TFunction } from 'i18next'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnAddress } from '../../shared/ipc'
import { useLab } from '../lab/hooks'
import { freeName, seriesAfter } from '../making/names'
import { Button } from '../ui/Button'
import { CheckField } from '../ui/CheckField'
import { Disclosure } from '../ui/Disclosure'
import { TextField } from '../ui/TextField'
import { AddressField } from './AddressField'
import { AnswerFields, ThenCloseField } from './AnswerFields'
import { listenChoices, useAddresses } from './addresses'
import css from './Dialogs.module.css'
import { isAllInterfaces, plainHost } from './fields'
import { emptyServer, isIpv6Wildcard, type ServerForm, type Transport } from './forms'
import { FramingFields } from './layers/FramingFields'
import { hasLayers, LAYER_FIELDS } from './layers/form'
import { ServerTlsFields } from './layers/TlsFields'
import { Modal } from './Modal'
import { hasOptions, OptionsFields } from './OptionsFields'
import { TransportField } from './TransportField'
import { anyServerFormOf, readAnyServer, type ServerCommand } from './transports'
import { UnixPlaceFields } from './UnixFields'
import { type FormState, useForm } from './useForm'
import { useMaker } from './useMaker'

/** `like`: what it is filled in from. */
export function NewServer({ like, onClose }: { like: ServerCommand | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const lab = useLab()
  const make = useMaker(onClose)
  const state = useForm(like ? anyServerFormOf(like) : emptyServer)
  const { form, set, text, refused, busy } = state
  const firstField = useRef<HTMLInputElement>(null)
  const submit = (given: ServerForm = form) => state.submit(readAnyServer(given, like), make)

  const removeAndListen = () => {
    // The name is that of the one which could not listen.
    const name = form.name.trim() && freeName(lab.model, seriesAfter(lab.model, form.name.trim()))
    void submit({ ...form, name, removeStale: true })
  }

  return (
    <Modal
      title={t('dialogs.server.title')}
      intro={t(`dialogs.server.intro.${form.transport}`)}
      submit={t(form.transport === 'udp' ? 'dialogs.server.submitUdp' : 'dialogs.server.submit')}
      busy={busy}
      firstField={firstField}
      onSubmit={() => void submit()}
      onClose={onClose}
      refused={refused}
      remedy={
        refused?.reason === 'stale' && (
          <Button small onClick={removeAndListen}>
            {t('dialogs.server.removeAndListen')}
          </Button>
        )
      }
    >
      <TransportField value={form.transport} onChange={(transport) => set('transport', transport)} />
      <TextField
        label={t('dialogs.name')}
        placeholder={t('dialogs.nameHint')}
        {...text('name')}
        inputRef={firstField}
      />
      {form.transport === 'unix' ? <UnixPlaceFields state={state} /> : <InternetFields state={state} />}
      <AnswerFields state={state} transport={form.transport} />
      {form.transport === 'udp' ? <DatagramFields state={state} /> : <ListenerFields state={state} />}
    </Modal>
  )
}

/** Host and port. */
function InternetFields({ state }: { state: FormState<ServerForm> }) {
  const { t } = useTranslation()
  const { form, text, check } = state
  const own = useAddresses()
  const host = plainHost(form.host)
  return (
    <>
      <div className={css.columns}>
        <div className={css.wide}>
          <AddressField
            label={t('dialogs.host')}
            {...text('host')}
            choices={listenChoices(own, t)}
            hint={hostHint(host, own, form.transport, t)}
            warning={
              isAllInterfaces(host)
                ? t(form.transport === 'udp' ? 'dialogs.server.hostAllUdp' : 'dialogs.server.hostAll', {
                    host,
                  })
                : undefined
            }
          />
        </div>
        <TextField label={t('dialogs.port')} numeric {...text('port')} hint={t('dialogs.server.portHint')} />
      </div>
      {isIpv6Wildcard(host) && (
        <CheckField
          label={t('dialogs.server.ipv6Only')}
          hint={t(form.transport === 'udp' ? 'dialogs.server.ipv6OnlyUdp' : 'dialogs.server.ipv6OnlyHint')}
          {...check('ipv6Only')}
        />
      )}
    </>
  )
}

/** What only a listener has. */
function ListenerFields({ state }: { state: FormState<ServerForm> }) {
  const { t } = useTranslation()
  const { form, errorAt, text, check } = state
  return (
    <>
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
      <CheckField label={t('queue.oneAtATime')} hint={t('queue.oneAtATimeHint')} {...check('oneAtATime')} />
      <Disclosure
        title={t('dialogs.layers')}
        needed={LAYER_FIELDS.some((field) => errorAt(field) !== undefined)}
        initiallyOpen={hasLayers(form)}
      >
        <FramingFields state={state} />
        <ServerTlsFields state={state} />
      </Disclosure>
      <Disclosure
        title={t('dialogs.advanced')}
        needed={errorAt('timeout') !== undefined || errorAt('keepAliveDelay') !== undefined}
        initiallyOpen={hasOptions(form)}
      >
        <OptionsFields state={state} transport={form.transport} />
      </Disclosure>
    </>
  )
}

/** What only a bound UDP socket has. */
function DatagramFields({ state }: { state: FormState<ServerForm> }) {
  const { t } = useTranslation()
  return (
    <div className={css.checks}>
      <CheckField
        label={t('dialogs.server.reuseAddr')}
        hint={t('dialogs.server.reuseAddrHint')}
        {...state.check('reuseAddr')}
      />
      <ThenCloseField state={state} transport="udp" />
    </div>
  )
}

function hostHint(
  host: string,
  own: readonly OwnAddress[],
  transport: Transport,
  t: TFunction,
): string | undefined {
  if (/^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/.test(host)) return t('dialogs.server.hostHint', { host })
  const at = own.find(({ address }) => address === host)
  if (!at) return undefined
  const values = { host, interface: at.interface }
  return transport === 'udp' ? t('dialogs.server.hostOwnUdp', values) : t('dialogs.server.hostOwn', values)
}
