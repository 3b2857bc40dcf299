import { sha256 } from '../record/digest.ts'

/** Variables of the caller that a training gets, where set. Everything else stays outside. */
const PASSED: ReadonlyArray<readonly [name: RegExp, because: string]> = [
  [/^(LANG|LANGUAGE|LC_[A-Z]+)$/, 'how texts are decoded and numbers written'],
  [/^TZ$/, 'how times are read'],
  [/^PYTHONHASHSEED$/, 'orders sets: a factor, left as it is'],
  [/^(CUDA|CUBLAS|CUDNN|NVIDIA|NCCL)_[A-Z0-9_]+$/, 'which devices are seen, and how they compute'],
  [/^(HIP|ROCR|HSA|MIOPEN|ROCM|ZE|ONEAPI)_[A-Z0-9_]+$/, 'the same for other accelerators'],
  [
    /^(OMP|MKL|OPENBLAS|BLIS|NUMEXPR|VECLIB|KMP|GOMP|GOTO)_[A-Z0-9_]+$/,
    'threads change the order of sums',
  ],
  [
    /^(PYTORCH|TORCH|TORCHINDUCTOR|XLA|JAX)_[A-Z0-9_]+$/,
    'flags of frameworks, and where they keep models',
  ],
  [
    /^TF_(DETERMINISTIC_OPS|CUDNN_DETERMINISTIC|CPP_MIN_LOG_LEVEL|ENABLE_ONEDNN_OPTS|XLA_FLAGS|FORCE_GPU_ALLOW_GROWTH|GPU_ALLOCATOR)$/,
    'the same; named one by one, for TF_ is also Terraform’s',
  ],
  [
    /^(HF_HOME|HF_HUB_CACHE|HF_DATASETS_CACHE|HF_HUB_OFFLINE|HF_DATASETS_OFFLINE|TRANSFORMERS_OFFLINE|TOKENIZERS_PARALLELISM)$/,
    'where models and data sets lie',
  ],
  [/^(XDG_CACHE_HOME|PIP_CACHE_DIR)$/, 'where caches lie'],
  [/^(CONDA_PREFIX|CONDA_DEFAULT_ENV|VIRTUAL_ENV)$/, 'the environment in force'],
  [/^LD_LIBRARY_PATH$/, 'where the interpreter and CUDA find their libraries'],
]
/** With the network on: how it is reached. Left out where the value carries a password. */
const PASSED_FOR_NETWORK: readonly RegExp[] = [
  /^(https?|all|no|ftp)_proxy$/i,
  /^(SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|PIP_CERT)$/,
  /^(PIP_INDEX_URL|PIP_EXTRA_INDEX_URL|PIP_TRUSTED_HOST|UV_INDEX_URL|UV_DEFAULT_INDEX|UV_INDEX|HF_ENDPOINT)$/,
]
const SECRET_NAME = /TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE/
const SECRET_VALUE = /:\/\/[^/\s]*@/
/** Never passed through, whatever `env:` says: the runner's tokens and command files, and our own. */
const REFUSED = /^(GITHUB|ACTIONS|RUNNER|INPUT|REPRISE)_/

/** A process's environment as a launcher finds it. */
export type Variables = Readonly<Record<string, string | undefined>>

/** What a training's environment is made from. */
export interface EnvironmentFacts {
  readonly caller: Variables
  /** The model's `env:` with passed-through values filled in: {@link declaredEnvironment}. */
  readonly declared: Readonly<Record<string, string>>
  readonly home: string
  /** Folders for PATH, in order. */
  readonly path: readonly string[]
  readonly network: 'on' | 'off'
  /** As seen by the training; absent where nothing is to be probed. */
  readonly probe: string | undefined
  readonly output: string | undefined
  /** What the launcher adds: the virtual environment of `setup`, the mark of a run. */
  readonly more: Readonly<Record<string, string>>
  /** Set where neither the caller nor `env:` sets them. */
  readonly defaults: Readonly<Record<string, string>>
  /** What the probe is told; nothing else may set these. */
  readonly told: Readonly<Record<string, string>>
}

/**
 * The model's `env:` as it will be set; a name without a value has the caller's, and is absent where the caller
 * has none.
 *
 * @returns also the names that may not be passed through
 */
export function declaredEnvironment(
  env: Readonly<Record<string, string | null>>,
  caller: Variables,
): { readonly set: Record<string, string>; readonly refused: readonly string[] } {
  const set: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    const given = value ?? caller[name]
    if (given !== undefined) set[name] = given
  }
  const refused = Object.keys(env).filter((name) => REFUSED.test(name))
  return { set, refused }
}

/**
 * The model's `env:` as records hold it: what is written in `reprise.yml` as it is, but of a value that was passed through
 * only a digest, for it may be a credential, and records are shown to people and kept.
 */
export function recordedEnvironment(
  env: Readonly<Record<string, string | null>>,
  caller: Variables,
): Record<string, string> {
  const { set } = declaredEnvironment(env, caller)
  return Object.fromEntries(
    Object.entries(set).map(([name, value]) => [
      name,
      env[name] === null ? fingerprint(value) : value,
    ]),
  )
}

function fingerprint(value: string): string {
  return `passed through, ${sha256(value).slice(0, 'sha256:'.length + 12)}`
}

/**
 * The environment of a training: built from nothing, by the list above. Fixed: a user's name (some libraries fail
 * without one), a plain terminal, unbuffered output (so that a line is seen when it is printed, and `idle` means
 * silence), and no compiled files in a tree that is thrown away.
 */
export function trainingEnvironment(facts: EnvironmentFacts): Record<string, string> {
  const { declared, probe } = facts
  const pythonPath = [probe, declared['PYTHONPATH']].filter(
    (part) => part !== undefined && part !== '',
  )
  return {
    ...facts.defaults,
    ...passed(facts.caller, facts.network),
    USER: 'reprise',
    LOGNAME: 'reprise',
    SHELL: '/bin/sh',
    TERM: 'dumb',
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    HOME: facts.home,
    PATH: facts.path.join(':'),
    ...facts.more,
    ...declared,
    ...(pythonPath.length > 0 && { PYTHONPATH: pythonPath.join(':') }),
    ...(facts.output !== undefined && { REPRISE_OUT: facts.output }),
    ...facts.told,
  }
}

function passed(caller: Variables, network: 'on' | 'off'): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(caller)) {
    const listed =
      PASSED.some(([pattern]) => pattern.test(name)) ||
      (network === 'on' && PASSED_FOR_NETWORK.some((pattern) => pattern.test(name)))
    if (value !== undefined && listed && !SECRET_NAME.test(name) && !SECRET_VALUE.test(value))
      result[name] = value
  }
  return result
}
