/**
 * A neural network as a value: {@link io.gan4j.network.Network}, an immutable graph of {@link io.gan4j.network.Layer}
 * records with inferred shapes. It computes nothing: a {@link io.gan4j.network.Layer.Visitor} lowers it to an engine's
 * program or to a file format.
 */
@NullMarked
package io.gan4j.network;

import org.jspecify.annotations.NullMarked;
