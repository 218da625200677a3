/**
 * What a GAN learns from: {@link io.gan4j.data.Dataset} and its readers and built-in sets in {@link io.gan4j.data.Datasets}.
 */
@NullMarked
package io.gan4j.data;

import org.jspecify.annotations.NullMarked;
