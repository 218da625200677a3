/** Runnable programs that use gan4j the way an application does. */
@NullMarked
package io.gan4j.examples;

import org.jspecify.annotations.NullMarked;
