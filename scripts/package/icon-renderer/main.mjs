// Draws SVG files as PNG files, for scripts/package/icons.mjs: Chromium is here anyway, and needs no display for a canvas.
//   electron --ozone-platform=headless icon-renderer JOBS   (JSON: [{ svg, box, size, png }, …])
import { readFileSync, writeFileSync } from 'node:fs'
import { app, BrowserWindow } from 'electron'

/** In the page: the part `box` of a drawing, `size` px wide and high. */
const draw = async (svg, box, size) => {
  const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  picture.setAttribute('viewBox', box)
  picture.setAttribute('width', size)
  picture.setAttribute('height', size)
  const image = new Image(size, size)
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`
  await image.decode()
  const canvas = new OffscreenCanvas(size, size)
  canvas.getContext('2d').drawImage(image, 0, 0, size, size)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
  return Array.from(bytes)
}

app.whenReady().then(async () => {
  const jobs = JSON.parse(process.argv.at(-1))
  // Offscreen: a window that is never seen, and Electron's only one that needs no display.
  const window = new BrowserWindow({ show: false, webPreferences: { offscreen: true } })
  await window.loadURL('about:blank')
  for (const { svg, box, size, png } of jobs) {
    const words = [readFileSync(svg, 'utf8'), box, size].map((word) => JSON.stringify(word)).join()
    writeFileSync(png, Uint8Array.from(await window.webContents.executeJavaScript(`(${draw})(${words})`)))
  }
  app.exit(0)
})
process.on('unhandledRejection', (error) => {
  console.error(error)
  app.exit(1)
})
