"""Public names of PyTorch 2.13 that this package lacks; written by scripts/torch-fixtures.

Long because: it is a list that a script writes.
"""

MISSING = {
    "torch": """
        AVG AcceleratorError AggregationType AliasDb AnyType Argument ArgumentSpec AwaitType BFloat16Storage
        BFloat16Tensor BenchmarkConfig BenchmarkExecutionStats Block BoolStorage BoolType BufferDict ByteStorage
        CallStack Capsule CharStorage CharTensor ClassType Code CompilationUnit CompleteArgumentSpec
        ComplexDoubleStorage ComplexFloatStorage ComplexType ConcreteModuleType ConcreteModuleTypeBuilder
        DeepCopyMemoTable DeserializationStorageContext DeviceObjType DictType DisableTorchFunction
        DisableTorchFunctionSubclass DispatchKey DispatchKeySet DoubleStorage EnumType ErrorReport Event
        ExcludeDispatchKeyGuard ExecutionPlan FatalError FileCheck FloatStorage FloatType FunctionSchema Future
        FutureType GradScaler Gradient Graph GraphExecutorState HalfStorage IODescriptor InferredType IntStorage IntType
        InterfaceType JITException ListType LiteScriptModule LockingLogger LoggerBase LongStorage ModuleDict Node
        NoneType NoopLogger NumberType OperatorInfo OptionalType OutOfMemoryError PRIVATE_OPS ParameterDict PyObjectType
        PyTorchFileReader PyTorchFileWriter QInt32Storage QInt8Storage QUInt2x4Storage QUInt4x2Storage QUInt8Storage
        RRefType SUM ScriptClass ScriptClassFunction ScriptDict ScriptDictIterator ScriptDictKeyIterator ScriptFunction
        ScriptList ScriptListIterator ScriptMethod ScriptModule ScriptModuleSerializer ScriptObject ScriptObjectProperty
        SerializationStorageContext ShortStorage ShortTensor StaticModule Storage StorageBase Stream StreamObjType
        StringType SymBool SymBoolType SymFloat SymInt SymIntType TYPE_CHECKING Tag TensorType ThroughputBenchmark
        TracingState TupleType Type TypedStorage USE_GLOBAL_DEPS USE_RTLD_GLOBAL_WITH_LIBTORCH UnionType UntypedStorage
        Use Value abs_ accelerator acos_ acosh_ adaptive_avg_pool1d adaptive_max_pool1d addmv_ affine_grid_generator
        alias_copy alpha_dropout alpha_dropout_ amp angle ao arccos_ arccosh_ arcsin_ arcsinh_ arctan2 arctan_ arctanh_
        as_strided as_strided_ as_strided_copy as_strided_scatter asin_ asinh_ atan_ atanh_ atleast_3d autocast
        autocast_decrement_nesting autocast_increment_nesting avg_pool1d bartlett_window batch_norm
        batch_norm_backward_elemt batch_norm_backward_reduce batch_norm_elemt batch_norm_gather_stats
        batch_norm_gather_stats_with_counts batch_norm_stats batch_norm_update_stats bilinear
        binary_cross_entropy_with_logits binomial bit bits16 bits1x8 bits2x4 bits4x2 bits8 blackman_window builtins
        ccol_indices_copy cdouble ceil_ celu celu_ cfloat chalf channel_shuffle channels_last_3d cholesky
        cholesky_inverse cholesky_solve choose_qparams_optimized clamp_ clamp_max_ clamp_min_ classes classproperty
        clear_autocast_cache clip_ col_indices_copy compile compiled_with_cxx11_abi compiler complex complex128
        complex32 complex64 cond conj conj_physical conj_physical_ constant_pad_nd conv1d conv2d conv3d conv_tbc
        conv_transpose1d conv_transpose2d conv_transpose3d convolution cos_ cosh_ cosine_embedding_loss
        cosine_similarity cpp cpu crow_indices_copy ctc_loss ctypes cudnn_affine_grid_generator cudnn_batch_norm
        cudnn_convolution cudnn_convolution_add_relu cudnn_convolution_relu cudnn_convolution_transpose
        cudnn_grid_sampler cudnn_is_acceptable cumulative_trapezoid deg2rad_ dequantize detach_ detach_copy diagflat
        diagonal_copy diagonal_scatter distributed distributions dropout dropout_ dsmm dsplit eig embedding
        embedding_bag embedding_renorm_ empty_permuted empty_quantized empty_strided erf_ erfc_ exp2_ exp_ expand_copy
        expm1_ export fake_quantize_per_channel_affine fake_quantize_per_tensor_affine fbgemm_linear_fp16_weight
        fbgemm_linear_fp16_weight_fp32_activation fbgemm_linear_int8_weight fbgemm_linear_int8_weight_fp32_activation
        fbgemm_linear_quantize_weight fbgemm_pack_gemm_matrix_fp16 fbgemm_pack_quantized_matrix feature_alpha_dropout
        feature_alpha_dropout_ feature_dropout feature_dropout_ fft fill fix_ float4_e2m1fn_x2 float8_e4m3fn
        float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu floor_ fork frac_ frexp frobenius_norm from_dlpack
        from_file func functional functools fused_moving_avg_obs_fake_quant futures fx gcd gcd_ geqrf
        get_autocast_cpu_dtype get_autocast_dtype get_autocast_gpu_dtype get_autocast_ipu_dtype get_autocast_xla_dtype
        get_deterministic_debug_mode get_device get_device_module get_file_path get_float32_matmul_precision
        get_num_interop_threads glob gradient grid_sampler grid_sampler_2d grid_sampler_3d group_norm gru gru_cell
        hamming_window hann_window hardshrink has_lapack has_mkl has_openmp has_spectral hash_tensor
        hinge_embedding_loss histogram histogramdd hsmm hsplit hspmm hub i0 i0_ igamma igammac imag import_ir_module
        import_ir_module_from_buffer importlib index_reduce indices_copy init_num_threads inspect instance_norm int1
        int2 int3 int4 int5 int6 int7 int_repr is_anomaly_check_nan_enabled is_anomaly_enabled is_autocast_cache_enabled
        is_autocast_cpu_enabled is_autocast_enabled is_autocast_ipu_enabled is_autocast_xla_enabled is_conj
        is_deterministic_algorithms_warn_only_enabled is_distributed is_inference is_neg is_same_size is_signed
        is_storage is_vulkan_available is_warn_always_enabled isreal istft jagged jit kaiser_window kl_div layer_norm
        layout lcm lcm_ ldexp ldexp_ legacy_contiguous_format library lobpcg log10_ log1p_ log2_ log_ logaddexp2 logit_
        lstm lstm_cell lstsq lu lu_solve lu_unpack margin_ranking_loss masked math matrix_exp matrix_rank max_pool1d
        max_pool1d_with_indices max_pool2d max_pool3d memory_format merge_type_from_type_comment miopen_batch_norm
        miopen_convolution miopen_convolution_add_relu miopen_convolution_relu miopen_convolution_transpose
        miopen_ctc_loss miopen_depthwise_convolution miopen_rnn mkldnn_adaptive_avg_pool2d mkldnn_convolution
        mkldnn_linear_backward_weights mkldnn_max_pool2d mkldnn_max_pool3d mkldnn_rnn_layer monitor mps mtia
        multiprocessing mvlgamma nan_to_num_ narrow_copy native_batch_norm native_channel_shuffle native_dropout
        native_group_norm native_layer_norm native_norm neg_ negative_ nested nextafter nonzero_static norm_except_dim
        nuclear_norm ops orgqr ormqr os overrides package pairwise_distance parse_ir parse_schema parse_type_comment
        pca_lowrank pdist per_channel_affine per_channel_affine_float_qparams per_channel_symmetric per_tensor_affine
        per_tensor_symmetric permute_copy pinverse pixel_shuffle pixel_unshuffle platform poisson_nll_loss polar
        polygamma prelu prepare_multiprocessing_environment profiler profiler_allow_cudagraph_cupti_lazy_reinit_cuda12
        put q_per_channel_axis q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point qint32 qint8 qr
        qscheme quantization quantize_per_channel quantize_per_tensor quantize_per_tensor_dynamic quantized_batch_norm
        quantized_gru quantized_gru_cell quantized_lstm quantized_lstm_cell quantized_max_pool1d quantized_max_pool2d
        quantized_max_pool3d quantized_rnn_relu_cell quantized_rnn_tanh_cell quasirandom quint2x4 quint4x2 quint8
        rad2deg_ range real reciprocal_ relu_ renorm resize_as_ resize_as_sparse_ resolve_conj resolve_neg return_types
        rms_norm rnn_relu rnn_relu_cell rnn_tanh rnn_tanh_cell round_ row_indices_copy rrelu rrelu_ rsqrt_ saddmm
        segment_reduce select_copy select_scatter selu selu_ serialization set_anomaly_enabled
        set_autocast_cache_enabled set_autocast_cpu_dtype set_autocast_cpu_enabled set_autocast_dtype
        set_autocast_enabled set_autocast_gpu_dtype set_autocast_ipu_dtype set_autocast_ipu_enabled
        set_autocast_xla_dtype set_autocast_xla_enabled set_deterministic_debug_mode set_float32_matmul_precision
        set_flush_denormal set_num_interop_threads set_warn_always sigmoid_ signal sin_ sinc_ sinh_ slice_copy
        slice_inverse slice_scatter smm solve sparse sparse_bsc sparse_bsc_tensor sparse_bsr sparse_bsr_tensor
        sparse_compressed_tensor sparse_coo sparse_coo_tensor sparse_csc sparse_csc_tensor sparse_csr sparse_csr_tensor
        split_copy split_with_sizes split_with_sizes_copy spmm sqrt_ square_ squeeze_copy sspaddmm stft storage svd
        svd_lowrank sym_constrain_range sym_constrain_range_for_size sym_float sym_fresh_size sym_int sym_ite sym_max
        sym_min sym_not sym_sqrt sym_sum symeig sys t_copy tan_ tanh_ textwrap thread_safe_generator threading threshold
        threshold_ to_dlpack torch torch_version transpose_copy trapezoid trapz triangular_solve triplet_margin_loss
        trunc_ types uint1 uint16 uint2 uint3 uint32 uint4 uint5 uint6 uint64 uint7 unbind_copy unfold_copy
        unify_type_list unravel_index unsafe_chunk unsafe_split unsafe_split_with_sizes unsqueeze_copy values_copy
        view_as_complex view_as_complex_copy view_as_real view_as_real_copy view_copy vmap vsplit wait warnings
        while_loop windows xlogy_ xpu
    """,
    "Tensor": """
        addbmm_ angle apply_ arccos_ arccosh_ arcsin_ arcsinh_ arctan2 arctan2_ arctan_ arctanh_ as_strided as_strided_
        as_strided_scatter as_subclass bitwise_left_shift_ bitwise_right_shift_ cauchy_ ccol_indices cdouble cfloat
        chalf cholesky cholesky_inverse cholesky_solve coalesce col_indices conj conj_physical conj_physical_
        const_data_ptr crow_indices deg2rad_ dense_dim dequantize diagflat diagonal_scatter digamma_ dim_order dsplit
        eig fix_ float_power_ frexp gcd gcd_ geometric_ geqrf grad_dtype greater_ greater_equal_ hardshrink hash_tensor
        heaviside_ histogram hsplit hypot_ i0 i0_ igamma igamma_ igammac igammac_ imag index index_reduce index_reduce_
        indices int_repr ipu is_coalesced is_conj is_distributed is_ipu is_maia is_mtia is_neg is_nonzero is_set_to
        is_sparse_csr is_vulkan is_xpu isreal istft lcm lcm_ ldexp ldexp_ less_ less_equal_ lgamma_ log_normal_
        logaddexp2 lstsq lu lu_solve map2_ map_ matrix_exp module_load mtia mvlgamma mvlgamma_ name narrow_copy new
        new_empty_strided nextafter nextafter_ nonzero_static not_equal_ orgqr ormqr output_nr pin_memory pinverse
        polygamma polygamma_ prelu put put_ q_per_channel_axis q_per_channel_scales q_per_channel_zero_points q_scale
        q_zero_point qr qscheme rad2deg_ record_stream reinforce renorm renorm_ resize resize_as resize_as_
        resize_as_sparse_ resolve_conj resolve_neg row_indices select_scatter set_ sgn_ share_memory_ sinc_
        slice_inverse slice_scatter smm solve sparse_dim sparse_mask sparse_resize_ sparse_resize_and_clear_
        split_with_sizes sspaddmm stft storage storage_type sum_to_size svd swapaxes_ swapdims_ symeig to_dense
        to_mkldnn to_padded_tensor to_sparse to_sparse_bsc to_sparse_bsr to_sparse_coo to_sparse_csc to_sparse_csr
        triangular_solve unsafe_chunk unsafe_split unsafe_split_with_sizes untyped_storage values volatile vsplit xpu
    """,
    "nn": """
        AdaptiveAvgPool3d AdaptiveLogSoftmaxWithLoss AdaptiveMaxPool3d AvgPool3d BatchNorm3d CTCLoss ChannelShuffle
        CircularPad3d ConstantPad3d Container Conv3d ConvTranspose3d CrossMapLRN2d DataParallel Dropout3d
        FeatureAlphaDropout FractionalMaxPool2d FractionalMaxPool3d InstanceNorm3d LPPool3d LazyBatchNorm1d
        LazyBatchNorm2d LazyBatchNorm3d LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d
        LazyConvTranspose3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d LazyLinear LinearCrossEntropyLoss
        LinearCrossEntropyOptions MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d MultiLabelMarginLoss NLLLoss2d
        RNNCellBase ReflectionPad3d ReplicationPad3d SyncBatchNorm Transformer TransformerDecoder
        TransformerDecoderLayer TripletMarginWithDistanceLoss UninitializedBuffer UninitializedParameter
        UpsamplingBilinear2d UpsamplingNearest2d ZeroPad3d attention common_types factory_kwargs grad intrinsic parallel
        qat quantizable quantized
    """,
    "nn.functional": """
        BroadcastingList1 BroadcastingList2 BroadcastingList3 Callable DType GRID_SAMPLE_INTERPOLATION_MODES
        GRID_SAMPLE_PADDING_MODES Optional ScalingType SwizzleType TYPE_CHECKING Tensor adaptive_avg_pool3d
        adaptive_max_pool1d_with_indices adaptive_max_pool2d_with_indices adaptive_max_pool3d
        adaptive_max_pool3d_with_indices affine_grid assert_int_or_pair avg_pool3d boolean_dispatch celu_
        channel_shuffle conv3d conv_tbc conv_transpose3d ctc_loss dataclasses feature_alpha_dropout
        fractional_max_pool2d fractional_max_pool2d_with_indices fractional_max_pool3d
        fractional_max_pool3d_with_indices grad grid_sample grouped_mm handle_torch_function hardtanh_
        has_torch_function has_torch_function_unary has_torch_function_variadic importlib linear_cross_entropy lp_pool3d
        math max_pool1d_with_indices max_pool2d_with_indices max_pool3d max_pool3d_with_indices max_unpool1d
        max_unpool2d max_unpool3d multi_head_attention_forward multilabel_margin_loss native_channel_shuffle np pdist
        reproducibility_notes rrelu_ scaled_grouped_mm scaled_mm selu_ sparse_support_notes tf32_notes threshold_ torch
        triplet_margin_with_distance_loss upsample_bilinear upsample_nearest warnings
    """,
    "optim": """
        ASGD Adafactor LBFGS Muon Rprop SparseAdam swa_utils swap_in_optimizer_params_and_state
    """,
    "optim.lr_scheduler": """
        Any Counter CyclicLR EPOCH_DEPRECATION_WARNING Literal Optimizer Self SupportsFloat TYPE_CHECKING Tensor
        TypedDict annotations bisect_right cast inf math override partial ref types warnings wraps
    """,
    "nn.utils": """
        clip_grad clip_grads_with_norm_ convert_conv2d_weight_memory_format convert_conv3d_weight_memory_format
        convert_parameters fuse_conv_bn_eval fuse_conv_bn_weights fuse_linear_bn_eval fuse_linear_bn_weights fusion init
        memory_format parametrizations parametrize remove_spectral_norm remove_weight_norm skip_init spectral_norm
        stateless weight_norm
    """,
    "linalg": """
        cholesky_ex common_notes cond eig eigvals householder_product inv_ex ldl_factor ldl_factor_ex ldl_solve lu
        lu_factor lu_factor_ex lu_solve matrix_exp solve_ex solve_triangular tensorinv tensorsolve vander vecdot
    """,
    "autograd": """
        DeviceType Mapping NestedIOFunction ProfilerActivity ProfilerConfig ProfilerEvent ProfilerState SavedTensor
        Sequence anomaly_mode cast enforce_grad_layout_policy forward_ad grad_mode graph handle_torch_function
        has_torch_function is_multithreading_enabled is_tensor_like is_view_replay_enabled kineto_available overload
        profiler profiler_legacy profiler_util set_multithreading_enabled torch variable warnings
    """,
    "utils.data": """
        DFIterDataPipe DataChunk DistributedSampler IterDataPipe MapDataPipe argument_validation datapipes distributed
        functional_datapipe graph graph_settings guaranteed_datapipes_determinism non_deterministic runtime_validation
        runtime_validation_disabled
    """,
    "cuda": """
        AcceleratorError Any BFloat16Storage BFloat16Tensor BoolStorage BoolTensor ByteStorage ByteTensor CUDAGraph
        CUDAPluggableAllocator Callable CharStorage CharTensor ComplexDoubleStorage ComplexFloatStorage CudaError
        DEVICE_REQUIREMENT DeferredCudaCallError Device DoubleStorage DoubleTensor Event ExternalStream FloatStorage
        FloatTensor GreenContext HalfStorage HalfTensor IntStorage IntTensor LongStorage LongTensor MemPool NewType
        Optional OutOfMemoryError PYTORCH_RELEASES_CODE_CC ShortStorage ShortTensor Stream StreamContext TYPE_CHECKING
        amp caching_allocator_alloc caching_allocator_delete caching_allocator_disabled caching_allocator_enable
        can_device_access_peer cast change_current_allocator check_error classproperty clock_rate cudaStatus cudart
        current_blas_handle current_solver_handle current_stream default_generators default_stream device
        device_memory_used device_of gds get_allocator_backend get_arch_list get_device_capability get_device_properties
        get_gencode_flags get_per_process_memory_fraction get_rng_state get_rng_state_all get_stream_from_external
        get_sync_debug_mode graph graph_pool_handle graphs green_contexts has_half has_magma host_memory_stats
        host_memory_stats_as_nested_dict importlib init initial_seed ipc_collect is_bf16_supported
        is_current_stream_capturing is_tf32_supported jiterator list_gpu_processes lru_cache make_graphed_callables
        max_memory_allocated max_memory_cached max_memory_reserved mem_get_info memory memory_allocated memory_cached
        memory_reserved memory_snapshot memory_stats memory_stats_as_nested_dict memory_summary memory_usage nccl nvtx
        os platform power_draw profiler random reset_accumulated_host_memory_stats reset_accumulated_memory_stats
        reset_max_memory_allocated reset_max_memory_cached reset_peak_host_memory_stats reset_peak_memory_stats seed
        seed_all set_device set_per_process_memory_fraction set_rng_state set_rng_state_all set_stream
        set_sync_debug_mode sparse stream streams temperature threading torch traceback tunable use_mem_pool utilization
        warnings
    """,
    "special": """
        Tensor airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 chebyshev_polynomial_t chebyshev_polynomial_u
        chebyshev_polynomial_v chebyshev_polynomial_w common_args entr erfcx gammainc gammaincc hermite_polynomial_h
        hermite_polynomial_he i0 i0e i1 i1e laguerre_polynomial_l legendre_polynomial_p log_ndtr modified_bessel_i0
        modified_bessel_i1 modified_bessel_k0 modified_bessel_k1 multi_dim_common multigammaln ndtr ndtri polygamma
        scaled_modified_bessel_k0 scaled_modified_bessel_k1 shifted_chebyshev_polynomial_t
        shifted_chebyshev_polynomial_u shifted_chebyshev_polynomial_v shifted_chebyshev_polynomial_w spherical_bessel_j0
        torch xlog1py zeta
    """,
}

