import type { ElectronApplication } from 'playwright-core'

/** What the native menu says of an item, which is found by the words that it shows; undefined if there is none. */
export function menuItem(app: ElectronApplication, label: string) {
  return app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    const item = items.find((each) => each.label === wanted)
    return item && { enabled: item.enabled, accelerator: item.accelerator }
  }, label)
}

/** Chooses an item of the native menu, as a person does; false if there is none that shows these words. */
export function chooseInMenu(app: ElectronApplication, label: string): Promise<boolean> {
  return app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    const item = items.find((each) => each.label === wanted)
    item?.click()
    return item !== undefined
  }, label)
}
