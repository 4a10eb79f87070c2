"""``torch.nn.functional``: the functions behind the modules."""

from __future__ import annotations

from ..._factory import one_hot  # noqa: F401
from ..._missing import module_getattr as _module_getattr
from ..._unary import sigmoid, tanh  # noqa: F401
from .activation import (  # noqa: F401
    celu, elu, gelu, glu, gumbel_softmax, hardshrink, hardsigmoid, hardswish, hardtanh, leaky_relu, log_softmax, logsigmoid,
    mish, prelu, relu, relu6, rrelu, selu, silu, softmax, softmin, softplus, softshrink, softsign, tanhshrink, threshold,
)
from .attention import scaled_dot_product_attention  # noqa: F401
from .conv import conv1d, conv2d, conv_transpose1d, conv_transpose2d, fold, unfold  # noqa: F401
from .dropout import alpha_dropout, dropout, dropout1d, dropout2d, dropout3d  # noqa: F401
from .linear import bilinear, embedding, embedding_bag, linear  # noqa: F401
from .loss import (  # noqa: F401
    binary_cross_entropy, binary_cross_entropy_with_logits, gaussian_nll_loss, huber_loss, kl_div, l1_loss, mse_loss,
    poisson_nll_loss, smooth_l1_loss,
)
from .loss_classes import cross_entropy, nll_loss  # noqa: F401
from .loss_ranking import (  # noqa: F401
    cosine_embedding_loss, cosine_similarity, hinge_embedding_loss, margin_ranking_loss, multi_margin_loss,
    multilabel_soft_margin_loss, pairwise_distance, soft_margin_loss, triplet_margin_loss,
)
from .normalization import (  # noqa: F401
    batch_norm, group_norm, instance_norm, layer_norm, local_response_norm, normalize, rms_norm,
)
from .padding import interpolate, pad, pixel_shuffle, pixel_unshuffle, upsample  # noqa: F401
from .pooling import (  # noqa: F401
    adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_max_pool1d, adaptive_max_pool2d, avg_pool1d, avg_pool2d, lp_pool1d,
    lp_pool2d, max_pool1d, max_pool2d,
)
from ..._inplace import inplace as _inplace

relu_, elu_, leaky_relu_ = _inplace(relu), _inplace(elu), _inplace(leaky_relu)
__getattr__ = _module_getattr("nn.functional", globals())
