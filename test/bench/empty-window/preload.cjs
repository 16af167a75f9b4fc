const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('empty', { ping: () => ipcRenderer.invoke('ping') })
