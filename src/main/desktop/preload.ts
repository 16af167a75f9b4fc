import { contextBridge, ipcRenderer } from 'electron'
import { PORT_CHANNEL, PORT_MESSAGE, REQUEST_CHANNEL } from '../../shared/channels'
import type { LabBridge } from '../../shared/ipc'

const bridge: LabBridge = {
  request: (method, params) => ipcRenderer.invoke(REQUEST_CHANNEL, { method, params }),
  platform: process.platform,
}
contextBridge.exposeInMainWorld('lab', bridge)

// Ports can't cross the bridge.
ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage({ type: PORT_MESSAGE }, window.location.origin, event.ports)
})
