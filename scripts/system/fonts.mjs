import { spawnSync } from 'node:child_process'
import { installOrExplain } from './packages.mjs'

/** Sees to it that Chinese text is no row of boxes in pictures (Linux; elsewhere the system has a font). */
export async function ensureChineseFont() {
  if (process.platform !== 'linux') return
  const { stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  if (stdout?.trim()) return
  await installOrExplain('Pictures of the Chinese window need a font with Chinese characters.', {
    debian: ['fonts-noto-cjk'],
    fedora: ['google-noto-sans-cjk-fonts'],
    arch: ['noto-fonts-cjk'],
  })
}
