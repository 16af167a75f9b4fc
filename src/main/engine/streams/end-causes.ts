/** Where the end of an end comes from: `seq` of the events that its FIN and its closing follow, where there are any. */
export class EndCauses {
  /** The call that asked for a FIN. */
  finCall: number | undefined
  /** This end's own FIN. */
  fin: number | undefined
  /** The peer's FIN, as it was read here. */
  endOfData: number | undefined
  /** The call, or the failure, that closes the descriptor. */
  closing: number | undefined

  /** Why a FIN goes out: somebody asked, or Node answers the peer's (without allowHalfOpen). */
  get ofFin(): number | undefined {
    return this.finCall ?? this.endOfData
  }

  /** Why the descriptor is closed: by what closes it, or by Node itself once both FINs have been: the later one of them. */
  get ofClosing(): number | undefined {
    if (this.closing !== undefined) return this.closing
    return this.fin === undefined || this.endOfData === undefined
      ? undefined
      : Math.max(this.fin, this.endOfData)
  }
}
