/**
 * Where {@linkplain io.gan4j.metric.FeatureExtractor extractors of features} come from: {@link
 * io.gan4j.feature.FeatureExtractors} are pixels, a random network and any ONNX network; the {@link
 * io.gan4j.feature.FeatureCache} keeps features of the data.
 */
@NullMarked
package io.gan4j.feature;

import org.jspecify.annotations.NullMarked;
