"""The machine as far as it is no secret: no host name, no user."""
import os
import sys

# Those that change numbers, or which devices and threads make them. Names only that never hold a secret.
VARIABLES = """
ATEN_CPU_CAPABILITY CUBLAS_WORKSPACE_CONFIG CUBLASLT_WORKSPACE_SIZE CUDA_DEVICE_ORDER CUDA_LAUNCH_BLOCKING
CUDA_MODULE_LOADING CUDA_VISIBLE_DEVICES DNNL_DEFAULT_FPMATH_MODE DNNL_MAX_CPU_ISA GOMP_CPU_AFFINITY
HIP_VISIBLE_DEVICES HSA_OVERRIDE_GFX_VERSION JAX_DEFAULT_MATMUL_PRECISION JAX_DEFAULT_PRNG_IMPL JAX_ENABLE_X64
JAX_NUM_CPU_DEVICES JAX_PLATFORMS KMP_AFFINITY KMP_BLOCKTIME KMP_DETERMINISTIC_REDUCTION LOCAL_RANK MALLOC_PERTURB_
MKL_CBWR MKL_DYNAMIC MKL_ENABLE_INSTRUCTIONS MKL_NUM_THREADS NCCL_ALGO NCCL_PROTO NPY_DISABLE_CPU_FEATURES
NUMEXPR_MAX_THREADS NUMEXPR_NUM_THREADS NVIDIA_TF32_OVERRIDE OMP_DYNAMIC OMP_NUM_THREADS OMP_PROC_BIND OMP_SCHEDULE
ONEDNN_DEFAULT_FPMATH_MODE ONEDNN_MAX_CPU_ISA OPENBLAS_CORETYPE OPENBLAS_NUM_THREADS PYTHONHASHSEED
PYTORCH_CUDA_ALLOC_CONF RANK ROCR_VISIBLE_DEVICES TF_CPP_MAX_VLOG_LEVEL TF_CUDNN_DETERMINISTIC TF_CUDNN_USE_AUTOTUNE
TF_DETERMINISTIC_OPS TF_ENABLE_ONEDNN_OPTS TF_ENABLE_TENSOR_FLOAT_32_EXECUTION TF_XLA_FLAGS TORCH_ALLOW_TF32_CUBLAS_OVERRIDE
TORCHDYNAMO_DISABLE TORCH_COMPILE_DISABLE VECLIB_MAXIMUM_THREADS WORLD_SIZE XLA_FLAGS XLA_PYTHON_CLIENT_PREALLOCATE
""".split()


def system():
    name = os.uname() if hasattr(os, "uname") else None
    return {
        "platform": "%s-%s" % (sys.platform, name.machine if name else "unknown"),
        "kernel": name.release if name else None,
        "os": os_release(),
        "libc": libc(),
    }


def variables(environ):
    return {name: environ[name][:500] for name in VARIABLES if name in environ}


def os_release():
    for place in ("/etc/os-release", "/usr/lib/os-release"):
        try:
            lines = read(place).splitlines()
        except OSError:
            continue
        for line in lines:
            if line.startswith("PRETTY_NAME="):
                return line.partition("=")[2].strip("\"'")[:200]
    return None


def libc():
    """`glibc 2.36`; None elsewhere than on glibc."""
    try:
        return os.confstr("CS_GNU_LIBC_VERSION")
    except (AttributeError, OSError, ValueError):
        return None


def read(place, most=64 * 1024):
    descriptor = os.open(place, os.O_RDONLY)
    try:
        return os.read(descriptor, most).decode("utf-8", "replace")
    finally:
        os.close(descriptor)