MODULES = """
    accelerator amp amp.autocast_mode amp.grad_scaler ao autograd.anomaly_mode autograd.forward_ad
    autograd.grad_mode autograd.graph autograd.profiler autograd.profiler_legacy autograd.profiler_util
    autograd.variable compiler contrib cpu cuda.amp cuda.comm cuda.gds cuda.graphs cuda.green_contexts
    cuda.jiterator cuda.memory cuda.nccl cuda.nvtx cuda.profiler cuda.random cuda.sparse cuda.streams cuda.tunable
    distributed distributions distributions.bernoulli distributions.beta distributions.binomial
    distributions.categorical distributions.cauchy distributions.chi2 distributions.constraint_registry
    distributions.constraints distributions.continuous_bernoulli distributions.dirichlet distributions.distribution
    distributions.exp_family distributions.exponential distributions.fishersnedecor distributions.gamma
    distributions.generalized_pareto distributions.geometric distributions.gumbel distributions.half_cauchy
    distributions.half_normal distributions.independent distributions.inverse_gamma distributions.kl
    distributions.kumaraswamy distributions.laplace distributions.lkj_cholesky distributions.log_normal
    distributions.logistic_normal distributions.lowrank_multivariate_normal distributions.mixture_same_family
    distributions.multinomial distributions.multivariate_normal distributions.negative_binomial distributions.normal
    distributions.one_hot_categorical distributions.pareto distributions.poisson distributions.relaxed_bernoulli
    distributions.relaxed_categorical distributions.studentT distributions.transformed_distribution
    distributions.transforms distributions.uniform distributions.utils distributions.von_mises distributions.weibull
    distributions.wishart export fft func functional futures fx hub jit library masked monitor mps mtia
    multiprocessing nativert nested nn.attention nn.backends nn.common_types nn.cpp nn.grad nn.intrinsic nn.parallel
    nn.qat nn.quantizable nn.quantized numa onnx optim.adadelta optim.adagrad optim.adamax optim.adamw optim.asgd
    optim.lbfgs optim.nadam optim.radam optim.rmsprop optim.rprop optim.sparse_adam optim.swa_utils overrides
    package profiler quantization quasirandom return_types serialization signal sparse storage torch_version types
    utils.backcompat utils.backend_registration utils.benchmark utils.bundled_inputs utils.checkpoint
    utils.collect_env utils.cpp_backtrace utils.cpp_extension utils.debug_log utils.deterministic utils.dlpack
    utils.file_baton utils.flop_counter utils.hipify utils.hooks utils.jit utils.mkldnn utils.mobile_optimizer
    utils.model_dump utils.model_zoo utils.module_tracker utils.serialization utils.show_pickle utils.tensorboard
    utils.throughput_benchmark utils.viz utils.weak xpu"""
