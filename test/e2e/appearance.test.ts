import { afterEach, expect, test } from 'vitest'
import { launchLab, type RunningLab, removeFolder, temporaryFolder } from './support/launch'
import { en as words } from './support/words'

let lab: RunningLab
afterEach(async () => {
  const errors = [...lab.errors]
  await lab.close()
  expect(errors).toEqual([])
})

test('light, dark and the size of everything are chosen by name or by key, and remembered', async () => {
  const userData = temporaryFolder()
  const isDark = () => lab.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const ratio = () => lab.page.evaluate(() => devicePixelRatio)
  try {
    lab = await launchLab({ userData })
    await lab.page.getByRole('button', { name: words.empty.start }).waitFor()
    // Playwright would have it light.
    await lab.page.emulateMedia({ colorScheme: null })
    const before = await ratio()
    for (const wanted of ['themeLight', 'themeDark'] as const) {
      await lab.page.keyboard.press('Control+K')
      await lab.page
        .getByRole('combobox', { name: words.actions.palette.title })
        .fill(words.actions.name[wanted])
      await lab.page.keyboard.press('Enter')
      await expect.poll(isDark).toBe(wanted === 'themeDark')
    }
    await lab.page.keyboard.press('Control+=')
    await expect.poll(ratio).toBeGreaterThan(before)
    await lab.close()

    lab = await launchLab({ userData })
    await lab.page.getByRole('button', { name: words.empty.start }).waitFor()
    await lab.page.emulateMedia({ colorScheme: null })
    expect(await isDark()).toBe(true)
    await expect.poll(ratio).toBeGreaterThan(before)
    await lab.page.keyboard.press('Control+0')
    await expect.poll(ratio).toBe(before)
  } finally {
    await removeFolder(userData)
  }
})
