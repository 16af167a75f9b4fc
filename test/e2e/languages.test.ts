import { expect, test } from 'vitest'
import { launchLab } from './support/launch'
import { chooseInMenu, menuItem } from './support/menu'
import { LabWindow } from './support/window'
import { en, zhCN } from './support/words'

/** Both ways to another language, in one start: its texts stand here as they are on the screen. */
test('the system’s language at first; another by the top bar or the palette, for the menu and the next start, too', async () => {
  const lab = await launchLab({ locale: 'zh-CN' })
  const { page } = lab
  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
  try {
    await heading('从两端看真实的套接字')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    await page.getByRole('combobox', { name: '语言' }).click()
    await page.getByRole('option', { name: 'English' }).click()
    await heading('Real sockets, seen from both ends')
    await page.reload()
    await heading('Real sockets, seen from both ends')
    await expect.poll(() => menuItem(lab.app, 'New server…'), { timeout: 5000 }).toBeTruthy()

    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: en.actions.palette.title }).fill('简体')
    await page.keyboard.press('Enter')
    await new LabWindow(page, zhCN).button(zhCN.empty.start).waitFor()
    await expect.poll(() => menuItem(lab.app, zhCN.actions.name.newServer), { timeout: 5000 }).toBeTruthy()

    // By the native menu while a dialog is open: it goes on in the other language, with what was typed.
    const window = new LabWindow(page, en)
    await page.keyboard.press('Control+N')
    await page.getByRole('dialog', { name: zhCN.dialogs.server.title }).waitFor()
    await page.keyboard.type('half typed')
    expect(await chooseInMenu(lab.app, zhCN.actions.name.languageEnglish)).toBe(true)
    await page.getByRole('dialog', { name: en.dialogs.server.title }).waitFor()
    expect(await window.field(en.dialogs.name).inputValue()).toBe('half typed')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    await expect.poll(() => menuItem(lab.app, en.actions.name.newServer), { timeout: 5000 }).toBeTruthy()
    expect(lab.errors).toEqual([])
  } finally {
    await lab.close()
  }
})
