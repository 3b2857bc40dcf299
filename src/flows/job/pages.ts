import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderHtml } from '../../report/html/html.ts'
import { renderJson } from '../../report/json/json.ts'
import { renderMarkdown } from '../../report/markdown/markdown.ts'
import type { Report } from '../../report/report.ts'
import { chartAssets } from '../assets.ts'

/** Writes a report as a page with curves, as markdown and as JSON. @returns the path of the page */
export function writePages(folder: string, report: Report): string {
  mkdirSync(folder, { recursive: true })
  const page = join(folder, 'report.html')
  writeFileSync(page, renderHtml(report, chartAssets()))
  writeFileSync(join(folder, 'report.md'), renderMarkdown(report))
  writeFileSync(join(folder, 'report.json'), renderJson(report))
  return page
}
