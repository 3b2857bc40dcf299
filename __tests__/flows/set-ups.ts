import { expect } from '@jest/globals'
import type { Finding } from '../../src/record/finding.ts'
import { FILES, TRAIN } from './lab.ts'

/** The lab's `reprise.yml` with more lines. */
export const config = (more: string): string => `${FILES['reprise.yml']}${more}`
/** Any text with this part in it. */
export const text = (part: string): string => expect.stringContaining(part) as unknown as string
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`

interface Row {
  readonly what: string
  readonly files: Readonly<Record<string, string>>
  readonly finds: readonly Finding[]
}

const NUMPY = `import numpy as np\n${TRAIN}`

/** What can be wrong with a project, or look wrong and be right: files that are committed over a sound lab, and what doctor finds. */
export const rows: readonly Row[] = [
  {
    what: 'a reprise.yml with two mistakes',
    files: { 'reprise.yml': 'train: python3 train.py\ndata: 7\nseed: x\n' },
    finds: [{ kind: 'source-unreadable', path: 'reprise.yml', why: text('reprise.yml:3') }],
  },
  {
    what: 'a lock in a merge conflict',
    files: {
      'reprise.lock':
        'version: 1\n<<<<<<< HEAD\nbaselines: {}\n=======\nbaselines: {}\n>>>>>>> other\n',
    },
    finds: [{ kind: 'source-unreadable', path: 'reprise.lock', why: text('reprise.lock:2') }],
  },
  {
    what: 'a lock of a later version',
    files: { 'reprise.lock': 'version: 9\nbaselines: {}\n' },
    finds: [{ kind: 'source-unreadable', path: 'reprise.lock', why: text('9') }],
  },
  {
    what: 'a lock without this model',
    files: { 'reprise.lock': 'version: 1\nbaselines: {}\n' },
    finds: [{ kind: 'no-baseline', model: 'main' }],
  },
  {
    what: 'data that is not there',
    files: { 'reprise.yml': config('').replace('[data.csv]', '[data.csv, missing/*.csv]') },
    finds: [{ kind: 'data-missing', name: 'missing/*.csv' }],
  },
  {
    what: 'a Git LFS pointer in place of its content',
    files: { 'weights/start.bin': POINTER },
    finds: [{ kind: 'lfs-pointer', path: 'weights/start.bin' }],
  },
  { what: 'a pointer that no training sees', files: { 'docs/film.mp4': POINTER }, finds: [] },
  {
    what: 'loose requirements',
    files: { 'train.py': NUMPY, 'requirements.txt': 'numpy>=2\nidna==3.10\n' },
    finds: [{ kind: 'loose-pins', file: 'requirements.txt', names: ['numpy>=2'] }],
  },
  {
    what: 'loose requirements beside the lock that was made of them',
    files: {
      'train.py': NUMPY,
      'requirements.txt': 'numpy\n',
      'uv.lock': 'version = 1\n[[package]]\nname = "numpy"\nversion = "2.1.0"\n',
    },
    finds: [],
  },
  {
    what: 'the same, where setup installs the loose ones',
    files: {
      'train.py': NUMPY,
      'requirements.txt': 'numpy\n',
      'uv.lock': 'version = 1\n',
      'reprise.yml': config('setup: pip install -r requirements.txt\n'),
    },
    finds: [{ kind: 'loose-pins', file: 'requirements.txt', names: ['numpy'] }],
  },
  {
    what: 'loose requirements of tests alone',
    files: { 'requirements-dev.txt': 'pytest\n', 'tests/test_a.py': 'import pytest\n' },
    finds: [],
  },
  {
    what: 'a lock of packages that cannot be read',
    files: { 'uv.lock': 'version = \n' },
    finds: [{ kind: 'source-unreadable', path: 'uv.lock', why: text('') }],
  },
  {
    what: 'a declared lock that is not there',
    files: { 'reprise.yml': config('packages: [pinned.txt]\n') },
    finds: [{ kind: 'source-unreadable', path: 'pinned.txt', why: text('pinned.txt') }],
  },
  { what: 'packages without any pins', files: { 'train.py': NUMPY }, finds: [{ kind: 'no-pins' }] },
  {
    what: 'packages of a notebook without any pins',
    files: {
      'look.ipynb': JSON.stringify({
        cells: [{ cell_type: 'code', source: ['import torch, json\n'] }],
      }),
    },
    finds: [{ kind: 'no-pins' }],
  },
  {
    what: 'modules of the repository itself',
    files: {
      'train.py': `from model import Net\nimport src.layers as layers\n${TRAIN}`,
      'model.py': 'class Net: ...\n',
      'src/layers.py': '',
    },
    finds: [],
  },
  {
    what: 'an interpreter that is not installed',
    files: { 'reprise.yml': config('').replace('python3', 'python3.99') },
    finds: [{ kind: 'no-interpreter', command: 'python3.99' }],
  },
  {
    what: 'a program of the tree that is not there',
    files: { 'reprise.yml': config('').replace('python3 train.py', 'LEVEL=1 ./start.sh') },
    finds: [{ kind: 'no-interpreter', command: './start.sh' }],
  },
  {
    what: 'a directory that is not there',
    files: { 'reprise.yml': config('directory: elsewhere\n') },
    finds: [{ kind: 'directory-missing', model: 'main', path: 'elsewhere' }],
  },
  {
    what: 'python -I',
    files: { 'reprise.yml': config('').replace('python3', 'python3 -uI') },
    finds: [{ kind: 'probe-absent', why: 'python -I ignores PYTHONPATH' }],
  },
  {
    what: 'a training in a container',
    files: { 'reprise.yml': config('setup: "true"\n').replace('python3', 'docker run python3.12') },
    finds: [{ kind: 'probe-absent', why: text('docker') }],
  },
  {
    what: 'commands that only a shell understands',
    files: {
      'reprise.yml': config('').replace(
        'python3 train.py',
        '"mkdir -p out && cd . && ./$(cat name) > out/log 2>&1"',
      ),
    },
    finds: [],
  },
]
