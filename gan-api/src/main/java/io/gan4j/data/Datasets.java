package io.gan4j.data;

import io.gan4j.image.Images;
import io.gan4j.image.Kernel;
import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where {@linkplain Dataset datasets} come from: files, arrays, and built-in sets that are drawn on the spot.
 *
 * <p>All of them hold their samples in memory, or show those of another, and are immutable and thread-safe.
 */
public final class Datasets {
    private Datasets() {}

    /**
     * The 60,000 training images of MNIST (LeCun, Cortes and Burges), or of a set in its format such as Fashion-MNIST, with
     * their labels: shape {@code (1, 28, 28)}, classes {@code "0"} to {@code "9"}.
     *
     * <p>EMNIST has the same format, but stores its images with rows and columns exchanged, and this method gives them as they
     * are stored: mirrored and turned by a quarter. {@link #idx(Path, Path)} says how to put them right.
     *
     * @param folder holds {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}, plain or as {@code .gz}
     * @throws MalformedDataException if a file is damaged, cut short or of another format
     * @throws IOException if a file is missing or cannot be read
     */
    public static Dataset mnist(Path folder) throws IOException {
        return Idx.mnist(folder, "train");
    }

    /**
     * The 10,000 test images of MNIST. Otherwise as {@link #mnist}.
     *
     * @param folder holds {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, plain or as {@code .gz}
     * @throws MalformedDataException if a file is damaged, cut short or of another format
     * @throws IOException if a file is missing or cannot be read
     */
    public static Dataset mnistTest(Path folder) throws IOException {
        return Idx.mnist(folder, "t10k");
    }

    /**
     * The images of an IDX file of unsigned bytes, plain or in gzip, without labels: shape {@code (1, H, W)}. Images are
     * taken as they are stored; {@link #idx(Path, Path)} says what that means for EMNIST.
     *
     * @throws MalformedDataException if the file is damaged, cut short or of another format
     * @throws IOException if the file is missing or cannot be read
     */
    public static Dataset idx(Path images) throws IOException {
        return Idx.images(String.valueOf(images.getFileName()), images);
    }

    /**
     * The images of an IDX file with the labels of another, both of unsigned bytes, plain or in gzip. Classes are named by
     * their numbers, from 0 to the highest that occurs.
     *
     * <p>EMNIST (Cohen et al. 2017) stores its images with rows and columns exchanged. Exchange them back before use:
     *
     * <pre>{@code
     * static Dataset upright(Dataset stored) {
     *     int side = stored.shape().height();
     *     byte[][] images = new byte[stored.size()][side * side];
     *     ByteBuffer sample = ByteBuffer.allocate(side * side);
     *     for (int i = 0; i < images.length; i++) {
     *         stored.read(i, sample.clear());
     *         for (int p = 0; p < side * side; p++) {
     *             images[i][p] = sample.get(p % side * side + p / side);
     *         }
     *     }
     *     return Datasets.pixels(stored.shape(), images);
     * }
     * }</pre>
     *
     * @throws MalformedDataException if a file is damaged, cut short or of another format, or there are not as many labels
     *     as images
     * @throws IOException if a file is missing or cannot be read
     */
    public static Dataset idx(Path images, Path labels) throws IOException {
        return Idx.labelled(String.valueOf(images.getFileName()), images, labels, 1);
    }

    /**
     * The 50,000 training images of CIFAR-10 (Krizhevsky, 2009) from its binary version, with their labels: shape {@code
     * (3, 32, 32)}.
     *
     * <p>The format has no header. What is checked is that a file's length is a multiple of the 3,073 bytes of an image and
     * that each image's class is 0 to 9. CIFAR-100, whose images take 3,074 bytes, is refused by name where the length or
     * the files' names tell.
     *
     * @param folder holds {@code data_batch_1.bin} to {@code data_batch_5.bin}, and perhaps {@code batches.meta.txt} with
     *     the names of the classes
     * @throws MalformedDataException if a file is damaged or cut short, or of another version
     * @throws IOException if a file is missing or cannot be read
     */
    public static Dataset cifar10(Path folder) throws IOException {
        return Cifar10.read(folder, Cifar10.TRAINING);
    }

