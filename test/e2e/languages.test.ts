import { afterEach, expect, test } from 'vitest'
import { launchLab, type RunningLab } from './support/launch'

let lab: RunningLab

afterEach(async () => {
  const errors = [...lab.errors]
  await lab.close()
  expect(errors).toEqual([])
})

test('a Chinese system gets the window in Chinese: quick start, a message, its echo, half-close', async () => {
  lab = await launchLab({ locale: 'zh-CN' })
  const { page } = lab
  await page.getByRole('button', { name: '启动回显服务器和 3 个客户端', exact: true }).click()
  await page.getByRole('treeitem', { name: 'client.1，客户端，ESTABLISHED' }).waitFor()
  await page.getByText('3 个打开的连接').waitFor()
  await page.getByRole('textbox', { name: '由 client.1 发送的消息' }).fill('你好')
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: '消息' }).getByRole('listitem').nth(3).waitFor()
  const client = page.getByRole('group', { name: '客户端 client.1' })
  await client.getByRole('button', { name: '半关闭' }).click()
  await client.getByRole('button', { name: /^为何认为 client\.1 处于 TIME_WAIT：推断/ }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
})

test('the language is changed in the top bar, at once and for the next start', async () => {
  lab = await launchLab()
  const { page } = lab
  await page.getByRole('combobox', { name: 'Language' }).click()
  await page.getByRole('option', { name: '简体中文' }).click()
  await page.getByRole('heading', { name: '从两端看真实的 TCP' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '从两端看真实的 TCP' }).waitFor()
  await page.getByRole('combobox', { name: '语言' }).click()
  await page.getByRole('option', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Real TCP, seen from both ends' }).waitFor()
})
