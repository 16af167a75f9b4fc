import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { PORT_CHANNEL, PORT_MESSAGE, REQUEST_CHANNEL } from '../../shared/channels'
import type { LabBridge } from '../../shared/ipc'

const bridge: LabBridge = {
  request: (method, params) => {
    // Which files the window may name is decided by where a person's own file lies, not by what the page says.
    if (method === 'pickFile') return Promise.reject(new Error('only the preload picks files'))
    return ipcRenderer.invoke(REQUEST_CHANNEL, { method, params })
  },
  pickFile: (file, folder) => {
    const path = webUtils.getPathForFile(file as File)
    const params = { path, ...(folder !== undefined && { folder: true }) }
    return ipcRenderer.invoke(REQUEST_CHANNEL, { method: 'pickFile', params })
  },
  platform: process.platform,
}
contextBridge.exposeInMainWorld('lab', bridge)

// Ports can't cross the bridge.
ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage({ type: PORT_MESSAGE }, window.location.origin, event.ports)
})
