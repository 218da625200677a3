/**
 * What networks are made of: {@link io.gan4j.layer.Layer}, one operation as an immutable record that knows its parameters, the
 * shape it makes of its inputs' shapes and its {@link io.gan4j.layer.Traits}. A layer computes nothing: a {@link
 * io.gan4j.layer.Layer.Visitor} lowers it to an engine's program or to a file format.
 */
@NullMarked
package io.gan4j.layer;

import org.jspecify.annotations.NullMarked;
