# Long because: it is a table of cases, one line each.
"""nn.functional and the modules: forward, first and second derivatives, repr, state."""

from harness import case

import torch
import torch.nn as nn
import torch.nn.functional as F

ACTIVATIONS = {
    "ReLU": (), "ReLU6": (), "LeakyReLU": (0.2,), "ELU": (0.7,), "CELU": (0.7,), "SELU": (), "SiLU": (), "Mish": (), "GELU": (),
    "Sigmoid": (), "Tanh": (), "LogSigmoid": (), "Softsign": (), "Tanhshrink": (), "Hardtanh": (-0.5, 0.8), "Hardsigmoid": (),
    "Hardswish": (), "Softplus": (2.0, 3.0), "Hardshrink": (0.4,), "Softshrink": (0.4,), "Threshold": (0.1, 0.5), "Softmax": (1,),
    "LogSoftmax": (1,), "Softmin": (1,), "GLU": (1,), "PReLU": (), "Identity": (), "RReLU": (),
}


def _activation(name, args):
    def run(i):
        m = getattr(nn, name)(*args)
        m.eval()
        x = i.x(3, 4, low=-3, high=3)
        for p in m.parameters():
            i.leaves.append(p)
        return [i.grads(m(x), second=name not in ("Hardsigmoid",)), repr(m)]

    run.__name__ = f"module_{name}"
    case(f"nn.{name}", f"F.{name.lower()}", seeds=2)(run)


for _name, _args in ACTIVATIONS.items():
    _activation(_name, _args)


@case("F.gelu", "F.softmax", "F.log_softmax", "F.relu", "F.normalize", "F.one_hot", "F.cosine_similarity", "F.pairwise_distance",
      "F.hardtanh", "nn.Softmax2d", "nn.CosineSimilarity", "nn.PairwiseDistance", "F.threshold", "nn.Flatten", "nn.Unflatten")
def small_functions(i):
    x, y = i.x(3, 4), i.x(3, 4)
    return [i.grads(F.gelu(x, approximate="tanh"), F.normalize(x), F.normalize(x, 1, 0), F.cosine_similarity(x, y),
                    F.pairwise_distance(x, y), nn.Softmax2d()(x.reshape(1, 3, 2, 2)), nn.CosineSimilarity(0)(x, y),
                    nn.PairwiseDistance()(x, y), nn.Flatten()(x.reshape(3, 2, 2)), nn.Unflatten(1, (2, 2))(x), F.relu(x, inplace=False)),
            F.one_hot(i.i(4, 5)), F.one_hot(i.i(3, 2, 2), 4), repr(nn.Flatten()), F.softmax(i.c(3, 2, 2))]


@case("nn.Linear", "F.linear", "nn.Bilinear", "F.bilinear", seeds=2)
def linear(i):
    w, b, x = i.x(4, 3), i.x(4), i.x(2, 5, 3)
    u, v = i.x(2, 3), i.x(2, 4)
    k = i.x(5, 3, 4)
    m = nn.Linear(3, 4)
    return [i.grads(F.linear(x, w, b), F.linear(x[0], w), F.linear(x[0, 0], w, b), F.bilinear(u, v, k)), m(x), repr(m), m.weight, m.bias,
            nn.Bilinear(3, 4, 2).weight, repr(nn.Linear(2, 1, bias=False))]


@case("nn.Embedding", "F.embedding", "nn.EmbeddingBag", "F.embedding_bag", seeds=2)
def embedding(i):
    w = i.x(6, 3)
    k = i.i(6, 4, 5)
    flat, cut = i.i(6, 8), torch.tensor([0, 3, 4])
    s = i.x(8)
    out = i.grads(F.embedding(k, w), F.embedding(k, w, padding_idx=2), F.embedding_bag(k, w), F.embedding_bag(flat, w, cut, mode="sum"),
                  F.embedding_bag(flat, w, cut, mode="sum", per_sample_weights=s), second=False)
    top = F.embedding_bag(flat, w, cut, mode="max")
    m = nn.Embedding(5, 3, padding_idx=1)
    return [out, i.grads(top, second=False), repr(m), m.weight[1], m(i.i(5, 3)), repr(nn.EmbeddingBag(4, 2)),
            F.embedding(k, w.detach(), scale_grad_by_freq=True), nn.Embedding.from_pretrained(w.detach())(k)]