    /**
     * The 10,000 test images of CIFAR-10. Otherwise as {@link #cifar10}.
     *
     * @param folder holds {@code test_batch.bin}
     * @throws MalformedDataException if the file is damaged or cut short
     * @throws IOException if the file is missing or cannot be read
     */
    public static Dataset cifar10Test(Path folder) throws IOException {
        return Cifar10.read(folder, Cifar10.TEST);
    }

    /**
     * The images in a folder, or in a zip, and in folders within it: settings first, then {@link ImageFolder#load}, which
     * reads them.
     *
     * <pre>{@code
     * Dataset flowers = Datasets.imageFolder(Path.of("flowers")).size(64).load();
     * }</pre>
     */
    public static ImageFolder imageFolder(Path folderOrZip) {
        return ImageFolder.of(folderOrZip);
    }

    /**
     * Images that are in memory: shape {@code (1, H, W)} if all are grey, else {@code (3, H, W)}; what is transparent shows
     * white. The images are copied.
     *
     * @throws IllegalArgumentException if there is no image, sizes differ, or one is neither grey nor RGB
     */
    public static Dataset of(List<BufferedImage> images) {
        return MemoryImages.of(images);
    }

    /**
     * Images given as 8-bit pixels, {@code 0..255}, one array of {@code (C, H, W)} values in row-major order each. The
     * arrays are copied.
     *
     * @throws IllegalArgumentException if there is no image, or an array's length is not the shape's size
     */
    public static Dataset pixels(Shape shape, byte[]... images) {
        return MemorySamples.pixels(shape, images);
    }

    /**
     * Points of the plane, or of any space: one array of coordinates each, all equally long, taken as they are. The
     * arrays are copied.
     *
     * @throws IllegalArgumentException if there is no point, a point has more or fewer coordinates than the first, or a
     *     coordinate is not finite
     */
    public static Dataset points(float[]... points) {
        return MemorySamples.points(points);
    }

    /**
     * A table from a CSV file in UTF-8: a line with the names of the columns, then a line for each row. Values are between
     * commas, semicolons or tabs, numbers are written as 1234.5. See {@link Table} for what networks see of it.
     *
     * @param categories the columns that hold categories although their values are numbers, such as postcodes
     * @throws MalformedDataException if the file is no such text, a value is missing, a row has more or fewer values than
     *     there are columns, or a column mixes numbers and texts
     * @throws IOException if the file is missing or cannot be read
     */
    public static Table table(Path csv, String... categories) throws IOException {
        return Csv.read(csv, List.of(categories));
    }

    /**
     * A table of rows in memory, which are copied. See {@link Table} for what networks see of it.
     *
     * @param columns the names of the columns
     * @param rows a value for each column: a {@code Number}, or anything whose text is a category, such as a {@code String},
     *     an enum or a {@code Boolean}
     * @param categories the columns that hold categories although their values are numbers, such as postcodes
     * @throws IllegalArgumentException if there is no column or row, a value is missing or not finite, a row has more or
     *     fewer values than there are columns, or a column mixes numbers and texts
     */
    public static Table table(List<String> columns, List<? extends List<?>> rows, String... categories) {
        return TableReader.read("table", columns, rows, List.of(categories), 0);
    }

    /**
     * The same samples with a class each: sample {@code i} shows {@code classes.get(labels[i])}.
     *
     * @throws IllegalArgumentException if there are not as many labels as samples, or a label is no place in {@code
     *     classes}
     */
    public static Dataset labelled(Dataset dataset, List<String> classes, int... labels) {
        return dataset instanceof MemoryDataset memory
                ? memory.labelled(classes, labels)
                : DescribedDataset.labelled(dataset, classes, labels);
    }

    /** The same samples under another name, for logs and for the exported file. */
    public static Dataset named(Dataset dataset, String name) {
        return dataset instanceof MemoryDataset memory ? memory.named(name) : DescribedDataset.named(dataset, name);
    }

