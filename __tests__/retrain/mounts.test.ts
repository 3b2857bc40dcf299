import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  bwrapArguments,
  isWithin,
  planMounts,
  type Mount,
  type SandboxFacts,
} from '../../src/retrain/mounts.ts'

const at = (path: string, real = path): { path: string; real: string } => ({ path, real })

function facts(changes: Partial<SandboxFacts> = {}): SandboxFacts {
  return {
    system: [
      { kind: 'ro', from: '/usr', to: '/usr' },
      { kind: 'ro', from: '/opt', to: '/opt' },
      { kind: 'link', target: 'usr/bin', to: '/bin' },
    ],
    devices: [],
    readable: [],
    hidden: [],
    home: { from: '/scratch/home', at: at('/home/user') },
    tree: { from: '/scratch/tree', at: at('/home/user/project') },
    more: [],
    ...changes,
  }
}

const shown = (mounts: readonly Mount[], to: string): Mount[] =>
  mounts.filter((mount) => mount.to === to)

describe('planMounts', () => {
  test('what lies deeper is mounted later', () => {
    const segment = fc.constantFrom('home', 'user', 'tmp', 'opt', 'a', 'b', '.venv')
    const path = fc
      .array(segment, { minLength: 1, maxLength: 6 })
      .map((parts) => `/${parts.join('/')}`)
    fc.assert(
      fc.property(path, path, fc.array(path), fc.array(path), (home, tree, readable, hidden) => {
        const plan = planMounts(
          facts({
            home: { from: '/h', at: at(home) },
            tree: { from: '/t', at: at(tree) },
            readable: readable.map((one) => at(one)),
            hidden,
          }),
        )
        plan.forEach((mount, index) => {
          const below = plan.slice(0, index).filter((other) => isWithin(other.to, mount.to))
          expect(below).toEqual([])
        })
        expect(shown(plan, tree)).toEqual([{ kind: 'rw', from: '/t', to: tree }])
        // Nothing that is shown read-only covers home, the checkout or the runner's folder.
        const binds = plan.filter(
          (mount) => mount.kind === 'ro' && !['/usr', '/opt'].includes(mount.to),
        )
        for (const kept of [home, tree, ...hidden])
          expect(binds.filter(({ to }) => isWithin(kept, to))).toEqual([])
      }),
    )
  })

  test('an interpreter below home is shown at its path and at its real path; one in the system is there already', () => {
    const readable = [
      at('/home/user/.pyenv/versions/3', '/home/user/.pyenv/versions/3.11'),
      at('/usr/bin'),
      at('/opt/py', '/data/py'),
      at('/home/user'),
    ]
    const plan = planMounts(facts({ readable }))
    const binds = plan.filter((mount) => mount.kind === 'ro').map(({ to }) => to)
    expect(binds).toEqual([
      '/usr',
      '/opt',
      '/data/py',
      '/home/user/.pyenv/versions/3.11',
      '/home/user/.pyenv/versions/3',
    ])
  })

  test('a runner’s folder inside a system folder is emptied, its tools are shown again', () => {
    const plan = planMounts(
      facts({
        hidden: ['/opt/runner'],
        readable: [at('/opt/runner/_work/_tool'), at('/opt')],
        tree: { from: '/t', at: at('/opt/runner/_work/r/r') },
      }),
    )
    expect(
      plan.map(({ kind, to }) => `${kind} ${to}`).filter((line) => line.includes('/opt')),
    ).toEqual([
      'ro /opt',
      'tmpfs /opt/runner',
      'ro /opt/runner/_work/_tool',
      'rw /opt/runner/_work/r/r',
    ])
  })

  test('a checkout that people reach by a link is mounted at both paths', () => {
    const plan = planMounts(
      facts({ tree: { from: '/t', at: at('/home/user/link', '/data/project') } }),
    )
    expect(
      [...shown(plan, '/data/project'), ...shown(plan, '/home/user/link')].map(({ kind }) => kind),
    ).toEqual(['rw', 'rw'])
  })
})

test('bubblewrap never gets a capability, a terminal or the caller’s environment, and the network only where it is on', () => {
  const start = { directory: '/d', environment: { A: '1' }, filter: 5 }
  const off = bwrapArguments([], { ...start, network: 'off' }).join(' ')
  for (const part of [
    '--cap-drop ALL',
    '--new-session',
    '--die-with-parent',
    '--unshare-pid',
    '--unshare-ipc',
    '--clearenv --setenv A 1',
    '--seccomp 5',
    '--unshare-net',
    '--remount-ro /',
  ]) {
    expect(off).toContain(part)
  }
  expect(bwrapArguments([], { ...start, network: 'on' })).not.toContain('--unshare-net')
})
