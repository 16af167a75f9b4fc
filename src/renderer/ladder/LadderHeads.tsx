import css from './LadderHeads.module.css'
import { LegColumns } from './LegColumns'
import type { Heads } from './text'

/** What stands above the lifelines: both ends, and the proxies between. The rows say the same, each of its own ends. */
export function LadderHeads({ client, proxies, server }: Heads) {
  const legs = proxies.length + 1
  return (
    <div className={css.heads} aria-hidden="true">
      <LegColumns leg={0} legs={legs}>
        <span data-side="client">{client}</span>
      </LegColumns>
      {proxies.map((proxy, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: their order is what they are
        <LegColumns key={index} leg={index} legs={legs}>
          <span data-proxy>{proxy}</span>
        </LegColumns>
      ))}
      <LegColumns leg={legs - 1} legs={legs}>
        <span data-side="server">{server}</span>
      </LegColumns>
    </div>
  )
}

/** What a proxy is between its two lifelines, from the first row down. `height` in px. */
export function ProxyLanes({ proxies, height }: { proxies: readonly string[]; height: number }) {
  return proxies.map((proxy, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: their order is what they are
    <LegColumns key={index} leg={index} legs={proxies.length + 1}>
      <div className={css.proxy} style={{ height }} data-proxy={proxy} />
    </LegColumns>
  ))
}
