import { workerData } from 'node:worker_threads'
import { scanTable, type Work } from './work.ts'

const work = workerData as Work
scanTable(work, work.paths.split('\0'))
