package io.gan4j.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A folder of images, or a zip of one, and how to read it. Made by {@link Datasets#imageFolder}:
 *
 * <pre>{@code
 * Dataset faces = Datasets.imageFolder(Path.of("faces.zip")).size(64).load();
 * }</pre>
 *
 * <p>All files are read, in folders within folders too, in the order of their paths by Unicode code points ({@code 10.png}
 * comes before {@code 2.png}), the same on every system. A zip is read in place, without extracting. PNG, JPEG, GIF and BMP
 * are read, by their content, not their names; other formats must be converted first. Hidden files, whose name or folder begins with a
 * dot, and {@code __MACOSX} are left out. Links are followed; one to nothing counts as a damaged file. A name that is no
 * text in the system's encoding is an error, because Java could not tell it from others.
 *
 * <p><b>Leftovers.</b> What systems leave beside images is left out as well: {@code Thumbs.db}, {@code desktop.ini},
 * {@code @eaDir}, {@code #recycle} and the like. The log tells how many files were left out or skipped, of folders that make
 * no class because no image is in them, and of a loose image that leaves the others without classes.
 *
 * <p><b>Paths in a zip.</b> Backslashes count as slashes, and what leads out of the zip is taken off: {@code ./}, {@code
 * ../}, a leading slash, {@code C:/}. An entry that is encrypted, or packed in a way that Java cannot unpack, counts as a
 * damaged file.
 *
 * <p><b>Classes.</b> If every image lies in a folder, those of the first level are the classes, sorted by name, and label
 * the images; folders that all images have in common count as the root.
 *
 * <p><b>Values.</b> Pixels are read by the rules of {@link io.gan4j.image.Pixels}, by readers of Java and of this library
 * alone, whatever others are on the class path. What of a file is used:
 *
 * <table>
 * <caption>What is used of a file, by format</caption>
 * <tr><th></th><th>PNG</th><th>JPEG</th><th>GIF</th><th>BMP</th></tr>
 * <tr><td>orientation</td><td>of the chunk eXIf: the picture is turned upright</td>
 *   <td>of the EXIF segment: the picture is turned upright</td><td>has none</td><td>has none</td></tr>
 * <tr><td>colour profile, gamma</td><td>not used: values as stored</td><td>not used: values as stored</td><td>has none</td>
 *   <td>not used: values as stored</td></tr>
 * <tr><td>colours</td><td>grey, RGB, palette</td><td>grey, YCbCr, RGB, told apart as by libjpeg: a JFIF segment, then Adobe's,
 *   then the components' names; no CMYK</td><td>palette</td><td>grey, RGB, palette</td></tr>
 * <tr><td>alpha</td><td>channel, and transparent colours</td><td>has none</td><td>the transparent colour</td>
 *   <td>where the header has a mask for it</td></tr>
 * <tr><td>animation</td><td>the default image</td><td>the first image</td><td>the first frame, on its canvas, which is
 *   transparent around it</td><td>has none</td></tr>
 * <tr><td>depth</td><td>1 to 16 bits a sample, rounded to 8</td><td>8 bits</td><td>8 bits</td><td>up to 8 bits</td></tr>
 * <tr><td>coding</td><td>all</td><td>baseline and progressive; neither lossless nor arithmetic</td><td>all</td>
 *   <td>all but a JPEG or PNG inside</td></tr>
 * </table>
 *
 * <p>Damaged EXIF data count as none. Orientation that is in XMP alone, or in text chunks of PNG, is not looked at.
 *
 * <p><b>Damage.</b> A file that lacks a pixel is refused, in every format: a JPEG one of whose scans ends early or, if it is
 * progressive, is missing; a GIF with too few codes; a BMP whose run lengths leave pixels out. A JPEG that is not progressive
 * is read without its end marker, if all pixels are there; a progressive one is not. Changed values that still make a whole
 * picture cannot be told from others, except in PNG.
 *
 * <p><b>Other Java builds.</b> A JPEG whose samples of colour are fewer down the picture alone (4:4:0, 1x2) comes out slightly
 * different with different builds of the JDK, which bring or use different versions of libjpeg; and with the values, the
 * fingerprint of the dataset differs, by which a checkpoint knows its data. The usual samplings (1x1, 2x1, 2x2, 4x1) agree.
 * Convert such pictures to PNG where several JDKs must see the same.
 *
 * <p>Immutable and thread-safe; {@link #load} reads the files as they are then, on all cores.
 */
@CheckReturnValue
public final class ImageFolder {
    /** What happens to a file that is no image, or a damaged one. */
    public enum Damaged {
        /** Loading ends with an error that names the file. The default. */
        FAIL,
        /** The file is left out; a warning in the log tells their number and the first 20 with their reasons. */
        SKIP
    }

    private static final long DEFAULT_MAX_PIXELS = 64_000_000;

    final Path path;
    final int height;
    final int width;
    final int channels;
    final Damaged damaged;
    final long maxPixels;
    final @Nullable UnaryOperator<String> captions;
    final @Nullable FolderCaptions captionFiles;
    final @Nullable Charset zipNames;

    private ImageFolder(Draft draft) {
        this.path = draft.path;
        this.height = draft.height;
        this.width = draft.width;
        this.channels = draft.channels;
        this.damaged = draft.damaged;
        this.maxPixels = draft.maxPixels;
        this.captions = draft.captions;
        this.captionFiles = draft.captionFiles;
        this.zipNames = draft.zipNames;
    }

    static ImageFolder of(Path path) {
        return new ImageFolder(new Draft(path));
    }

    /**
     * Sets height and width in pixels to the same number. See {@link #size(int, int)}.
     *
     * @throws IllegalArgumentException if below 1
     */
    public ImageFolder size(int side) {
        return size(side, side);
    }

    /**
     * Sets height and width in pixels. Each image is reduced or enlarged until it just covers them, then cut at the centre;
     * see {@link io.gan4j.image.Pixels#fitted}. Default: as the files are, which then must all have one size.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public ImageFolder size(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("size must be at least 1 x 1, was " + height + " x " + width);
        }
        Draft draft = new Draft(this);
        draft.height = height;
        draft.width = width;
        return new ImageFolder(draft);
    }

    /**
     * Sets the number of channels: 1 for grey, 3 for RGB, 4 for RGB and alpha. Default: 1 if all images are grey, else 3;
     * alpha comes only if it is asked for, and is white behind the image otherwise.
     *
     * @throws IllegalArgumentException if another number
     */
    public ImageFolder channels(int channels) {
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException(
                    "channels must be 1 (grey), 3 (RGB) or 4 (RGB and alpha), was " + channels);
        }
        Draft draft = new Draft(this);
        draft.channels = channels;
        return new ImageFolder(draft);
    }

    /** Sets what happens to a file that is no image, or a damaged one. Default {@link Damaged#FAIL}. */
    public ImageFolder damaged(Damaged policy) {
        Draft draft = new Draft(this);
        draft.damaged = policy;
        return new ImageFolder(draft);
    }

    /**
     * Sets how many pixels an image may have, by its header, before memory is taken for it: a guard against files made to
     * exhaust memory. A file may have 4 times as many bytes. Default 64,000,000.
     *
     * @throws IllegalArgumentException if below 1 or above 500,000,000
     */
    public ImageFolder maxPixels(long pixels) {
        if (pixels < 1 || pixels > 500_000_000) {
            throw new IllegalArgumentException("maxPixels must be 1 to 500000000, was " + pixels);
        }
        Draft draft = new Draft(this);
        draft.maxPixels = pixels;
        return new ImageFolder(draft);
    }

    /**
     * Gives every image a caption, made from its path within the folder, such as {@code "cats/red cat.png"}. Default: none.
     */
    public ImageFolder captions(UnaryOperator<String> captionOfPath) {
        Draft draft = new Draft(this);
        draft.captions = captionOfPath;
        draft.captionFiles = null;
        return new ImageFolder(draft);
    }

    /**
     * Reads the captions from a text file in UTF-8, a line for each; several lines of one picture are several captions of it.
     * {@code .jsonl} holds JSON objects with {@code "file"} and {@code "caption"}, which is a text or a list of them. {@code
     * .csv} and tables with commas whose first line names their columns are read as tables (RFC 4180); other files hold a picture's
     * path, a tab and a caption. Either may have more columns, if their names are in the first line, {@code file} and {@code
     * caption} among them. A picture is found by its path in the folder, or by its last name if no other has it.
     *
     * <p>Every picture must have a caption. Captions of other pictures are left out, which the log tells, so that training and
     * test data may share a file. The file may lie among the pictures. Files that end in {@code .txt}, {@code .tsv}, {@code
     * .csv} or {@code .jsonl} are then not read as pictures.
     */
    public ImageFolder captions(Path file) {
        return captionFiles(new FolderCaptions(file));
    }

    /**
     * Reads the captions from text files within the folder or zip: {@code captions.txt}, {@code .tsv}, {@code .csv} or {@code
     * .jsonl}, {@code metadata.csv} or {@code .jsonl}, as {@link #captions(Path)} says, in which every caption must be of a
     * picture; or else a file beside each picture that has its name but ends in {@code .txt}, with a caption on each line.
     */
    public ImageFolder captionsInside() {
        return captionFiles(new FolderCaptions(null));
    }

    private ImageFolder captionFiles(FolderCaptions files) {
        Draft draft = new Draft(this);
        draft.captions = null;
        draft.captionFiles = files;
        return new ImageFolder(draft);
    }

    /**
     * Sets the character set of the names in a zip that does not say it, such as GBK or Shift_JIS for one packed by older
     * programs on Windows. Names that the zip marks as UTF-8 stay so. Default: UTF-8 if all names are text in it, else
     * CP437, with a warning in the log.
     */
    public ImageFolder zipNames(Charset charset) {
        Draft draft = new Draft(this);
        draft.zipNames = charset;
        return new ImageFolder(draft);
    }

    /**
     * Reads all images.
     *
     * @throws MalformedDataException if a file is no image or a damaged one (the message names it), images differ in size
     *     and no size is set, there is no image, or the zip is damaged
     * @throws IOException if the path does not exist or reading fails, or the images would not fit Java's heap
     */
    public Dataset load() throws IOException {
        return new ImageFolderReader(this).read();
    }

    private static final class Draft {
        private final Path path;
        private int height;
        private int width;
        private int channels;
        private Damaged damaged = Damaged.FAIL;
        private long maxPixels = DEFAULT_MAX_PIXELS;
        private @Nullable UnaryOperator<String> captions;
        private @Nullable FolderCaptions captionFiles;
        private @Nullable Charset zipNames;

        Draft(Path path) {
            this.path = path;
        }

        Draft(ImageFolder folder) {
            this.path = folder.path;
            this.height = folder.height;
            this.width = folder.width;
            this.channels = folder.channels;
            this.damaged = folder.damaged;
            this.maxPixels = folder.maxPixels;
            this.captions = folder.captions;
            this.captionFiles = folder.captionFiles;
            this.zipNames = folder.zipNames;
        }
    }
}
