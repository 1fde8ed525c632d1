"""Prints name, shape and SHA-256 of each tensor of a file of safetensors, and, where torch is there
and a checkpoint is named, how many of its tensors are the same to the bit."""

import hashlib
import sys

from safetensors.numpy import load_file

tensors = load_file(sys.argv[1])
for name in sorted(tensors):
    tensor = tensors[name]
    digest = hashlib.sha256(tensor.tobytes()).hexdigest()
    print(name, tensor.dtype, list(tensor.shape), digest, sep="|")
if len(sys.argv) > 2:
    try:
        import torch
    except ImportError:
        sys.exit()
    saved = torch.load(sys.argv[2], map_location="cpu")
    same = [name for name in saved if (saved[name].numpy() == tensors[name]).all()]
    print("torch", len(same), len(saved), sep="|")
