import { isIP } from 'node:net'
import { isExpectation, type Scenario } from '../../../shared/scenario'
import { hostsOf } from '../../engine/directory/foreign'
import type { Target } from './targets'

/** The ports that a scenario names: captured from the start, the first segment of each connection is seen. */
export function foreseenTargets({ steps }: Scenario): Target[] {
  return steps.flatMap((step) => {
    if (isExpectation(step)) return []
    switch (step.do) {
      case 'listen':
      case 'connect': {
        const { host = '127.0.0.1', port = 0 } = step
        return port === 0 ? [] : addresses(host).map((one) => targetAt(one, port))
      }
      case 'watch':
        if (step.port === undefined) return []
        return step.host === undefined
          ? [{ port: step.port }]
          : addresses(step.host).map((host) => ({ host, port: step.port as number }))
      default:
        return []
    }
  })
}

function targetAt(host: string, port: number): Target {
  return host === '0.0.0.0' || host === '::' ? { port } : { host, port }
}

/** As far as can be told without asking anybody. */
function addresses(host: string): string[] {
  return hostsOf(host).filter((one) => isIP(one) !== 0)
}