    /**
     * The same samples with a caption each. {@link Captions} has what else there is to do with captions.
     *
     * @throws IllegalArgumentException if there are not as many captions as samples
     */
    public static Dataset captioned(Dataset dataset, List<String> captions) {
        return dataset instanceof MemoryDataset memory
                ? memory.captioned(captions)
                : DescribedDataset.captioned(dataset, captions);
    }

    /** 20,000 handwritten-looking digits, 28 x 28, labelled: {@code Digits.of(20_000).draw()}. See {@link Digits}. */
    public static Dataset digits() {
        return digits(20_000);
    }

    /**
     * Handwritten-looking digits, 28 x 28, labelled. See {@link Digits} for other sizes and seeds.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public static Dataset digits(int count) {
        return Digits.of(count).draw();
    }

    /**
     * Coloured shapes, 32 x 32, labelled and captioned. See {@link Shapes} for other sizes and seeds.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public static Dataset shapes(int count) {
        return Shapes.of(count).draw();
    }

    /** Faces of a drawn person, 64 x 64. See {@link Faces} for other sizes, and for swaps that are known. */
    public static Dataset faces(int identity, int count, long seed) {
        return Faces.of(count).identity(identity).seed(seed).draw();
    }

    /** Clips of two digits that move in a frame of 64 x 64. See {@link MovingDigits} for other settings. */
    public static Clips movingDigits(int clips) {
        return MovingDigits.of(clips).draw();
    }

    /**
     * 100,000 points of Gaussians on a circle; 8 is the usual number. See {@link Points#ring} for other settings.
     *
     * @throws IllegalArgumentException if there are fewer than 1
     */
    public static Dataset ring(int modes) {
        return Points.ring(modes).draw();
    }

    /**
     * 100,000 points of Gaussians on a square lattice; 5, thus 25 modes, is the usual side. See {@link Points#grid} for other
     * settings.
     *
     * @throws IllegalArgumentException if the side is below 1 or above 1000
     */
    public static Dataset grid(int side) {
        return Points.grid(side).draw();
    }

    /** 100,000 points of a spiral. See {@link Points#swissRoll} for other settings. */
    public static Dataset swissRoll() {
        return Points.swissRoll().draw();
    }

    /**
     * The first samples of a dataset, which is not copied.
     *
     * @throws IllegalArgumentException if the count is below 1 or above the dataset's size
     */
    public static Dataset take(Dataset dataset, int count) {
        return new FirstSamples(dataset, count);
    }

    /**
     * Some samples of a dataset in the order given, such as those held out from training. Nothing is copied.
     *
     * @param places which samples, at least one; one may be given several times
     * @throws IllegalArgumentException if no place is given
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public static Dataset select(Dataset dataset, int... places) {
        return new SelectedSamples(dataset, places);
    }

    /**
     * The images of a dataset in another size, with its labels and captions: each is reduced or enlarged until it just
     * covers the size, then cut at the centre; see {@link io.gan4j.image.Pixels#fitted}. All parts of a sample are resized; if
     * there are several, or samples vary, that is done at every use.
     *
     * @throws IllegalArgumentException if the samples are no images of 8-bit pixels, or height or width is below 1
     */
    public static Dataset resized(Dataset dataset, int height, int width) {
        return ResizedImages.of(dataset, height, width);
    }

    /**
     * One part of a dataset's samples, as a dataset of its own: {@code part(pairs, "input")}. Nothing is copied.
     *
     * @param name the name of one of its {@linkplain Dataset#parts() parts}
     * @throws IllegalArgumentException if there is no such part
     */
    public static Dataset part(Dataset dataset, String name) {
        return new OnePart(dataset, name);
    }

    /**
     * The images of two datasets as pairs, sample {@code i} with sample {@code i}: parts {@link Part#TARGET}, what a network
     * is to make, and {@link Part#INPUT}, what it is given. Labels and captions are the targets'. Nothing is copied.
     *
     * @throws IllegalArgumentException if there are not as many of one as of the other, they differ in height or width, or
     *     they are no images of 8-bit pixels
     */
    public static Dataset pairs(Dataset inputs, Dataset targets) {
        return ImagePairs.of(inputs, targets);
    }

