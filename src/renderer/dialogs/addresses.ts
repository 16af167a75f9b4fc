import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import type { OwnAddress } from '../../shared/ipc'
import { useUi } from '../app/ui'
import type { Suggestion } from '../ui/Suggestions'

/** This machine's own addresses; none until they are known, or if the lab won't tell. */
export function useAddresses(): readonly OwnAddress[] {
  const { bridge } = useUi()
  const [addresses, setAddresses] = useState<readonly OwnAddress[]>([])
  useEffect(() => {
    let wanted = true
    void bridge.request('addresses', {}).then((reply) => wanted && reply.ok && setAddresses(reply.value))
    return () => {
      wanted = false
    }
  }, [bridge])
  return addresses
}

/** Where a server can listen: on this computer only, on all of its interfaces, on one of its own addresses. */
export function listenChoices(own: readonly OwnAddress[], t: TFunction): Suggestion[] {
  return distinct([
    { value: '127.0.0.1', note: t('dialogs.address.loopback') },
    { value: '::1', note: t('dialogs.address.loopback') },
    { value: '0.0.0.0', note: t('dialogs.address.all4') },
    { value: '::', note: t('dialogs.address.all6') },
    ...ownChoices(own, t),
  ])
}

/** Where a client can connect from. */
export function ownChoices(own: readonly OwnAddress[], t: TFunction): Suggestion[] {
  return own.map(({ address, internal, interface: at }) => ({
    value: address,
    note: internal ? t('dialogs.address.loopback') : t('dialogs.address.own', { interface: at }),
  }))
}

function distinct(choices: Suggestion[]): Suggestion[] {
  const seen = new Set<string>()
  return choices.filter(({ value }) => !seen.has(value) && seen.add(value))
}
