import { expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const hasBrowser = existsSync('/usr/bin/chromium')
if (!hasBrowser) process.stderr.write('\nSKIPPED: no Chromium, so no page is looked at\n')

/** Every example report, light and dark, at 1200 and 360 px, folded and unfolded. */
const look = hasBrowser || process.env['CI'] === 'true' ? test : test.skip

look(
  'pages in a real browser: no console message, every chart drawn, nothing wider than the window',
  () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['scripts/screenshots.ts', '--check'],
      { encoding: 'utf8' },
    )
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^\d+ pages looked through\n$/)
    expect(status).toBe(0)
  },
  120_000,
)