    /** The images of two folders, or zips, as pairs: those of one name. See {@link #pairs(ImageFolder, ImageFolder)}. */
    public static Dataset pairs(Path inputs, Path targets) throws IOException {
        return pairs(imageFolder(inputs), imageFolder(targets));
    }

    /**
     * The images of two folders, or zips, as pairs: those whose paths are the same, apart from the files' endings and from
     * folders that all images of one side have in common. Parts are as in {@link #pairs(Dataset, Dataset)}. A pair is left out
     * if an image of it is left out because it is damaged.
     *
     * @throws MalformedDataException if an image has no partner, sizes differ, or a file is damaged or no image
     * @throws IOException if a path does not exist or reading fails
     */
    public static Dataset pairs(ImageFolder inputs, ImageFolder targets) throws IOException {
        return PairedFiles.byName(inputs, targets);
    }

    /** Pairs from pictures that hold both images side by side. See {@link #halves(ImageFolder)}. */
    public static Dataset halves(Path folderOrZip) throws IOException {
        return halves(imageFolder(folderOrZip));
    }

    /**
     * Pairs from pictures that hold both images side by side: the left half is the input, the right half the target, as in
     * the data of pix2pix from A to B; {@link #exchanged} turns them round. The size that is set is that of a half.
     *
     * @throws MalformedDataException if a picture's width is odd or one half is of one color throughout, sizes differ, or a
     *     file is damaged or no image
     * @throws IOException if the path does not exist or reading fails
     */
    public static Dataset halves(ImageFolder pictures) throws IOException {
        return PairedFiles.halves(pictures);
    }

    /**
     * The same pairs with input and target exchanged, so that a network learns the way back. Nothing is copied.
     *
     * @throws IllegalArgumentException if the samples are no pairs
     */
    public static Dataset exchanged(Dataset pairs) {
        return new ExchangedPairs(pairs);
    }

    /**
     * Pairs for super-resolution: the targets are a dataset's images, the inputs the same reduced by a whole number and
     * rounded to 8 bits. Inputs are made whenever they are read, after any variation of the images. Nothing is copied.
     *
     * @param scale how many times smaller inputs are, at least 2; 2 and 4 are usual
     * @param kernel how inputs are reduced; a network undoes this kernel and no other
     * @throws IllegalArgumentException if the scale does not divide height and width, or the samples are no images of 8-bit
     *     pixels
     */
    public static Dataset lowResolution(Dataset images, int scale, Kernel kernel) {
        return LowResolution.of(images, scale, kernel);
    }

    /**
     * Pairs to color: the targets are a dataset's images, the inputs their outlines, black on white, shape {@code (1, H, W)}: a
     * line where a pixel differs from its neighbours by more than some 24 of 255. Outlines are drawn whenever they are read,
     * after any variation of the images. Nothing is copied.
     *
     * @throws IllegalArgumentException if the samples are no images of 8-bit pixels
     */
    public static Dataset outlines(Dataset images) {
        return new MadePairs(images, new Outline());
    }

    /**
     * Pairs for a face swap: at every use an image is turned by up to 10 degrees, zoomed by up to 10 % and shifted by up to
     * 5 %, which makes the target, and is warped besides, which makes the input: a grid of 5 x 5 points is moved by normal
     * deviates of 1/32 of the side. Unvaried, input and target are the image itself. Nothing is copied.
     *
     * @throws IllegalArgumentException if the samples are no images of 8-bit pixels
     */
    public static Dataset warped(Dataset faces) {
        return new MadePairs(faces, new FaceWarp());
    }

    /** Clips for a network that learns the next frame. See {@link #clips(ImageFolder)}. */
    public static Clips clips(Path folderOrZip) throws IOException {
        return clips(imageFolder(folderOrZip));
    }

