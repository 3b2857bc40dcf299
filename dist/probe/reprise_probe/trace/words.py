"""A tensor's bits as 64-bit words in the order of its elements, whatever its strides."""

# Devices that compute with 64 bits, and those that do not.
READ, BROUGHT = ("cpu", "cuda"), ("mps", "xpu")


def plain(torch, tensor):
    """The dense tensor whose bits stand for this one, or None where there is none that could be read.

    A distributed tensor is its local shard, a complex one pairs of numbers. Fake, lazy and wrapped tensors
    (tracing, `vmap`) have no bits, or none of their own.
    """
    if type(tensor) is not torch.Tensor and type(tensor) is not torch.nn.Parameter:
        tensor = unwrapped(torch, tensor)
        if tensor is None:
            return None
    tensor = tensor.detach()
    if tensor.layout is not torch.strided:
        tensor = stored(torch, tensor)
    if tensor is None or is_transformed(torch, tensor) or tensor.device.type not in READ + BROUGHT:
        return None
    if tensor.device.type in BROUGHT:
        tensor = tensor.cpu()
    if tensor.is_quantized:
        tensor = tensor.int_repr()
    if tensor.is_complex():
        return torch.view_as_real(tensor.resolve_conj())
    return tensor.resolve_neg() if tensor.is_neg() else tensor


def unwrapped(torch, tensor):
    local = getattr(tensor, "_local_tensor", None)
    if isinstance(local, torch.Tensor):
        return plain(torch, local)
    lazy = getattr(torch.nn.parameter, "UninitializedTensorMixin", ())
    own = getattr(type(tensor), "__torch_dispatch__", None)
    if isinstance(tensor, lazy) or own is not torch.Tensor.__torch_dispatch__:
        return None
    return tensor


def stored(torch, tensor):
    """The stored numbers of a sparse tensor: its indices, then its values, both as words."""
    if tensor.layout is not torch.sparse_coo:
        return None
    parts = [words_of(torch, plain(torch, part)) for part in (tensor._indices(), tensor._values())]
    return torch.cat(parts)


def is_transformed(torch, tensor):
    functorch = getattr(torch._C, "_functorch", None)
    ask = getattr(functorch, "is_functorch_wrapped_tensor", None)
    return bool(ask and ask(tensor))


def words_of(torch, tensor):
    """Of a `plain` tensor: a one-dimensional int64 tensor, without a copy where memory allows, padded with zeros."""
    flat = tensor.reshape(-1)
    if not flat.is_contiguous():  # one element repeated, by a stride of 0
        flat = flat.contiguous()
    if flat.dtype is torch.int64:
        return flat
    size = flat.element_size()
    if size == 8 or flat.numel() * size % 8 == 0:
        if flat.storage_offset() * size % 8:
            flat = flat.clone()
        return flat.view(torch.int64)
    padded = torch.zeros((flat.numel() * size + 7) // 8, dtype=torch.int64, device=flat.device)
    padded.view(torch.uint8)[: flat.numel() * size].copy_(flat.view(torch.uint8))
    return padded
