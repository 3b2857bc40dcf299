import { folderOf, nameOf } from './projects.ts'
import type { RepositoryListing } from './survey.ts'

const DATA = /\.(?:arrow|bin|csv|feather|jsonl|ndjson|npy|npz|parquet|tfrecords?|tsv)(?:\.gz)?$/i
const FOLDER = /^(?:.*\/)?(?:data|datasets?|corpus|corpora)$/i
const ASIDE = /(?:^|\/)(?:README[^/]*|LICEN[CS]E[^/]*|\.gitignore|\.gitkeep|[^/]*\.(?:dvc|md))$/i
const MOST = 20

/** Data that the repository holds, or that DVC holds for it: whole folders where they hold nothing else. */
export function dataOf(files: RepositoryListing): string[] {
  const pointers = files.paths
    .filter((path) => path.endsWith('.dvc') && nameOf(path) !== '.dvc')
    .map((path) => path.slice(0, -'.dvc'.length))
  const tracked = files.paths.filter(
    (path) => DATA.test(path) || (isInFolder(path) && /\.(?:txt|json)$/i.test(path)),
  )
  const grouped = tracked.map((path) => outermostPureFolder(files, path) ?? path)
  const all = [...new Set([...grouped, ...pointers])].sort()
  return all.filter((path) => !all.some((other) => path.startsWith(`${other}/`))).slice(0, MOST)
}

function isInFolder(path: string): boolean {
  return outerFolders(path).some((folder) => FOLDER.test(folder))
}

/** The folder named like data, if all that it holds is data: a loader beside it must stay code. */
function outermostPureFolder(files: RepositoryListing, path: string): string | undefined {
  return outerFolders(path).find(
    (folder) =>
      FOLDER.test(folder) &&
      files.paths.every(
        (file) =>
          !file.startsWith(`${folder}/`) ||
          ASIDE.test(file) ||
          DATA.test(file) ||
          /\.(?:txt|json)$/i.test(file),
      ),
  )
}

/** Its folders, the outermost first. */
function outerFolders(path: string): string[] {
  const folders: string[] = []
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
    folders.unshift(folder)
  return folders
}

/** Files of data that a program names though git does not hold them. */
export function mentionedData(
  files: RepositoryListing,
  text: string,
  known: readonly string[],
): string[] {
  const named = [...text.matchAll(/["']((?:\.\/)?[\w][\w./-]{0,200})["']/g)].map(([, path = '']) =>
    path.replace(/^\.\//, ''),
  )
  const missing = named.filter(
    (path) =>
      (DATA.test(path) || /^(?:data|datasets?)\/[\w.-]/.test(path)) &&
      !path.split('/').includes('..') &&
      !files.paths.some(
        (file) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`),
      ) &&
      !known.some((other) => path === other || path.startsWith(`${other}/`)),
  )
  return [...new Set(missing)].sort().slice(0, MOST)
}
