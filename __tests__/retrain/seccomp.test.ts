import { describe, expect, test } from '@jest/globals'
import { sandboxFilter } from '../../src/retrain/seccomp.ts'

const [ALLOW, REFUSE, NO_SUCH_CALL] = [0x7fff0000, 0x00050001, 0x00050026]
const CLONE_NEWUSER = 0x10000000
const EVERYWHERE = { refused: [], unknown: [428, 429, 430, 431, 432, 433, 435, 442, 467] }

describe('the filter of the sandbox', () => {
  const run = (architecture: number, call: number, flags = 0): number =>
    interpret(sandboxFilter(), architecture, call, flags)

  const X86_64 = [101, 155, 165, 166, 248, 249, 250, 308, 521]
  test.each([
    ['x86-64', 0xc000003e, X86_64, [56, 272], 0],
    ['x32', 0xc000003e, X86_64, [56, 272], 0x40000000],
    ['i386', 0x40000003, [21, 22, 26, 52, 217, 286, 287, 288, 346], [120, 310], 0],
    ['arm64', 0xc00000b7, [39, 40, 41, 117, 217, 218, 219, 268], [97, 220], 0],
    ['arm', 0x40000028, [21, 26, 52, 218, 309, 310, 311, 375], [120, 337], 0],
  ])('%s: refuses these calls and no other', (_, architecture, numbers, namespaces, bit) => {
    const refused = [...numbers, ...EVERYWHERE.refused]
    for (let call = 0; call < 600; call++) {
      const usual = refused.includes(call)
        ? REFUSE
        : EVERYWHERE.unknown.includes(call)
          ? NO_SUCH_CALL
          : ALLOW
      // CLONE_VM, CLONE_THREAD and the like: a thread, and a process as fork makes it.
      for (const flags of [0, 17, 0x3d0f00])
        expect([call, run(architecture, call + bit, flags)]).toEqual([call, usual])
      const user = namespaces.includes(call) ? REFUSE : usual
      expect([call, run(architecture, call + bit, CLONE_NEWUSER | 17)]).toEqual([call, user])
    }
  })

  test('an unknown architecture may call nothing', () => expect(run(0x1234, 1)).toBe(REFUSE))
})

/** Runs a classic BPF program over the three words of seccomp_data that it may read. */
function interpret(program: Uint8Array, architecture: number, call: number, flags: number): number {
  const view = Buffer.from(program)
  const data = new Map([
    [0, call],
    [4, architecture],
    [16, flags],
  ])
  let value = 0
  for (let at = 0; at < view.length / 8; at++) {
    const [code, ifTrue, ifFalse, operand] = [
      view.readUInt16LE(at * 8),
      view.readUInt8(at * 8 + 2),
      view.readUInt8(at * 8 + 3),
      view.readUInt32LE(at * 8 + 4),
    ]
    if (code === 0x20 && data.has(operand)) value = data.get(operand) ?? 0
    else if (code === 0x54) value = (value & operand) >>> 0
    else if (code === 0x15) at += value === operand ? ifTrue : ifFalse
    else if (code === 0x45) at += (value & operand) === 0 ? ifFalse : ifTrue
    else if (code === 0x06) return operand
    else throw new Error(`instruction ${code} ${operand}`)
  }
  throw new Error('the program ran off its end')
}
