import type net from 'node:net'
import type { LabError } from '../../../shared/errors'
import { asLabError, type Context } from '../context'
import type { ServerTls } from '../layers/tls/options'
import type { Listener } from './listener'
import type { Place } from './place'

/** How a listener comes to listen: as soon as its certificate is there, and again where what was in its way could be removed. */
export class Opening {
  /** Resolves when it listens, or has failed to. */
  readonly done: Promise<void>
  #settle: () => void = () => {}
  #tls: ServerTls | undefined
  #isUnderWay = true

  constructor(
    private readonly context: Context,
    private readonly listener: Listener,
    private readonly server: net.Server,
    private readonly place: Place,
    /** What its TLS is made of, as soon as it is there. */
    private readonly withTls: Promise<ServerTls> | undefined,
    /** Is told why it can't listen. */
    private readonly onFailed: (error: LabError) => void,
  ) {
    this.done = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** What TLS on its connections is made of; undefined without TLS, and before the certificate is there. */
  get tls(): ServerTls | undefined {
    return this.#tls
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay
  }

  start(): void {
    if (!this.withTls) {
      this.#listen()
      return
    }
    this.withTls.then(
      (tls) => {
        this.#tls = tls
        this.#listen()
      },
      (error) => this.failed(asLabError(error, 'listen')),
    )
  }

  /** It could not listen: finds out why, and tries once more if that may work now. */
  failed(error: LabError): void {
    void this.place.trouble(error).then((trouble) =>
      this.context.guard(this.listener.name, () => {
        if (trouble === 'again') this.start()
        else this.onFailed(trouble)
      }),
    )
  }

  /** It listens, or never will. */
  settle(): void {
    this.#isUnderWay = false
    this.#settle()
  }

  #listen(): void {
    const { command, backlog } = this.listener
    try {
      this.place.listen(this.server, command, backlog)
    } catch (error) {
      this.failed(asLabError(error, 'listen'))
    }
  }
}
