/**
 * A neural network as a value: {@link io.gan4j.network.Network}, an immutable graph of {@link io.gan4j.layer.Layer}
 * records with inferred shapes, and {@link io.gan4j.network.NetworkBuilder}, which makes one. It computes nothing: a {@link
 * io.gan4j.layer.Layer.Visitor} lowers it to an engine's program or to a file format.
 */
@NullMarked
package io.gan4j.network;

import org.jspecify.annotations.NullMarked;
