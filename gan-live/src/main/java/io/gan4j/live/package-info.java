/**
 * A page in the browser on which one watches a GAN learn: {@link io.gan4j.live.LivePage} for a run in this program, {@link
 * io.gan4j.live.FolderPage} for the folders of runs, {@link io.gan4j.live.Replay} for a file to keep or to send to somebody.
 */
@NullMarked
package io.gan4j.live;

import org.jspecify.annotations.NullMarked;
