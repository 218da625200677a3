/** What can go wrong at run time: {@link io.gan4j.error.GanException} and its kinds. */
@NullMarked
package io.gan4j.error;

import org.jspecify.annotations.NullMarked;
