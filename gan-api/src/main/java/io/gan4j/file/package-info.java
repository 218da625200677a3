/** Writing files whole or not at all, reading JSON to the letter, and saying in words what is wrong with a file. */
@NullMarked
package io.gan4j.file;

import org.jspecify.annotations.NullMarked;
