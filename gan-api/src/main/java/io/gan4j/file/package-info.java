/** Writing files whole or not at all. */
@NullMarked
package io.gan4j.file;

import org.jspecify.annotations.NullMarked;