@case("nn.Conv2d", "F.conv2d", "nn.Conv1d", "F.conv1d", seeds=3)
def convolutions(i):
    n, c, o, k = i.n(1, 3), i.n(1, 3) * 2, i.n(1, 3) * 2, i.n(1, 3)
    x, w, b = i.x(n, c, 7, 6), i.x(o, c, k, 2), i.x(o)
    g = i.x(o, c // 2, 2, 2)
    y, v = i.x(n, c, 9), i.x(o, c, 3)
    return i.grads(F.conv2d(x, w, b), F.conv2d(x, w, b, stride=2, padding=1), F.conv2d(x, g, None, 1, 1, 2, 2), F.conv1d(y, v, b, 2, 1),
                   F.conv1d(y, v, None, padding="same"), F.conv2d(x, w, padding="same"), F.conv2d(x[0], w, b), F.conv1d(y, v, dilation=2))


@case("nn.Conv2d", "nn.Conv1d", "nn.ConvTranspose2d", "nn.ConvTranspose1d", "nn.Unfold", "nn.Fold")
def convolution_modules(i):
    x = i.c(2, 4, 6, 6)
    found = []
    for m in (nn.Conv2d(4, 3, 3), nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), groups=2, bias=False),
              nn.Conv2d(4, 2, 3, padding="same", dilation=2), nn.Conv2d(4, 2, 3, padding=1, padding_mode="circular"),
              nn.ConvTranspose2d(4, 3, 3, stride=2, padding=1, output_padding=1), nn.Unfold(2, stride=2)):
        found += [m(x), repr(m), list(m.parameters())]
    line = i.c(2, 4, 9)
    for m in (nn.Conv1d(4, 3, 3, padding=1), nn.ConvTranspose1d(4, 3, 3, stride=2)):
        found += [m(line), repr(m)]
    return found


@case("F.conv_transpose2d", "F.conv_transpose1d", "F.fold", "F.unfold", seeds=2)
def transposed(i):
    x, w, b = i.x(2, 4, 5, 4), i.x(4, 3, 3, 2), i.x(3)
    y, v = i.x(2, 4, 5), i.x(4, 2, 3)
    g = i.x(4, 2, 2, 2)
    return i.grads(F.conv_transpose2d(x, w, b), F.conv_transpose2d(x, w, None, 2, 1, 1), F.conv_transpose1d(y, v, None, 2, 1),
                   F.conv_transpose2d(x, g, groups=2), F.unfold(x, 2, 1, 1, 2), F.fold(F.unfold(x, 2), (5, 4), 2))


@case("nn.MaxPool2d", "nn.MaxPool1d", "nn.AvgPool2d", "nn.AvgPool1d", "nn.AdaptiveAvgPool2d", "nn.AdaptiveAvgPool1d",
      "nn.AdaptiveMaxPool2d", "nn.AdaptiveMaxPool1d", "F.max_pool2d", "F.avg_pool2d", "F.max_pool1d", "F.avg_pool1d",
      "F.adaptive_avg_pool1d", "F.adaptive_avg_pool2d", "F.adaptive_max_pool1d", "F.adaptive_max_pool2d", "nn.LPPool2d", "nn.LPPool1d",
      "F.lp_pool1d", "F.lp_pool2d", seeds=3)
