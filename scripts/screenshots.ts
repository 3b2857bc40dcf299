/**
 * Renders reports in a real Chromium, light and dark, wide and narrow, and stores what they look like under docs/img.
 * Fails on a console message, on anything the page's policy refused, and where content is wider than the window.
 *
 *   node scripts/screenshots.ts             the example reports; a few images go to docs/img
 *   node scripts/screenshots.ts --check     the same without storing anything
 *   node scripts/screenshots.ts FOLDER      every .html of a folder, such as the demo's; the images go beside them
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { SCENES } from '../__tests__/report/scenes.ts'
import { renderHtml } from '../src/report/html/html.ts'

const project = fileURLToPath(new URL('..', import.meta.url))
const WIDTHS = [1200, 360] as const
const SCHEMES = ['light', 'dark'] as const
const MOST_BYTES = 150_000
/** What is below is much like what is above, and makes the images large. */
const MOST_HEIGHT = 1090

/** Of the examples few images are kept: one report in all four looks, two more wide and light. All are looked through. */
const EVERY_LOOK = 'changed'
const ONE_LOOK = ['identical', 'models']
const check = process.argv[2] === '--check'
const given = check ? undefined : process.argv[2]

const pages = given === undefined ? examplePages() : pagesOf(given)
const images = given ?? join(project, 'docs', 'img')
mkdirSync(images, { recursive: true })
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
try {
  for (const page of pages) await lookAt(browser, page)
} finally {
  await browser.close()
}
process.stdout.write(`${pages.length} pages looked through\n`)

async function lookAt(browser: Browser, path: string): Promise<void> {
  const name = basename(path, '.html')
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
      const page = await context.newPage()
      const messages: string[] = []
      page.on('console', (message) => messages.push(message.text()))
      page.on('pageerror', (error) => messages.push(error.message))
      await page.goto(pathToFileURL(path).href)
      await assertFits(page, `${name} at ${width} px, ${colorScheme}`)
      await unfold(page)
      await assertFits(page, `${name} unfolded at ${width} px, ${colorScheme}`)
      if (messages.length > 0)
        throw new Error(`${name} says on the console: ${messages.join('; ')}`)
      await page.reload()
      const plain = width === 1200 && colorScheme === 'light' && ONE_LOOK.includes(name)
      if (!check && (plain || name === EVERY_LOOK || given !== undefined))
        await store(page, join(images, `report-${name}-${width}-${colorScheme}.png`))
      await context.close()
    }
  }
}

async function assertFits(page: Page, what: string): Promise<void> {
  const undrawn = await page.evaluate('document.querySelectorAll(".plot:not(:has(canvas))").length')
  if (undrawn !== 0) throw new Error(`${what}: a chart was not drawn`)
  const wider = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  if (wider !== 0) throw new Error(`${what} is ${String(wider)} px wider than the window`)
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate(
    'document.querySelectorAll("details").forEach((part) => { part.open = true })',
  )
}

async function store(page: Page, path: string): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {}
  const height = Math.min(
    Number(await page.evaluate('document.documentElement.scrollHeight')),
    width === 360 ? 1700 : MOST_HEIGHT,
  )
  await page.screenshot({
    path,
    fullPage: true,
    animations: 'disabled',
    clip: { x: 0, y: 0, width, height },
  })
  const { size } = statSync(path)
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes; at most ${MOST_BYTES}`)
  process.stdout.write(`${path}: ${Math.round(size / 1000)} kB\n`)
}

function examplePages(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-screenshots-'))
  const asset = (file: string): string =>
    readFileSync(join(project, 'node_modules', 'uplot', 'dist', file), 'utf8')
  const assets = { script: asset('uPlot.iife.min.js'), style: asset('uPlot.min.css') }
  return Object.entries(SCENES).map(([name, report]) => {
    const path = join(folder, `${name}.html`)
    writeFileSync(path, renderHtml(report, assets))
    return path
  })
}

function pagesOf(folder: string): string[] {
  const found = readdirSync(folder).filter((name) => name.endsWith('.html'))
  if (found.length === 0) throw new Error(`${folder} has no .html`)
  return found.toSorted().map((name) => join(folder, name))
}
