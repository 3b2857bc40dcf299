import { parseJson } from '../record/json.ts'
import { quote } from './shell.ts'
import type { Candidate, RepositoryListing } from './survey.ts'
import { isObject, textsOf } from './values.ts'

const TRAINS = /\.backward\(|\.fit\(|\bfor\s+\w*(?:epoch|step)\w*\s+in\b|\bTrainer\(/
const MOST_READ = 50

/** Notebooks whose code trains. They are run from top to bottom into a copy, so that the notebook stays as it is. */
export function notebookCandidates(files: RepositoryListing): Candidate[] {
  const papermill = files.paths.some(
    (path) =>
      /^(?:requirements.*\.txt|pyproject\.toml|environment\.ya?ml)$/.test(path) &&
      /\bpapermill\b/.test(files.read(path) ?? ''),
  )
  return files.paths
    .filter((path) => path.endsWith('.ipynb') && !path.includes('.ipynb_checkpoints/'))
    .slice(0, MOST_READ)
    .flatMap((path): Candidate[] => {
      const code = codeOf(path, files.read(path))
      if (code === undefined || !TRAINS.test(code)) return []
      const named = /train/i.test(path)
      return [
        {
          train: papermill
            ? `papermill ${quote(path)} executed.ipynb`
            : `jupyter nbconvert --to notebook --execute --output-dir . --output executed.ipynb ${quote(path)}`,
          script: path,
          score: named ? 5 : 4,
          because: [
            `the code of ${path} trains`,
            `a notebook has to write its metrics to a file: ${papermill ? 'papermill' : 'nbconvert'} only runs its cells in order`,
          ],
        },
      ]
    })
}

/** The code cells of a notebook, or undefined if it is none. */
export function codeOf(path: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    const notebook = parseJson(text, path)
    const cells = isObject(notebook) && Array.isArray(notebook['cells']) ? notebook['cells'] : []
    const code = cells.filter(
      (cell): cell is Record<string, unknown> => isObject(cell) && cell['cell_type'] === 'code',
    )
    return code.map((cell) => textsOf(cell['source']).join('')).join('\n')
  } catch {
    return undefined
  }
}