def pooling(i):
    x, y = i.x(2, 3, 7, 6), i.x(2, 3, 9)
    out, index = F.max_pool2d(x, 2, return_indices=True)
    found = i.grads(F.max_pool2d(x, 2), F.max_pool2d(x, 3, 2, 1), F.max_pool2d(x, (2, 3), ceil_mode=True), F.max_pool1d(y, 3), out,
                    F.avg_pool2d(x, 2), F.avg_pool2d(x, 3, 2, 1), F.avg_pool2d(x, 3, 2, 1, True, False), F.avg_pool1d(y, 3, 2, 1),
                    F.adaptive_avg_pool2d(x, (3, 2)), F.adaptive_avg_pool1d(y, 4), F.adaptive_max_pool2d(x, 2), F.adaptive_max_pool1d(y, 4),
                    F.max_pool2d(x, 2, dilation=2), F.adaptive_avg_pool2d(x, 1), F.lp_pool2d(x.abs() + 1, 2, 2))
    mods = [nn.MaxPool2d(2), nn.AvgPool2d(3, 2, 1), nn.AdaptiveAvgPool2d((2, 2)), nn.AdaptiveMaxPool2d(2), nn.LPPool2d(2, 2)]
    line = [nn.MaxPool1d(2), nn.AvgPool1d(2), nn.AdaptiveAvgPool1d(2), nn.AdaptiveMaxPool1d(2), nn.LPPool1d(2, 3)]
    return [found, index, [m(x.detach().abs()) for m in mods], [m(y.detach().abs()) for m in line], [repr(m) for m in mods + line]]


@case("nn.BatchNorm1d", "nn.BatchNorm2d", "F.batch_norm", seeds=2)
def batch_norms(i):
    found = []
    for m, shape in ((nn.BatchNorm1d(4), (6, 4)), (nn.BatchNorm1d(4, momentum=None), (5, 4, 3)), (nn.BatchNorm2d(4), (3, 4, 2, 5)),
                     (nn.BatchNorm1d(4, affine=False, track_running_stats=False), (6, 4))):
        x = i.x(*shape)
        i.leaves += list(m.parameters())
        found += [m(x), m(x * 2), list(m.buffers()), repr(m)]
        m.eval()
        found += [m(x)]
    return [i.grads([f for f in found if isinstance(f, torch.Tensor)]), [f for f in found if not isinstance(f, torch.Tensor)]]


@case("nn.LayerNorm", "nn.GroupNorm", "nn.InstanceNorm1d", "nn.InstanceNorm2d", "nn.RMSNorm", "F.layer_norm", "F.group_norm",
      "F.instance_norm", "F.rms_norm", "nn.LocalResponseNorm", "F.local_response_norm", seeds=2)
def other_norms(i):
    x, y = i.x(3, 4, 5), i.x(2, 4, 3, 3)
    mods = [nn.LayerNorm(5), nn.LayerNorm((4, 5), elementwise_affine=False), nn.GroupNorm(2, 4), nn.InstanceNorm1d(4), nn.RMSNorm(5)]
    wide = [nn.GroupNorm(4, 4), nn.InstanceNorm2d(4, affine=True), nn.LocalResponseNorm(2)]
    for m in mods + wide:
        for p in m.parameters():
            with torch.no_grad():
                p.copy_(i.c(*p.shape))
            i.leaves.append(p)
    return [i.grads([m(x) for m in mods], [m(y) for m in wide]), [repr(m) for m in mods + wide]]


@case("nn.Dropout", "nn.Dropout1d", "nn.Dropout2d", "nn.AlphaDropout", "F.dropout", "F.dropout2d", "F.dropout1d", "F.alpha_dropout", seeds=2)
def dropouts(i):
    x, y = i.x(6, 7), i.x(3, 4, 2, 2)
    m = nn.Dropout(0.3)
    found = i.grads(m(x), F.dropout(x, 0.5), F.dropout(x, 0.5, training=False), nn.Dropout2d(0.5)(y), F.dropout(x, 1.0),
                    nn.Dropout1d(0.4)(x[None]))
    m.eval()
    return [found, m(x), repr(m), F.dropout(x, 0.0), torch.rand(2)]


@case("F.pad", "nn.ZeroPad2d", "nn.ConstantPad1d", "nn.ReflectionPad1d", "nn.ReflectionPad2d", "nn.ReplicationPad2d", "nn.ReplicationPad1d",
      "nn.ConstantPad2d", "nn.ZeroPad1d", "nn.CircularPad1d", "nn.CircularPad2d", "F.interpolate", "nn.Upsample", "F.pixel_shuffle",
      "nn.PixelShuffle", "nn.PixelUnshuffle", "F.pixel_unshuffle", seeds=2)
