import { lstatSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { foldersNamed, leftOut, type CrashPlace } from './left-out.ts'
import { lastLines } from './log.ts'
import { isWithin } from './mounts.ts'
import type { Template } from './template.ts'
import { filesBelow } from './workspace.ts'

/** Lines of standard error in which a crash is looked for. */
const LINES = 200

/** The files of the checkout that git ignores, as far as the runs of this template do not see them. */
function ignoredFiles({ workplace, before, data }: Template): string[] {
  const { checkout, known, readable } = workplace
  const seen = new Set([...known, ...before.keys()])
  const bound = [...readable.map(({ path }) => path), ...data.flatMap(({ roots }) => roots)]
    .map((path) => resolve(checkout.real, path))
    .filter((path) => isWithin(path, checkout.real))
    .map((path) => relative(checkout.real, path))
  return filesBelow(checkout.real).filter(
    (path) =>
      !seen.has(path) &&
      !path.startsWith('.reprise/') &&
      !bound.some((root) => path === root || path.startsWith(`${root}/`)),
  )
}

/** The git-ignored files that a crash names, and folders, with a slash at the end, that only the checkout has. */
export function findLeftOut(template: Template, stderr: string, place: CrashPlace): string[] {
  const tail = lastLines(stderr, LINES)
  if (tail === '') return []
  const files = leftOut(tail, ignoredFiles(template), place)
  return files.length > 0 ? files : missingFolders(template, tail, place)
}

/** Git holds no empty folder and no ignored one: a training that expects `out/` finds it in the checkout alone. */
function missingFolders(
  { workplace, before }: Template,
  tail: string,
  place: CrashPlace,
): string[] {
  const placed = [...before.keys()]
  return foldersNamed(tail, place)
    .filter((folder) => !placed.some((path) => path.startsWith(`${folder}/`)))
    .filter(
      (folder) =>
        lstatSync(join(workplace.checkout.real, folder), {
          throwIfNoEntry: false,
        })?.isDirectory() === true,
    )
    .map((folder) => `${folder}/`)
}
