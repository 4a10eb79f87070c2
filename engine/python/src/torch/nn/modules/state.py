"""``state_dict`` and ``load_state_dict``, with PyTorch's messages for keys and shapes that do not fit."""

from __future__ import annotations

from collections import OrderedDict, namedtuple

from ..._tensor import Tensor

__tracebackhide__ = True


class IncompatibleKeys(namedtuple("IncompatibleKeys", ("missing_keys", "unexpected_keys"))):
    """What ``load_state_dict`` returns."""

    __slots__ = ()

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return super().__repr__()

    __str__ = __repr__


_EXTRA = "_extra_state"


class StateDict:
    """The part of Module that reads and writes state."""

    def _own_state(self):
        for name, p in self._parameters.items():
            if p is not None:
                yield name, p
        for name, b in self._buffers.items():
            if b is not None and name not in self._non_persistent_buffers_set:
                yield name, b

    def state_dict(self, *args, destination=None, prefix: str = "", keep_vars: bool = False):
        """Parameters and persistent buffers by path; the tensors share memory with the module."""
        out = OrderedDict() if destination is None else destination
        for name, t in self._own_state():
            out[prefix + name] = t if keep_vars else t.detach()
        if type(self).get_extra_state is not StateDict.get_extra_state:
            out[prefix + _EXTRA] = self.get_extra_state()
        for name, m in self._modules.items():
            if m is not None:
                m.state_dict(destination=out, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
        return out

    def get_extra_state(self):
        """Further state for ``state_dict``; subclasses define it."""
        raise RuntimeError("get_extra_state is not defined by this module")

    def set_extra_state(self, state) -> None:
        """Take back what ``get_extra_state`` gave; subclasses define it."""
        raise RuntimeError("set_extra_state is not defined by this module")

    def load_state_dict(self, state_dict, strict: bool = True, assign: bool = False):
        """Copy values by path into this module. Returns the missing and unexpected keys; ``strict`` raises on them."""
        if not hasattr(state_dict, "items"):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
        missing, errors, used = [], [], set()
        self._load(dict(state_dict), "", missing, used, errors, assign)
        unexpected = [k for k in state_dict if k not in used]
        if strict:
            if unexpected:
                errors.insert(0, "Unexpected key(s) in state_dict: {}. ".format(", ".join(f'"{k}"' for k in unexpected)))
            if missing:
                errors.insert(0, "Missing key(s) in state_dict: {}. ".format(", ".join(f'"{k}"' for k in missing)))
        if errors:
            raise RuntimeError(
                "Error(s) in loading state_dict for {}:\n\t{}".format(type(self).__name__, "\n\t".join(errors))
            )
        return IncompatibleKeys(missing, unexpected)

    def _load(self, given, prefix, missing, used, errors, assign) -> None:
        for name, t in self._own_state():
            key = prefix + name
            if key not in given:
                missing.append(key)
                continue
            used.add(key)
            value = given[key]
            if not isinstance(value, Tensor):
                errors.append(
                    f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object from checkpoint '
                    f"but received {type(value)}"
                )
            elif value._a.shape != t._a.shape and not (value._a.shape == (1,) and t._a.shape == ()):
                errors.append(
                    f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint, the shape in current "
                    f"model is {t.shape}."
                )
            elif assign:
                t._a = value._a
            else:
                t._a[...] = value._a.reshape(t._a.shape)
                if t._ver is not None:
                    t._ver[0] += 1
        if type(self).set_extra_state is not StateDict.set_extra_state:
            if prefix + _EXTRA in given:
                used.add(prefix + _EXTRA)
                self.set_extra_state(given[prefix + _EXTRA])
            else:
                missing.append(prefix + _EXTRA)
        for name, m in self._modules.items():
            if m is not None:
                m._load(given, f"{prefix}{name}.", missing, used, errors, assign)
