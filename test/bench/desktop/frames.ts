import type { ElectronApplication, Page } from 'playwright-core'

/** Frames a second that a page gets to draw, for `ms`: in the page. */
export async function framesIn(ms: number): Promise<number> {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  await frame()
  const start = performance.now()
  let count = 0
  let now = start
  while (now - start < ms) {
    await frame()
    now = performance.now()
    count++
  }
  return (count / (now - start)) * 1000
}

export function frames(page: Page, ms: number): Promise<number> {
  return page.evaluate(framesIn, ms)
}

/**
 * An Electron window with an empty page, on the same display and as large: what a page can get at most, here and now, where
 * frames are drawn without a graphics card.
 */
export class EmptyWindow {
  private constructor(private readonly app: ElectronApplication) {}

  static async open(app: ElectronApplication): Promise<EmptyWindow> {
    await app.evaluate(async ({ BrowserWindow }) => {
      const bounds = BrowserWindow.getAllWindows()[0]?.getBounds()
      const window = new BrowserWindow({ ...bounds, show: false, title: 'empty' })
      await window.loadURL('about:blank')
    })
    return new EmptyWindow(app)
  }

  /** Shows it for `ms`; frames a second. */
  frames(ms: number): Promise<number> {
    return this.app.evaluate(
      async ({ BrowserWindow }, { code, time }) => {
        const window = BrowserWindow.getAllWindows().find(
          ({ webContents }) => webContents.getURL() === 'about:blank',
        )
        if (!window) throw new Error('the empty window is gone')
        window.showInactive()
        const rate = (await window.webContents.executeJavaScript(`(${code})(${time})`)) as number
        window.hide()
        return rate
      },
      { code: framesIn.toString(), time: ms },
    )
  }
}

/** Of 60 frames, how many a page draws while an empty one draws `of`. */
export const of60 = (rate: number, of: number) => (rate / of) * 60
