  def critic_learn(self: __torch__.Game, x_x: Tensor, p: List[Tensor], s: List[Tensor], m: List[Tensor]) -> Tensor:
    # conv2d_1 = Conv2d[inChannels=1, outChannels=2, kernelHeight=3, kernelWidth=3, stride=2, padding=1, bias=ZERO, weights=Uniform[bound=0.33333334]]
    x_conv2d_1 = torch.conv2d(x_x, p[0], p[1], [2, 2], [1, 1])
    # batch_norm_1 = BatchNorm[features=2, epsilon=1.0E-5, momentum=0.1, weights=Constant[value=1.0]]
    x_batch_norm_1 = torch.batch_norm(x_conv2d_1, p[2], p[3], s[0], s[1], True, 0.1, 1.0E-5, True)
    # leaky_relu_1 = LeakyRelu[slope=0.2]
    x_leaky_relu_1 = torch.leaky_relu_(x_batch_norm_1, 0.2)
    # dropout_1 = Dropout[probability=0.5]
    x_dropout_1 = torch.mul(x_leaky_relu_1, m[0])
    # reshape_1 = Reshape[shape=(8)]
    x_reshape_1 = torch.reshape(x_dropout_1, [-1, 8])
    # linear_1 = Linear[inFeatures=8, outFeatures=1, weights=Uniform[bound=0.35355338]]
    x_linear_1 = torch.linear(x_reshape_1, p[4], p[5])
    return x_linear_1
  def critic_frozen(self: __torch__.Game, x_x: Tensor, p: List[Tensor], m: List[Tensor]) -> Tensor:
    # conv2d_1 = Conv2d[inChannels=1, outChannels=2, kernelHeight=3, kernelWidth=3, stride=2, padding=1, bias=ZERO, weights=Uniform[bound=0.33333334]]
    x_conv2d_1 = torch.conv2d(x_x, p[0], p[1], [2, 2], [1, 1])
    # batch_norm_1 = BatchNorm[features=2, epsilon=1.0E-5, momentum=0.1, weights=Constant[value=1.0]]
    x_batch_norm_1 = torch.batch_norm(x_conv2d_1, p[2], p[3], None, None, True, 0.1, 1.0E-5, True)
    # leaky_relu_1 = LeakyRelu[slope=0.2]
    x_leaky_relu_1 = torch.leaky_relu_(x_batch_norm_1, 0.2)
    # dropout_1 = Dropout[probability=0.5]
    x_dropout_1 = torch.mul(x_leaky_relu_1, m[0])
    # reshape_1 = Reshape[shape=(8)]
    x_reshape_1 = torch.reshape(x_dropout_1, [-1, 8])
    # linear_1 = Linear[inFeatures=8, outFeatures=1, weights=Uniform[bound=0.35355338]]
    x_linear_1 = torch.linear(x_reshape_1, p[4], p[5])
    return x_linear_1
  def critic_evaluate(self: __torch__.Game, x_x: Tensor, p: List[Tensor], s: List[Tensor]) -> Tensor:
    # conv2d_1 = Conv2d[inChannels=1, outChannels=2, kernelHeight=3, kernelWidth=3, stride=2, padding=1, bias=ZERO, weights=Uniform[bound=0.33333334]]
    x_conv2d_1 = torch.conv2d(x_x, p[0], p[1], [2, 2], [1, 1])
    # batch_norm_1 = BatchNorm[features=2, epsilon=1.0E-5, momentum=0.1, weights=Constant[value=1.0]]
    x_batch_norm_1 = torch.batch_norm(x_conv2d_1, p[2], p[3], s[0], s[1], False, 0.1, 1.0E-5, True)
    # leaky_relu_1 = LeakyRelu[slope=0.2]
    x_leaky_relu_1 = torch.leaky_relu_(x_batch_norm_1, 0.2)
    # dropout_1 = Dropout[probability=0.5]
    x_dropout_1 = x_leaky_relu_1
    # reshape_1 = Reshape[shape=(8)]
    x_reshape_1 = torch.reshape(x_dropout_1, [-1, 8])
    # linear_1 = Linear[inFeatures=8, outFeatures=1, weights=Uniform[bound=0.35355338]]
    x_linear_1 = torch.linear(x_reshape_1, p[4], p[5])
    return x_linear_1
