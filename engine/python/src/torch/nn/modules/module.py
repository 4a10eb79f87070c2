# Long because: the inside of torch is taken apart in a change of its own.
"""``Module``: the base class of networks. Registration, modes, casting and calling; see ``walking`` and ``state`` for the rest."""

from __future__ import annotations

from collections import OrderedDict

from ..._device import check_device
from ..._dtypes import dtype as torch_dtype
from ..._hooks import add_hook
from ..._tensor import Tensor
from ..parameter import Buffer, Parameter
from .state import StateDict
from .walking import Walking

__tracebackhide__ = True



class Module(Walking, StateDict):
    """Subclass it, call ``super().__init__()`` first, assign parameters and modules as attributes, define ``forward``."""

    training: bool
    _version = 1

    def __init__(self, *args, **kwargs):
        if args or kwargs:
            given = f"{len(args) + 1} were given" if args else f"got an unexpected keyword argument '{next(iter(kwargs))}'"
            raise TypeError(
                f"{type(self).__name__}.__init__() takes 1 positional argument but {given}" if args else
                f"{type(self).__name__}.__init__() {given}"
            )
        put = super().__setattr__
        put("training", True)
        put("_parameters", {})
        put("_buffers", {})
        put("_non_persistent_buffers_set", set())
        put("_modules", {})
        put("_forward_hooks", OrderedDict())
        put("_forward_pre_hooks", OrderedDict())
        put("_backward_hooks", OrderedDict())
        put("_hook_kwargs", set())

    # -- registration ------------------------------------------------------------------------------------------------

    def __setattr__(self, name, value):
        own = self.__dict__
        if isinstance(value, Parameter):
            if "_parameters" not in own:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            self._forget(name, own, own["_modules"], own["_buffers"])
            self.register_parameter(name, value)
        elif isinstance(value, Module):
            if "_modules" not in own:
                raise AttributeError("cannot assign module before Module.__init__() call")
            self._forget(name, own, own["_parameters"], own["_buffers"])
            own["_modules"][name] = value
        elif "_parameters" in own and name in own["_parameters"]:
            if value is not None:
                raise TypeError(
                    f"cannot assign '{_type(value)}' as parameter '{name}' (torch.nn.Parameter or None expected)"
                )
            own["_parameters"][name] = None
        elif "_modules" in own and name in own["_modules"]:
            if value is not None:
                raise TypeError(f"cannot assign '{_type(value)}' as child module '{name}' (torch.nn.Module or None expected)")
            own["_modules"][name] = None
        elif "_buffers" in own and (name in own["_buffers"] or isinstance(value, Buffer)):
            if value is not None and not isinstance(value, Tensor):
                raise TypeError(
                    f"cannot assign '{_type(value)}' as buffer '{name}' (torch.nn.Buffer, torch.Tensor or None expected)"
                )
            if name in own["_buffers"]:
                own["_buffers"][name] = value
            else:
                self.register_buffer(name, value, value.persistent)
        else:
            super().__setattr__(name, value)

    @staticmethod
    def _forget(name, *places) -> None:
        for p in places:
            p.pop(name, None)

    def __getattr__(self, name):
        own = self.__dict__
        for place in ("_parameters", "_buffers", "_modules"):
            found = own.get(place)
            if found is not None and name in found:
                return found[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'", name=name, obj=self)

    def __delattr__(self, name):
        for place in ("_parameters", "_buffers", "_modules"):
            if name in self.__dict__.get(place, ()):
                del self.__dict__[place][name]
                self._non_persistent_buffers_set.discard(name)
                return
        super().__delattr__(name)

    def __dir__(self):
        own = [*self._parameters, *self._buffers, *self._modules]
        return sorted(set(object.__dir__(self)) | {k for k in own if not k[0].isdigit()})

    def __setstate__(self, state):
        self.__dict__.update(state)

    def _check_name(self, name, kind, known) -> None:
        if "_parameters" not in self.__dict__:
            raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {_type(name)}")
        if "." in name:
            raise KeyError(f'{kind} name can\'t contain "."')
        if name == "":
            raise KeyError(f'{kind} name can\'t be empty string ""')
        if hasattr(self, name) and name not in known:
            raise KeyError(f"attribute '{name}' already exists")

    def register_parameter(self, name: str, param) -> None:
        """Add a parameter (or None) under ``name``."""
        self._check_name(name, "parameter", self.__dict__.get("_parameters", ()))
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{_type(param)}' object to parameter '{name}' (torch.nn.Parameter or None required)"
            )
        if param is not None and param.grad_fn is not None:
            raise ValueError(
                f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be created explicitly. To express "
                f"'{name}' as a function of another Tensor, compute the value in the forward() method."
            )
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor, persistent: bool = True) -> None:
        """Add a tensor that is state but not trained; ``persistent=False`` keeps it out of ``state_dict``."""
        self._check_name(name, "buffer", self.__dict__.get("_buffers", ()))
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(f"cannot assign '{_type(tensor)}' object to buffer '{name}' (torch Tensor or None required)")
        self._buffers[name] = tensor
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def add_module(self, name: str, module) -> None:
        """Add a child module (or None) under ``name``."""
        if not isinstance(module, Module) and module is not None:
            raise TypeError(f"{_type(module)} is not a Module subclass")
        self._check_name(name, "module", self.__dict__.get("_modules", ()))
        self._modules[name] = module

    register_module = add_module

    # -- modes and casts ---------------------------------------------------------------------------------------------

    def train(self, mode: bool = True):
        """Training mode (dropout acts, batch statistics are used); returns the module."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for m in self.children():
            m.train(mode)
        return self

    def eval(self):
        """Evaluation mode: ``train(False)``."""
        return self.train(False)

    def requires_grad_(self, requires_grad: bool = True):
        """Freeze or unfreeze all parameters."""
        for p in self.parameters():
            p.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters (or set them to 0)."""
        for p in self.parameters():
            if p._grad is not None:
                if set_to_none:
                    p._grad = None
                else:
                    p._grad.detach_().zero_()

    def apply(self, fn):
        """Call ``fn`` on every module below, then on this one."""
        for m in self.children():
            m.apply(fn)
        fn(self)
        return self

    def _apply(self, fn):
        for m in self.children():
            m._apply(fn)
        for t in self._parameters.values():
            if t is not None:
                made = fn(t.detach())
                t._a, t._bf = made._a, made._bf
                if t._grad is not None:
                    t._grad = fn(t._grad)
        for name, b in self._buffers.items():
            if b is not None:
                self._buffers[name] = fn(b)
        return self

    def to(self, *args, dtype=None, device=None, non_blocking=False):
        """Floating parameters and buffers in another type; any device but the CPU fails as without a GPU."""
        for v in args:
            if isinstance(v, torch_dtype):
                dtype = v
            elif isinstance(v, Tensor):
                dtype = v.dtype
            elif not isinstance(v, bool):
                device = v
        check_device(device)
        if dtype is None:
            return self
        if not dtype.is_floating_point:
            raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
        return self._apply(lambda t: t.to(dtype) if t.is_floating_point() else t)

    def float(self):
        """As float32."""
        return self._apply(lambda t: t.float() if t.is_floating_point() else t)

    def double(self):
        """As float64."""
        return self._apply(lambda t: t.double() if t.is_floating_point() else t)

    def half(self):
        """As float16."""
        return self._apply(lambda t: t.half() if t.is_floating_point() else t)

    def bfloat16(self):
        """As bfloat16."""
        return self._apply(lambda t: t.bfloat16() if t.is_floating_point() else t)

    def type(self, dst_type):
        """All parameters and buffers as ``dst_type``."""
        return self._apply(lambda t: t.type(dst_type))

    def cpu(self):
        """This module."""
        return self

    def cuda(self, device=None):
        """Fails: there is no GPU."""
        check_device("cuda")

    def share_memory(self):
        """This module."""
        return self

    # -- calling -----------------------------------------------------------------------------------------------------

    def forward(self, *input):
        """The computation; subclasses define it."""
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def __call__(self, *args, **kwargs):
        own = self.__dict__
        if not own.get("_forward_pre_hooks") and not own.get("_forward_hooks") and not own.get("_backward_hooks"):
            if "_modules" not in own:
                raise AttributeError(
                    f"'{type(self).__name__}' object has no attribute '_forward_hooks': call super().__init__() first"
                )
            return self.forward(*args, **kwargs)
        from .hooks import call_with_hooks

        return call_with_hooks(self, args, kwargs)

    def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
        """Call ``hook(module, args)`` before ``forward``; what it returns replaces the arguments."""
        handle = add_hook(self._forward_pre_hooks, hook)
        if with_kwargs:
            self._hook_kwargs.add(handle.id)
        return handle

    def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
        """Call ``hook(module, args, output)`` after ``forward``; what it returns replaces the output."""
        handle = add_hook(self._forward_hooks, hook)
        if with_kwargs:
            self._hook_kwargs.add(handle.id)
        return handle

    def register_full_backward_hook(self, hook, prepend=False):
        """Call ``hook(module, grad_input, grad_output)`` when gradients of the inputs are known."""
        return add_hook(self._backward_hooks, hook)

    # -- text --------------------------------------------------------------------------------------------------------

    def _get_name(self) -> str:
        return type(self).__name__

    def extra_repr(self) -> str:
        """What the module's line in ``repr`` shows; subclasses define it."""
        return ""

    def __repr__(self) -> str:
        extra = self.extra_repr()
        extra_lines = extra.split("\n") if extra else []
        lines = [f"({name}): " + _indent(repr(m)) for name, m in self._modules.items()]
        main = self._get_name() + "("
        if len(extra_lines) == 1 and not lines:
            return main + extra_lines[0] + ")"
        if extra_lines or lines:
            return main + "\n  " + "\n  ".join(extra_lines + lines) + "\n)"
        return main + ")"


def _indent(text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first] + ["  " + line for line in rest])


def _type(value) -> str:
    if isinstance(value, Tensor):
        return value.type()
    cls = type(value)
    return cls.__name__ if cls.__module__ == "builtins" else f"{_public(cls)}"


def _public(cls) -> str:
    module = "torch" if cls.__module__ == "torch._tensor" else cls.__module__
    return f"{module}.{cls.__qualname__}"