def padding(i):
    x, y = i.x(2, 4, 5, 6), i.x(2, 3, 7)
    mods = [nn.ZeroPad2d(1), nn.ConstantPad2d((1, 2, 0, 1), 3.5), nn.ReflectionPad2d(2), nn.ReplicationPad2d(1), nn.CircularPad2d(1),
            nn.Upsample(scale_factor=2), nn.Upsample(size=(7, 9), mode="bilinear"), nn.PixelShuffle(2)]
    line = [nn.ConstantPad1d(2, 1.0), nn.ReflectionPad1d(2), nn.ReplicationPad1d(2), nn.CircularPad1d(2), nn.ZeroPad1d(1)]
    return [i.grads(F.pad(x, (1, 2)), F.pad(x, (1, 1, 2, 0), value=2.0), F.pad(y, (2, 1), mode="reflect"), F.pad(y, (-1, 2)),
                    [m(x) for m in mods], [m(y) for m in line], F.interpolate(x, scale_factor=1.5), F.interpolate(y, size=5),
                    F.interpolate(x, size=(3, 4), mode="bilinear", align_corners=True), F.interpolate(y, scale_factor=2, mode="linear"),
                    F.pixel_unshuffle(F.pixel_shuffle(x, 2), 2)), [repr(m) for m in mods + line]]


@case("nn.MSELoss", "nn.L1Loss", "nn.SmoothL1Loss", "nn.HuberLoss", "F.mse_loss", "F.l1_loss", "F.smooth_l1_loss", "F.huber_loss", seeds=2)
def regression_losses(i):
    x, t = i.x(4, 3), i.x(4, 3)
    return i.grads([F.mse_loss(x, t, reduction=r) for r in ("mean", "sum", "none")], [F.l1_loss(x, t, reduction=r) for r in ("mean", "sum", "none")],
                   F.smooth_l1_loss(x, t, beta=0.5), F.huber_loss(x, t, delta=0.7), nn.MSELoss()(x, t), nn.L1Loss()(x, t), nn.SmoothL1Loss()(x, t),
                   nn.HuberLoss()(x, t), F.mse_loss(x, t[0]))


@case("nn.CrossEntropyLoss", "F.cross_entropy", "nn.NLLLoss", "F.nll_loss", seeds=3)
def class_losses(i):
    n, c = i.n(3, 6), i.n(3, 5)
    x, t, w = i.x(n, c), i.i(c, n), i.c(c, low=0.5, high=2)
    y, s = i.x(2, c, 3, 2), i.i(c, 2, 3, 2)
    p = i.c(n, c).softmax(1)
    ignored = t.clone()
    ignored[0] = -100
    other = t.clone()
    other[1] = 1
    ce = F.cross_entropy
    return i.grads([ce(x, t, reduction=r) for r in ("mean", "sum", "none")], ce(x, t, w), ce(x, ignored), ce(x, t, label_smoothing=0.1),
                   ce(x, ignored, w, label_smoothing=0.2), ce(y, s), ce(x, p), ce(x, p, w, label_smoothing=0.1), ce(x, other, ignore_index=1),
                   ce(x[0], t[0]), F.nll_loss(x.log_softmax(1), t, w), nn.CrossEntropyLoss(weight=w)(x, t), nn.NLLLoss()(x.log_softmax(1), t),
                   ce(x, t, w, reduction="sum", label_smoothing=0.1), ce(x, t, w, reduction="none", label_smoothing=0.1),
                   ce(y, s, reduction="none"))


