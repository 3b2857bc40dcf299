// Writes docs/schema: `node scripts/generate-schemas.ts`. A test says when it was forgotten.
import { mkdirSync, writeFileSync } from 'node:fs'
import { schemas } from './schemas.ts'

const folder = new URL('../docs/schema/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, text] of schemas()) writeFileSync(new URL(name, folder), text)
