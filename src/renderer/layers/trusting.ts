import type { Model, SocketModel } from '../../shared/model/model'

/** What a client says of a certificate that is in order, and that nobody said can be trusted. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

/** The listener of the lab whose certificate a client has refused to trust, if it still listens. */
export function untrustedServer(model: Model, { role, error, peer }: SocketModel): SocketModel | undefined {
  return role === 'client' && error && UNTRUSTED.has(error.code) ? serverAt(model, peer) : undefined
}

/** The listener with TLS that has accepted `end`, or, where that is a proxy, the one that it calls. */
function serverAt(model: Model, end: string | undefined): SocketModel | undefined {
  const accepted = model.sockets.get(end ?? '')
  if (accepted?.relay !== undefined) return serverAt(model, model.sockets.get(accepted.relay)?.peer)
  const listener = model.sockets.get(accepted?.listener ?? '')
  return listener?.descriptor === 'open' && listener.layers?.tls ? listener : undefined
}
