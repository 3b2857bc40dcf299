import { describe, expect, test } from '@jest/globals'
import {
  declaredEnvironment,
  trainingEnvironment,
  type EnvironmentFacts,
} from '../../src/retrain/environment.ts'

describe('environment', () => {
  const facts: EnvironmentFacts = {
    caller: {},
    declared: {},
    home: '/h',
    path: ['/a', '/b'],
    network: 'off',
    probe: '/p',
    output: '/o',
    more: {},
    defaults: {},
    told: {},
  }

  test('only what is listed passes', () => {
    const caller = {
      LANG: 'de_DE.UTF-8',
      LC_ALL: 'C',
      OMP_NUM_THREADS: '2',
      CUDA_VISIBLE_DEVICES: '0',
      TF_DETERMINISTIC_OPS: '1',
      AWS_SECRET_ACCESS_KEY: 'x',
      HF_TOKEN: 'x',
      TF_VAR_password: 'x',
      TF_TOKEN_example: 'x',
      GITHUB_TOKEN: 'x',
      LD_PRELOAD: 'x',
      BASH_ENV: 'x',
      PYTHONPATH: '/x',
      SSH_AUTH_SOCK: 'x',
      NVIDIA_API_KEY: 'x',
    }
    const set = trainingEnvironment({ ...facts, caller })
    expect(set).toMatchObject({
      LANG: 'de_DE.UTF-8',
      LC_ALL: 'C',
      OMP_NUM_THREADS: '2',
      CUDA_VISIBLE_DEVICES: '0',
      TF_DETERMINISTIC_OPS: '1',
      HOME: '/h',
      PATH: '/a:/b',
      PYTHONPATH: '/p',
      REPRISE_OUT: '/o',
    })
    expect(Object.values(set)).not.toContain('x')
  })

  test('a proxy or index passes with the network, unless it carries a password', () => {
    const caller = {
      https_proxy: 'http://proxy:3128',
      HTTP_PROXY: 'http://user:secret@proxy:3128',
      PIP_INDEX_URL: 'https://index.example.org/simple',
      PIP_EXTRA_INDEX_URL: 'https://token@index.example.org',
    }
    expect(Object.keys(trainingEnvironment({ ...facts, caller, network: 'on' }))).toEqual(
      expect.arrayContaining(['https_proxy', 'PIP_INDEX_URL']),
    )
    expect(JSON.stringify(trainingEnvironment({ ...facts, caller, network: 'on' }))).not.toMatch(
      /secret|token@/,
    )
    expect(trainingEnvironment({ ...facts, caller })).not.toHaveProperty('https_proxy')
  })

  test('the model’s own variables win, and its PYTHONPATH stands behind the probe’s', () => {
    const set = trainingEnvironment({
      ...facts,
      declared: { PYTHONPATH: 'src', TERM: 'xterm', OMP_NUM_THREADS: '1' },
      caller: { OMP_NUM_THREADS: '8' },
    })
    expect(set).toMatchObject({ PYTHONPATH: '/p:src', TERM: 'xterm', OMP_NUM_THREADS: '1' })
  })

  test('names of the runner and of ours are refused, set or passed through', () => {
    const { set, refused } = declaredEnvironment(
      { A: '1', B: null, C: null, ACTIONS_X: null, REPRISE_OUT: '/x' },
      { B: '2' },
    )
    expect(refused).toEqual(['ACTIONS_X', 'REPRISE_OUT'])
    expect(set).toMatchObject({ A: '1', B: '2' })
    expect(set).not.toHaveProperty('C')
  })
})
