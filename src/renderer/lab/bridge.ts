import type { LabBridge } from '../../shared/ipc'

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly lab: LabBridge
  }
}

/** The window's way to the lab, for whoever is above all contexts. */
export const labBridge = (): LabBridge => window.lab
