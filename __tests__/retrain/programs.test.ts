import { afterAll, expect, test } from '@jest/globals'
import { cleanUp, LEVELS, makeRepository, trainOnce } from './repository.ts'

afterAll(cleanUp)

const testSandbox = LEVELS.includes(4) ? test : test.skip

testSandbox(
  'in the sandbox there are threads, processes and pools of them, and shared memory',
  async () => {
    const checkout = makeRepository({
      'train.py': [
        'import concurrent.futures as f, multiprocessing as m, os, subprocess, threading',
        'from multiprocessing import shared_memory',
        'def square(x): return x * x',
        'if __name__ == "__main__":',
        '    seen = []',
        '    threads = [threading.Thread(target=seen.append, args=(n,)) for n in range(4)]',
        '    [t.start() for t in threads]; [t.join() for t in threads]',
        '    print(len(seen), subprocess.run(["sh", "-c", "echo sub | cat"], capture_output=True, text=True).stdout.strip())',
        '    for how in ("fork", "spawn", "forkserver"):',
        '        with m.get_context(how).Pool(2) as pool: print(how, pool.map(square, range(4)))',
        '    with f.ThreadPoolExecutor(3) as pool: print(sum(pool.map(square, range(4))))',
        '    memory = shared_memory.SharedMemory(create=True, size=1 << 20); memory.close(); memory.unlink()',
        '    print(os.posix_spawn("/bin/true", ["true"], {}) > 0, os.wait()[1])',
      ].join('\n'),
    })
    await trainOnce(checkout, { isolation: 4 }, (run) => {
      expect([run.err, run.exit.how]).toEqual(['', 'finished'])
      const squares = '[0, 1, 4, 9]'
      expect(run.out.trim().split('\n')).toEqual([
        '4 sub',
        `fork ${squares}`,
        `spawn ${squares}`,
        `forkserver ${squares}`,
        '14',
        'True 0',
      ])
    })
  },
)
