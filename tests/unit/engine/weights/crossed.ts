/** Rows and a model on them, packed and unpacked as the official path does. */
export const PREPARE = `
import numpy as np, pandas as pd, warnings
warnings.filterwarnings("ignore")
from holdout_official.payload import pack, unpack
from holdout_official.training_only import strip
r = np.random.default_rng(5)
X = r.normal(size=(300, 18))
y = (X[:, 0] + 0.3 * r.normal(size=300) > 0.4).astype(int)
frame = pd.DataFrame(X[:, :4], columns=list("abcd"))
frame["kind"] = np.array(["red", "green", "blue"])[r.integers(0, 3, 300)]
frame["code"] = r.integers(0, 5, 300)
def crossed(model, answer):
    before = answer(model)
    strip(model)
    payload = pack(model, 1)
    after = unpack(payload)[1]
    return dict(payload=payload, same=bool(np.array_equal(before, answer(after))))
`;
