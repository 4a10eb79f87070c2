/**
 * Class names and keys that tfjs 4.22 writes into a topology. A test compares both lists with the installed version.
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

/** Keys that tfjs writes into a topology. */
export const TFJS_KEYS = words(`
  class_name config name layers keras_version backend trainable dtype batch_input_shape sparse
  inbound_nodes input_layers output_layers
  units activation use_bias kernel_initializer kernel_regularizer kernel_constraint bias_initializer bias_regularizer
  bias_constraint activity_regularizer
  rate noise_shape seed n target_shape dims mask_value input_dim output_dim input_length mask_zero
  embeddings_initializer embeddings_regularizer embeddings_constraint
  alpha alpha_initializer alpha_regularizer alpha_constraint shared_axes max_value theta axis axes
  filters kernel_size strides padding data_format dilation_rate cropping size interpolation
  depth_multiplier depthwise_initializer depthwise_regularizer depthwise_constraint
  pointwise_initializer pointwise_regularizer pointwise_constraint
  recurrent_activation recurrent_initializer recurrent_regularizer recurrent_constraint dropout recurrent_dropout
  implementation unit_forget_bias reset_after return_sequences return_state go_backwards stateful unroll cell cells
  merge_mode layer
  normalize stddev momentum epsilon center scale beta_initializer beta_regularizer beta_constraint
  gamma_initializer gamma_regularizer gamma_constraint moving_mean_initializer moving_variance_initializer pool_size
  offset height width crop_to_aspect_ratio num_tokens output_mode factor
  value minval maxval mean mode distribution gain l1 l2 min_value
`);
