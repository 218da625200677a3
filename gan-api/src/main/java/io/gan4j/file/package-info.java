/** Writing files whole or not at all, and reading JSON to the letter. */
@NullMarked
package io.gan4j.file;

import org.jspecify.annotations.NullMarked;