@case("nn.BCELoss", "nn.BCEWithLogitsLoss", "F.binary_cross_entropy", "F.binary_cross_entropy_with_logits", seeds=2)
def binary_losses(i):
    x, w = i.x(5, 2), i.c(5, 2, low=0.5, high=2)
    t, pw = i.b(5, 2).float(), i.c(2, low=1, high=5)
    p = x.sigmoid()
    f = F.binary_cross_entropy_with_logits
    return i.grads(f(x, t), f(x, t, w), f(x, t, pos_weight=pw), f(x, t, reduction="sum"), f(x, t, reduction="none"), F.binary_cross_entropy(p, t),
                   F.binary_cross_entropy(p, t, w, reduction="sum"), nn.BCELoss()(p, t), nn.BCEWithLogitsLoss(pos_weight=pw)(x, t), f(x * 50, t))


@case("nn.KLDivLoss", "nn.PoissonNLLLoss", "nn.GaussianNLLLoss", "nn.HingeEmbeddingLoss", "nn.SoftMarginLoss", "nn.MarginRankingLoss",
      "nn.MultiMarginLoss", "nn.MultiLabelSoftMarginLoss", "nn.CosineEmbeddingLoss", "nn.TripletMarginLoss", "F.kl_div", "F.poisson_nll_loss",
      "F.gaussian_nll_loss", "F.hinge_embedding_loss", "F.soft_margin_loss", "F.margin_ranking_loss", "F.multi_margin_loss",
      "F.multilabel_soft_margin_loss", "F.cosine_embedding_loss", "F.triplet_margin_loss", seeds=2)
def other_losses(i):
    x, y, z = i.x(4, 3), i.x(4, 3), i.x(4, 3)
    pos = i.c(4, 3, low=0.2, high=3)
    sign = i.b(4, 3).float() * 2 - 1
    s1 = i.b(4).float() * 2 - 1
    t = i.i(3, 4)
    q = i.c(4, 3).softmax(1)
    return i.grads(nn.KLDivLoss(reduction="batchmean")(x.log_softmax(1), q), F.kl_div(x.log_softmax(1), q.log(), reduction="sum", log_target=True),
                   nn.PoissonNLLLoss()(x, pos.round()), nn.PoissonNLLLoss(full=True)(x, pos.round()), nn.GaussianNLLLoss()(x, y, pos),
                   nn.HingeEmbeddingLoss()(x, sign), nn.SoftMarginLoss()(x, sign), nn.MarginRankingLoss(0.2)(x, y, sign), nn.MultiMarginLoss()(x, t),
                   nn.MultiLabelSoftMarginLoss()(x, (sign + 1) / 2), nn.CosineEmbeddingLoss(0.1)(x, y, s1), nn.TripletMarginLoss()(x, y, z),
                   F.triplet_margin_loss(x, y, z, swap=True), second=False)


def _recurrent(cls, **options):
    def run(i):
        net = cls(3, 4, **options)
        for p in net.parameters():
            i.leaves.append(p)
        first = options.get("batch_first")
        x = i.x(*((2, 5, 3) if first else (5, 2, 3)))
        ways = 2 if options.get("bidirectional") else 1
        h = i.x(options.get("num_layers", 1) * ways, 2, 4)
        state = (h, i.x(*h.shape)) if cls is nn.LSTM else h
        out, last = net(x, state)
        plain, _ = net(x)
        lone, _ = net(x[0] if first else x[:, 0])
        return [i.grads(out, last, plain, lone), repr(net), list(net.state_dict()), list(net.parameters())]

    run.__name__ = f"{cls.__name__}_" + "_".join(f"{k}_{v}" for k, v in options.items())
    case(f"nn.{cls.__name__}", seeds=1)(run)


for _cls in (nn.RNN, nn.GRU, nn.LSTM):
    _recurrent(_cls)
    _recurrent(_cls, num_layers=2, bidirectional=True, batch_first=True)
    _recurrent(_cls, num_layers=2, bias=False)
_recurrent(nn.RNN, nonlinearity="relu", bidirectional=True)


