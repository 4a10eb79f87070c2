"""The modules of ``torch.nn`` by concept."""

from .activation import (  # noqa: F401
    CELU, ELU, GELU, GLU, Hardshrink, Hardsigmoid, Hardswish, Hardtanh, LeakyReLU, LogSigmoid, LogSoftmax, Mish,
    PReLU, RReLU, ReLU, ReLU6, SELU, SiLU, Sigmoid, Softmax, Softmax2d, Softmin, Softplus, Softshrink, Softsign,
    Tanh, Tanhshrink, Threshold,
)
from .container import (  # noqa: F401
    ModuleDict, ModuleList, ParameterDict, ParameterList, Sequential,
)
from .conv import (  # noqa: F401
    Conv1d, Conv2d, ConvTranspose1d, ConvTranspose2d, Fold, Unfold,
)
from .linear import (  # noqa: F401
    Bilinear, CosineSimilarity, Embedding, EmbeddingBag, Flatten, Identity, Linear, PairwiseDistance, PixelShuffle,
    PixelUnshuffle, Unflatten, Upsample,
)
from .loss import (  # noqa: F401
    BCELoss, BCEWithLogitsLoss, CosineEmbeddingLoss, CrossEntropyLoss, GaussianNLLLoss, HingeEmbeddingLoss,
    HuberLoss, KLDivLoss, L1Loss, MSELoss, MarginRankingLoss, MultiLabelSoftMarginLoss, MultiMarginLoss, NLLLoss,
    PoissonNLLLoss, SmoothL1Loss, SoftMarginLoss, TripletMarginLoss,
)
from .module import (  # noqa: F401
    Module,
)
from .normalization import (  # noqa: F401
    AlphaDropout, BatchNorm1d, BatchNorm2d, Dropout, Dropout1d, Dropout2d, GroupNorm, InstanceNorm1d,
    InstanceNorm2d, LayerNorm, LocalResponseNorm, RMSNorm,
)
from .pooling import (  # noqa: F401
    AdaptiveAvgPool1d, AdaptiveAvgPool2d, AdaptiveMaxPool1d, AdaptiveMaxPool2d, AvgPool1d, AvgPool2d, CircularPad1d,
    CircularPad2d, ConstantPad1d, ConstantPad2d, LPPool1d, LPPool2d, MaxPool1d, MaxPool2d, ReflectionPad1d,
    ReflectionPad2d, ReplicationPad1d, ReplicationPad2d, ZeroPad1d, ZeroPad2d,
)
from .recurrent import (  # noqa: F401
    GRU, GRUCell, LSTM, LSTMCell, RNN, RNNBase, RNNCell,
)
from .transformer import (  # noqa: F401
    MultiheadAttention, TransformerEncoder, TransformerEncoderLayer,
)
