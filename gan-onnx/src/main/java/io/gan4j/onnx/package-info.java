/**
 * The ONNX format, both ways: {@link io.gan4j.onnx.OnnxFormat} writes trained networks as one self-contained file each, checks
 * files from anywhere before native code sees them, and evaluates them on DJL's ONNX Runtime engine. Apps need not name
 * anything of this package: with gan-onnx on the class path, {@code Generator.load} finds it.
 */
@NullMarked
package io.gan4j.onnx;

import org.jspecify.annotations.NullMarked;
