// Linux UAPI: linux/filter.h (instructions), linux/seccomp.h (data and answers), linux/audit.h (architectures),
// linux/sched.h (flags of clone), and each architecture's table of calls.
const LOAD_WORD = 0x20
const JUMP_IF_EQUAL = 0x15
const JUMP_IF_ANY_BIT = 0x45
const AND = 0x54
const RETURN = 0x06
const ALLOW = 0x7fff0000
const REFUSE = 0x00050000 | 1 // SECCOMP_RET_ERRNO with EPERM
const NO_SUCH_CALL = 0x00050000 | 38 // ENOSYS
const OFFSET_NUMBER = 0
const OFFSET_ARCHITECTURE = 4
/** The low half of the first argument: every architecture here is little-endian. */
const OFFSET_FLAGS = 16
const CLONE_NEWUSER = 0x10000000
/** x32 programs run under x86-64's architecture with this bit set in every number. */
const WITHOUT_X32_BIT = 0xbfffffff

/**
 * Calls with one number on every architecture. These are answered as by a kernel that has none of them. The flags
 * of clone3 lie in memory, where a filter cannot look: C libraries then use clone. The others mount.
 */
const UNKNOWN_EVERYWHERE = [435, 428, 429, 430, 431, 432, 433, 442, 467]

interface Calls {
  readonly architecture: number
  /** add_key, request_key, keyctl. */
  readonly keys: readonly number[]
  /** mount, umount2 (and i386's umount), pivot_root, setns. */
  readonly mounts: readonly number[]
  /**
   * ptrace; for x86-64 also x32's. A training needs no debugger. process_vm_readv and pidfd_getfd stay: MPI and CUDA's
   * shared memory use them, and within one user `/proc/<pid>/mem` gives as much.
   */
  readonly traces: readonly number[]
  /** clone, unshare: refused where they are asked for a user namespace, in which every capability is held. */
  readonly namespaces: readonly number[]
}

const CALLS: readonly Calls[] = [
  {
    architecture: 0xc000003e, // x86-64, x32
    keys: [248, 249, 250],
    mounts: [165, 166, 155, 308],
    traces: [101, 521],
    namespaces: [56, 272],
  },
  {
    architecture: 0x40000003, // i386
    keys: [286, 287, 288],
    mounts: [21, 22, 52, 217, 346],
    traces: [26],
    namespaces: [120, 310],
  },
  {
    architecture: 0xc00000b7, // arm64
    keys: [217, 218, 219],
    mounts: [40, 39, 41, 268],
    traces: [117],
    namespaces: [220, 97],
  },
  {
    architecture: 0x40000028, // 32-bit arm
    keys: [309, 310, 311],
    mounts: [21, 52, 218, 375],
    traces: [26],
    namespaces: [120, 337],
  },
]

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, operand: number]

/**
 * A seccomp filter, as bubblewrap's `--seccomp` reads it; bubblewrap applies it when its own work is done. Out of
 * reach are: the kernel's keyrings, inherited across every namespace, which may hold the caller's credentials; user
 * namespaces and mounts, by which a training would reach what only root may (control groups, much of the kernel);
 * other processes by debugging, the one that watches the training among them. On an architecture that it does not
 * know every call is refused, so that the sandbox's probe fails loudly there.
 */
export function sandboxFilter(): Uint8Array {
  const blocks = CALLS.flatMap((calls) => {
    const block = blockOf(calls)
    return [[JUMP_IF_EQUAL, 0, block.length, calls.architecture] as const, ...block]
  })
  return assemble([[LOAD_WORD, 0, 0, OFFSET_ARCHITECTURE], ...blocks, [RETURN, 0, 0, REFUSE]])
}

/** One architecture's rules; it always returns. A jump counts the instructions that it skips. */
function blockOf({ keys, mounts, traces, namespaces }: Calls): Instruction[] {
  const refused = [...keys, ...mounts, ...traces]
  const end: Instruction[] = [
    [RETURN, 0, 0, ALLOW],
    [LOAD_WORD, 0, 0, OFFSET_FLAGS],
    [JUMP_IF_ANY_BIT, 1, 0, CLONE_NEWUSER],
    [RETURN, 0, 0, ALLOW],
    [RETURN, 0, 0, REFUSE],
    [RETURN, 0, 0, NO_SUCH_CALL],
  ]
  const [flags, refuse, unknown] = [1, 4, 5] as const // places in `end`
  const targets = [
    ...namespaces.map((number) => [number, flags] as const),
    ...refused.map((number) => [number, refuse] as const),
    ...UNKNOWN_EVERYWHERE.map((number) => [number, unknown] as const),
  ]
  const jumps = targets.map(([number, place], index): Instruction => [
    JUMP_IF_EQUAL,
    targets.length - 1 - index + place,
    0,
    number,
  ])
  return [[LOAD_WORD, 0, 0, OFFSET_NUMBER], [AND, 0, 0, WITHOUT_X32_BIT], ...jumps, ...end]
}

function assemble(program: readonly Instruction[]): Uint8Array {
  const bytes = Buffer.alloc(program.length * 8)
  program.forEach(([code, ifTrue, ifFalse, operand], index) => {
    bytes.writeUInt16LE(code, index * 8)
    bytes.writeUInt8(ifTrue, index * 8 + 2)
    bytes.writeUInt8(ifFalse, index * 8 + 3)
    bytes.writeUInt32LE(operand >>> 0, index * 8 + 4)
  })
  return bytes
}
