
MODEL = MODEL.replace('import numpy as np\n', '''import numpy as np
import torch
from torch import nn
''', 1)
a = MODEL.index("def fit("); b = MODEL.index("def tune(")
MODEL = MODEL[:a] + '''def fit(train, prep, seed):
    torch.manual_seed(seed)
    x = torch.tensor(matrix(prep, train), dtype=torch.float32)
    y = torch.tensor(column(train, "y"), dtype=torch.float32)
    net = nn.Sequential(nn.Linear(x.shape[1], 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
    loss_function = nn.BCEWithLogitsLoss()
    for epoch in range(2):
        for step, batch in enumerate(torch.randperm(len(x)).split(32)):
            STEP
    net.eval()
    return {"prep": prep, "net": net, "threshold": 0.5}

''' + MODEL[b:]
MODEL = MODEL.replace('''    return 1 / (1 + np.exp(-matrix(model["prep"], rows) @ model["w"]))
''', '''    with torch.no_grad():
        return torch.sigmoid(model["net"](torch.tensor(matrix(model["prep"], rows), dtype=torch.float32)))[:, 0].numpy()
''')
PANDAS = False

def step(*lines):
    return [("            STEP", "\n".join("            " + line for line in lines))]

ZERO = "optimizer.zero_grad()"
LOSS = "loss = loss_function(net(x[batch])[:, 0], y[batch])"
