/** The front door: {@link io.gan4j.Gan} and {@link io.gan4j.GanBuilder}. */
@NullMarked
package io.gan4j;

import org.jspecify.annotations.NullMarked;
