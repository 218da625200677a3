/**
 * Games as TorchScript: source text written by Java, loaded by libtorch, called through DJL. The only room that knows DJL's
 * PyTorch engine.
 */
@NullMarked
package io.gan4j.djl.torch;

import org.jspecify.annotations.NullMarked;