    /**
     * Clips from a folder, a zip or a GIF: the pictures of each folder are one, in the order of the numbers in their names
     * ({@code 2.png} comes before {@code 10.png}), and so is every animated GIF. See {@link Clips} for the samples they make,
     * and for clips from other sources.
     *
     * @throws IllegalArgumentException if damaged files are to be skipped, which would leave gaps
     * @throws MalformedDataException if frames differ in size and none is set, or a file is damaged or no image
     * @throws IOException if the path does not exist or reading fails
     */
    public static Clips clips(ImageFolder frames) throws IOException {
        return new ClipReader(frames, 1).read();
    }

    /**
     * The images of a dataset, enlarged at every use by some pixels a side and cut to their size again at a place drawn at
     * random, the same for all parts of a sample (pix2pix takes 30 of 286). Unvaried, they are as they were. Nothing is copied.
     *
     * @throws IllegalArgumentException if the number of pixels is below 1, the samples are no images of 8-bit pixels, or their
     *     parts differ in size
     */
    public static Dataset jittered(Dataset images, int pixels) {
        return VariedImages.jittered(images, pixels);
    }

    /**
     * Squares of a dataset's images, cut at every use at a place drawn at random, the same for all parts of a sample. Unvaried
     * they are cut at the centre. Nothing is copied.
     *
     * @throws IllegalArgumentException if the side is below 1 or above that of the images, the samples are no images of 8-bit
     *     pixels, or their parts differ in size
     */
    public static Dataset cropped(Dataset images, int side) {
        return new CroppedImages(images, side);
    }

    /**
     * The images of a dataset, every second one at random flipped left to right at every use, with all parts of the sample.
     * Unlike {@link #mirrored} it leaves the number of samples. Unvaried, they are as they were. Nothing is copied.
     *
     * @throws IllegalArgumentException if the samples are no images of 8-bit pixels
     */
    public static Dataset mirroredAtRandom(Dataset images) {
        return VariedImages.mirrored(images);
    }

    /**
     * The images of a dataset, then each of them flipped left to right, with the same label and caption: twice as many for a
     * small set of what looks natural either way, such as faces. Not for digits or letters, nor for captions that say left
     * and right. Nothing is copied.
     *
     * @throws IllegalArgumentException if the samples are no images
     */
    public static Dataset mirrored(Dataset images) {
        return new MirroredImages(images);
    }

    /**
     * Stacked MNIST, where mode collapse can be counted (Metz et al. 2017, section 3.3.1): each sample is three images of a
     * grey dataset, drawn at random, as the red, green and blue of one. Of {@code K} classes they make {@code K^3}: images of
     * classes {@code a}, {@code b} and {@code c} make one of class {@code (a K + b) K + c}, which is named by the three names:
     * {@code "317"} if all names have one character, else with hyphens, {@code "cat-dog-cat"}.
     *
     * <p>Nothing is copied: samples are read from the grey dataset whenever they are asked for. Sample {@code i} depends on
     * the grey dataset, the seed and {@code i} alone.
     *
     * @param grey images of one channel, as 8-bit pixels, with labels of at most 100 classes
     * @param count how many samples, at least 1; PacGAN (Lin et al. 2018) takes 128,000
     * @throws IllegalArgumentException if an argument is not as said
     */
    public static Dataset stacked(Dataset grey, int count, long seed) {
        return new StackedImages(grey, count, seed);
    }

    /**
     * Samples of a dataset as networks see them: 8-bit pixels as {@code v / 127.5 - 1}, floats as they are.
     *
     * @param places which samples, in the order wanted
     * @return one after the other, {@code (N, shape)} in row-major order
     * @throws IllegalArgumentException if that is more than an array or Java's heap holds
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public static float[] values(Dataset dataset, int... places) {
        return MemoryImages.values(dataset, places);
    }

    /**
     * Images of a dataset to look at, from number {@code from} up to, but without, {@code to}.
     *
     * @throws IllegalArgumentException if the samples are no images, the range is empty, or the images are more than an array
     *     or Java's heap holds
     * @throws IndexOutOfBoundsException if the range leaves the dataset
     */
    public static Images images(Dataset dataset, int from, int to) {
        return MemoryImages.images(dataset, from, to);
    }
}
