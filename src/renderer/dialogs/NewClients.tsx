import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectCommand } from '../../shared/commands'
import type { Layers, SocketModel } from '../../shared/model/model'
import { listeners } from '../../shared/model/selectors'
import { useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { shownName } from '../lab/names'
import { CheckField } from '../ui/CheckField'
import { Disclosure } from '../ui/Disclosure'
import { TextField } from '../ui/TextField'
import { AddressField } from './AddressField'
import { ownChoices, useAddresses } from './addresses'
import css from './Dialogs.module.css'
import { type ClientsForm, emptyClients, type Transport, takesSourcePort } from './forms'
import { FramingFields } from './layers/FramingFields'
import { hasLayers, LAYER_FIELDS, type LayersForm, layersFor } from './layers/form'
import { ClientTlsFields } from './layers/TlsFields'
import { Modal } from './Modal'
import { hasOptions, OptionsFields } from './OptionsFields'
import { ElsewhereFields, openServers, TargetSelect } from './TargetFields'
import { TransportField } from './TransportField'
import { anyClientsFormOf, readAnyClients } from './transports'
import { UnixTargetField } from './UnixFields'
import { useForm } from './useForm'
import { useMaker } from './useMaker'

const INSIDE = ['localAddress', 'localPort', 'timeout', 'keepAliveDelay'] as const

interface Props {
  /** The server that is chosen to begin with. */
  target: string | undefined
  /** What it is filled in from. */
  like: ConnectCommand | undefined
  onClose: () => void
}

export function NewClients({ target, like, onClose }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const make = useMaker(onClose)
  const server = lab.model.sockets.get(target ?? like?.to ?? '') ?? (like ? undefined : newestServer(lab))
  const wanted = transportOf(server, like)
  const firstOf = (transport: Transport) => {
    const servers = openServers(lab, transport)
    return (servers.find((server) => server.name === target) ?? servers.at(-1))?.name ?? ''
  }
  const state = useForm<ClientsForm>(
    like
      ? anyClientsFormOf(like, wanted)
      : emptyClients(firstOf(wanted), wanted, layersOf(lab, firstOf(wanted))),
  )
  const { form, set, errorAt, text, check, refused, busy } = state
  const { transport } = form
  const servers = openServers(lab, transport)
  const firstField = useRef<HTMLInputElement>(null)
  const own = useAddresses()
  const count = Number(form.count)
  const hasSource = takesSourcePort(form)

  const called = servers.find(({ name }) => name === form.to)
  const callServer = (to: string) => {
    set('to', to)
    for (const [field, value] of Object.entries(layersFor(layersOf(lab, to)))) {
      set(field as keyof LayersForm, value)
    }
  }

  return (
    <Modal
      title={t('dialogs.clients.title')}
      intro={t(`dialogs.clients.intro.${transport}`)}
      submit={t('dialogs.clients.submit', { count: Number.isInteger(count) && count > 0 ? count : 1 })}
      busy={busy}
      firstField={firstField}
      onSubmit={() => void state.submit(readAnyClients(form, like), make)}
      onClose={onClose}
      refused={refused}
    >
      <TransportField
        value={transport}
        onChange={(next) => {
          set('transport', next)
          callServer(firstOf(next))
        }}
      />
      <div className={css.countAndTarget}>
        <TextField label={t('dialogs.clients.count')} numeric {...text('count')} inputRef={firstField} />
        <div>
          <TargetSelect
            servers={servers}
            to={form.to}
            {...(transport === 'unix' && { elsewhere: t('dialogs.clients.elsewherePath') })}
            onChange={callServer}
          />
        </div>
      </div>
      {servers.length === 0 && <p className={css.hint}>{t(`dialogs.clients.noServer.${transport}`)}</p>}
      {form.to === '' &&
        (transport === 'unix' ? <UnixTargetField text={text} /> : <ElsewhereFields text={text} />)}
      <TextField
        label={t('dialogs.name')}
        placeholder={t('dialogs.nameHint')}
        {...text('name')}
        hint={count > 1 ? t('dialogs.clients.groupHint') : undefined}
      />
      {transport !== 'udp' && (
        <CheckField
          label={t('dialogs.allowHalfOpen')}
          hint={t('dialogs.clients.allowHalfOpenHint')}
          {...check('allowHalfOpen')}
        />
      )}
      {transport !== 'udp' && (
        <Disclosure
          // What the server has is to be seen, whichever it is.
          key={form.to}
          title={t('dialogs.layers')}
          needed={LAYER_FIELDS.some((field) => errorAt(field) !== undefined)}
          initiallyOpen={hasLayers(form)}
        >
          <FramingFields state={state} />
          <ClientTlsFields
            state={state}
            server={called?.layers?.tls ? shownName(lab.model, called.name) : undefined}
          />
        </Disclosure>
      )}
      <Disclosure
        title={t('dialogs.advanced')}
        needed={INSIDE.some((field) => errorAt(field) !== undefined)}
        initiallyOpen={hasOptions(form) || form.localAddress !== '' || form.localPort !== ''}
      >
        {transport !== 'unix' && (
          <div className={css.halves}>
            <AddressField
              label={t('dialogs.clients.localAddress')}
              {...text('localAddress')}
              choices={ownChoices(own, t)}
              hint={t('dialogs.clients.localAddressHint')}
            />
            <TextField
              label={t('dialogs.clients.localPort')}
              numeric
              disabled={!hasSource}
              value={hasSource ? form.localPort : ''}
              onChange={(value) => set('localPort', value)}
              error={hasSource ? errorAt('localPort') : undefined}
              hint={t(hasSource ? 'dialogs.clients.localPortHint' : 'dialogs.clients.localPortMany')}
            />
          </div>
        )}
        {transport !== 'udp' && <OptionsFields state={state} transport={transport} />}
      </Disclosure>
    </Modal>
  )
}

function layersOf(lab: LabStore, server: string): Layers | undefined {
  return lab.model.sockets.get(server)?.layers
}

/** What one most likely wants to connect to. */
function newestServer(lab: LabStore): SocketModel | undefined {
  return listeners(lab.model).findLast(({ descriptor }) => descriptor === 'open')
}

/** Of what is called, or as it was said. */
function transportOf(called: SocketModel | undefined, like: ConnectCommand | undefined): Transport {
  return called?.transport ?? like?.transport ?? (like?.path === undefined ? 'tcp' : 'unix')
}