@case("nn.RNNCell", "nn.GRUCell", "nn.LSTMCell", seeds=2)
def cells(i):
    x, h, c = i.x(3, 4), i.x(3, 5), i.x(3, 5)
    mods = [nn.RNNCell(4, 5), nn.GRUCell(4, 5), nn.LSTMCell(4, 5)]
    for m in mods:
        i.leaves += list(m.parameters())
    return [i.grads(mods[0](x, h), mods[1](x, h), mods[2](x, (h, c)), mods[1](x)), [repr(m) for m in mods]]


@case("nn.LSTM", "nn.GRU")
def recurrent_dropout(i):
    torch.manual_seed(3)
    net = nn.GRU(3, 4, num_layers=2, dropout=0.5)
    return [net(i.c(5, 2, 3))[0], torch.rand(2)]


@case("nn.MultiheadAttention", "F.scaled_dot_product_attention", seeds=2)
def attention(i):
    m = nn.MultiheadAttention(8, 2, batch_first=True)
    i.leaves += list(m.parameters())
    x, kv = i.x(3, 5, 8), i.x(3, 4, 8)
    pad = torch.tensor([[False, False, False, True]] * 3)
    causal = torch.triu(torch.ones(5, 5, dtype=torch.bool), 1)
    other = nn.MultiheadAttention(8, 4, kdim=6, vdim=5, add_bias_kv=True, add_zero_attn=True)
    i.leaves += list(other.parameters())
    q, k, v = i.x(4, 2, 8), i.x(3, 2, 6), i.x(3, 2, 5)
    s = F.scaled_dot_product_attention
    a, b, c = i.x(2, 2, 4, 3), i.x(2, 2, 4, 3), i.x(2, 2, 4, 3)
    return [i.grads(m(x, x, x), m(x, kv, kv, key_padding_mask=pad), m(x, x, x, attn_mask=causal, average_attn_weights=False), other(q, k, v),
                    m(x[0], x[0], x[0])[0], s(a, b, c), s(a, b, c, is_causal=True), s(a, b, c, attn_mask=i.c(4, 4)), second=False),
            repr(m), m(x, x, x, need_weights=False)[1], list(m.state_dict())]


@case("nn.TransformerEncoderLayer", "nn.TransformerEncoder", seeds=2)
def transformer(i):
    layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True)
    first = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, activation="gelu", norm_first=True)
    net = nn.TransformerEncoder(layer, 2, nn.LayerNorm(8), enable_nested_tensor=False)
    i.leaves += [*net.parameters(), *first.parameters()]
    x = i.x(3, 5, 8)
    mask = nn.Transformer.generate_square_subsequent_mask(5) if False else torch.triu(torch.full((5, 5), float("-inf")), 1)
    return [i.grads(net(x), net(x, mask), first(x), second=False), repr(net), list(net.state_dict())]


@case("nn.init", "nn.init.xavier_uniform_", "nn.init.xavier_normal_", "nn.init.kaiming_uniform_", "nn.init.kaiming_normal_",
      "nn.init.orthogonal_", "nn.init.trunc_normal_", "nn.init.eye_", "nn.init.dirac_", "nn.init.constant_", "nn.init.calculate_gain",
      "nn.init.uniform_", "nn.init.normal_", "nn.init.ones_", "nn.init.zeros_", "nn.init.sparse_")
def initialisations(i):
    from torch.nn import init

    torch.manual_seed(7)
    e = torch.empty
    return [init.xavier_uniform_(e(3, 4)), init.xavier_normal_(e(5, 6)), init.kaiming_uniform_(e(3, 4), nonlinearity="relu"),
            init.kaiming_normal_(e(6, 4, 3, 3), mode="fan_out", nonlinearity="relu"), init.orthogonal_(e(4, 3)), init.trunc_normal_(e(20)),
            init.eye_(e(3, 4)), init.dirac_(e(3, 3, 3)), init.constant_(e(2), 4.0), init.calculate_gain("leaky_relu", 0.2), init.uniform_(e(5)),
            init.normal_(e(30), 1, 0.1), init.ones_(e(2)), init.zeros_(e(2)), init.calculate_gain("tanh"), init.sparse_(e(6, 3), 0.5),
            init.trunc_normal_(e(12), 0.0, 1.0, 2.0, 4.0)]
