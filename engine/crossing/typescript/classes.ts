/**
 * Class names that tfjs 4.22 writes into a topology. A test compares the lists with the installed version.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Classes of models. */
export const MODEL_CLASSES = words('Sequential Model Functional');

/**
 * Every class that tfjs-layers registers and a topology may name: models, layers, initialisers, regularizers,
 * constraints, activations.
 */
export const TFJS_CLASSES = words(`
  Sequential Model Functional InputLayer
  Dense Dropout SpatialDropout1D Activation Flatten RepeatVector Reshape Permute Masking Embedding
  ReLU LeakyReLU PReLU ELU ThresholdedReLU Softmax
  Conv1D Conv2D Conv3D Conv2DTranspose Conv3DTranspose SeparableConv2D DepthwiseConv2D Cropping2D UpSampling2D
  RNN SimpleRNNCell SimpleRNN GRUCell GRU LSTMCell LSTM StackedRNNCells ConvLSTM2DCell ConvLSTM2D
  TimeDistributed Bidirectional
  Add Multiply Average Maximum Minimum Concatenate Dot
  GaussianNoise GaussianDropout AlphaDropout BatchNormalization LayerNormalization ZeroPadding2D
  MaxPooling1D AveragePooling1D MaxPooling2D AveragePooling2D MaxPooling3D AveragePooling3D
  GlobalAveragePooling1D GlobalMaxPooling1D GlobalAveragePooling2D GlobalMaxPooling2D
  Rescaling CenterCrop CategoryEncoding Resizing RandomWidth
  Zeros Ones Constant RandomUniform RandomNormal TruncatedNormal Identity VarianceScaling
  GlorotUniform GlorotNormal HeNormal HeUniform LeCunNormal LeCunUniform Orthogonal
  L1L2
  MaxNorm UnitNorm NonNeg MinMaxNorm
  elu selu relu relu6 linear sigmoid hardSigmoid softplus softsign tanh softmax logSoftmax gelu gelu_new mish swish
`);
