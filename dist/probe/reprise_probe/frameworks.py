"""Versions and flags of the frameworks that the training imported. Nothing is imported here, and no device is woken."""
import sys


def frameworks():
    found = {}
    for name, flags in (("torch", torch_flags), ("tensorflow", tensorflow_flags), ("jax", jax_flags)):
        module = sys.modules.get(name)
        version = namespace(module).get("__version__")
        if version is not None:
            found[name] = {"version": str(version)[:100], "flags": quietly(flags, module)}
    return found


def namespace(module):
    """A module's dictionary, without waking a lazy module by asking it for an attribute."""
    try:
        found = object.__getattribute__(module, "__dict__")
    except AttributeError:
        return {}
    return found if isinstance(found, dict) else {}


def quietly(flags, module):
    """Asking for a flag may warn; the training's stderr is its own, and its warning filters stay as they are."""
    warnings = sys.modules.get("warnings")
    if warnings is None:
        return collect(flags(module))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return collect(flags(module))


def collect(questions):
    answers = {}
    for name, ask in questions.items():
        try:
            answer = ask()
        except Exception:  # an older or newer version that lacks it
            continue
        answers[name] = answer if answer is None or type(answer) in (bool, int, float) else str(answer)[:100]
    return answers


def torch_flags(torch):
    return {
        "cuda": lambda: torch.version.cuda,
        "cudnn": lambda: torch.backends.cudnn.version() if torch.cuda.is_initialized() else None,
        "cuda_used": lambda: torch.cuda.is_initialized(),
        "deterministic": lambda: torch.are_deterministic_algorithms_enabled(),
        "deterministic_warn_only": lambda: torch.is_deterministic_algorithms_warn_only_enabled(),
        "cudnn_deterministic": lambda: torch.backends.cudnn.deterministic,
        "cudnn_benchmark": lambda: torch.backends.cudnn.benchmark,
        "cudnn_tf32": lambda: torch.backends.cudnn.allow_tf32,
        "matmul_tf32": lambda: torch.backends.cuda.matmul.allow_tf32,
        "matmul_precision": lambda: torch.get_float32_matmul_precision(),
        "threads": lambda: torch.get_num_threads(),
        "interop_threads": lambda: torch.get_num_interop_threads(),
        "default_dtype": lambda: torch.get_default_dtype(),
    }


def tensorflow_flags(tf):
    return {
        "deterministic": lambda: tf.config.experimental.is_op_determinism_enabled(),
        "tf32": lambda: tf.config.experimental.tensor_float_32_execution_enabled(),
        "intra_threads": lambda: tf.config.threading.get_intra_op_parallelism_threads(),
        "inter_threads": lambda: tf.config.threading.get_inter_op_parallelism_threads(),
    }


def jax_flags(jax):
    return {
        "x64": lambda: jax.config.jax_enable_x64,
        "matmul_precision": lambda: jax.config.jax_default_matmul_precision,
        "prng": lambda: jax.config.jax_default_prng_impl,
        "threefry_partitionable": lambda: jax.config.jax_threefry_partitionable,
        "debug_nans": lambda: jax.config.jax_debug_nans,
    }
