"""Exports an Inception-like block by PyTorch, and writes images with the features that PyTorch gives of them.

export_extractor.py MODEL.onnx IMAGES FEATURES: floats in the machine's order, (4, 3, 35, 35) and (4, 28).
"""

import sys

try:
    import onnx  # noqa: F401, which the exporter needs
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError as missing:
    print(missing)
    sys.exit(77)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 2, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.wide = nn.Conv2d(8, 6, (1, 7), padding=(0, 3))
        self.square = nn.Conv2d(8, 6, 3, padding=1)
        self.classes = nn.Linear(28, 5)

    def forward(self, x):
        x = F.relu(self.norm(self.stem(x)))
        largest = F.max_pool2d(x, 3, 1, 1)
        mean = F.avg_pool2d(F.pad(x, (1, 1, 1, 1)), 3, 1)
        x = torch.cat([F.relu6(self.wide(x)), self.square(x), largest, mean], 1)
        features = F.adaptive_avg_pool2d(x, 1).flatten(1)
        return features, F.softmax(self.classes(features), 1)


torch.manual_seed(0)
block = Block().eval()
images = torch.rand(4, 3, 35, 35) * 2 - 1
with torch.no_grad():
    block.norm.running_mean.normal_()
    block.norm.running_var.uniform_(0.5, 2)
    # as PyTorch's networks for ImageNet take them
    mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
    deviation = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
    features = block(((images + 1) / 2 - mean) / deviation)[0]
torch.onnx.export(
    block,
    (images,),
    sys.argv[1],
    input_names=["images"],
    output_names=["features", "classes"],
    dynamic_axes={"images": {0: "batch"}},
    dynamo=False,
)
images.numpy().tofile(sys.argv[2])
features.numpy().tofile(sys.argv[3])
