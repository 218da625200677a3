package io.gan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Points;
import io.gan4j.inference.Latents;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that an array or Java's heap cannot hold end in a sentence, before any work. */
class LargeImagesTest {
    private static final Images ONE = Images.of(Shape.of(1, 2, 1), 1, -1);

    @Test
    void enlargements_pastWhatAnArrayHolds_areRefused() {
        for (int factor : new int[] {40_000, 46_341, 65_536, 100_000, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ONE.enlarged(factor))
                    .withMessage("an enlargement of 1 image of (1, 2, 1) by " + factor
                            + " would hold more than 2,147,483,639 values: enlarge fewer at a time, or by a smaller"
                            + " factor");
        }
    }

    @Test
    void batches_pastWhatAnArrayHolds_areRefused() {
        Images image = Images.of(Shape.of(1, 1000, 1000), new float[1_000_000]);
        List<Pixels> pixels = Collections.nCopies(3000, image.toPixels());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.concat(Collections.nCopies(3000, image)))
                .withMessage(
                        "a batch of 3,000 images of (1, 1000, 1000) would hold more than 2,147,483,639 values: take"
                                + " fewer at a time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.ofPixels(pixels))
                .withMessageStartingWith("a batch of 3,000 images of (1, 1000, 1000) would hold more than");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.concat(ONE, ONE).resized(40_000, 40_000))
                .withMessageStartingWith("a batch of 2 images of (1, 40000, 40000) would hold more than");
    }

    @Test
    void sheets_pastWhatAnArrayHolds_areRefused() {
        Images dots = Images.of(Shape.of(1, 1, 1), new float[4]);

        assertThat(dots.grid(1).shape()).isEqualTo(Shape.of(1, 10, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Grid(Shape.of(3, 20_000, 20_000), 4, 2))
                .withMessage(
                        "a sheet of 4 images of (3, 20000, 20000) would hold more than 2,147,483,639 values: lay out"
                                + " fewer at a time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Grid(Shape.of(1, 1, 1), Integer.MAX_VALUE, Integer.MAX_VALUE))
                .withMessageContaining("would hold more than");
    }

    @Test
    void smallHeap_saysWhatEachTakes(@TempDir Path folder) throws IOException, InterruptedException {
        String output =
                ChildJvm.of(SmallHeap.class).startingFast().option("-Xmx64m").output(folder);

        assertThat(output.lines().filter(line -> line.startsWith("> ")))
                .hasSize(12)
                .allSatisfy(line -> assertThat(line)
                        .matches(
                                "> [a-z]+: .* takes [\\d,]+ MiB of memory, but Java's heap has( not enough left of)? 6\\d"
                                        + " MiB: .*, or set a larger heap with -Xmx"));
        assertThat(output)
                .contains("> enlarged: an enlargement of 1 image of (1, 28, 28) by 1000 takes 2,991 MiB of memory, but")
                .contains("MiB: lay out fewer at a time, or set a larger heap with -Xmx");
    }

    /** Tries what does not fit its heap. */
    static final class SmallHeap {
        private SmallHeap() {}

        /** Prints what each says. */
        public static void main(String[] arguments) {
            Images digit = Images.of(Shape.of(1, 28, 28), new float[784]);
            attempt("enlarged", () -> digit.enlarged(1000));
            attempt("resized", () -> digit.resized(8000, 8000));
            attempt("fitted", () -> digit.toPixels().fitted(8000, 8000));
            attempt("concat", () -> Images.concat(Collections.nCopies(30_000, digit)));
            attempt("pixels", () -> Images.ofPixels(Collections.nCopies(30_000, digit.toPixels())));
            // of one pixel each: nine times as large
            attempt(
                    "grid",
                    () -> Images.of(Shape.of(1, 1, 1), new float[1_800_000]).grid());
            Images large = Images.of(Shape.of(3, 1, 1), -1, 0, 1).enlarged(1900);
            attempt("png", large::toPng);
            attempt("gif", () -> Gif.of(large).toBytes());
            Latents latent = Latents.draw(Prior.NORMAL, 8, 1, 1);
            attempt("latents", () -> Latents.draw(Prior.NORMAL, 8, 10_000_000, 1));
            attempt("slerp", () -> Latents.slerp(latent, latent, 10_000_000));
            attempt("points", () -> Points.ring(8).count(10_000_000).draw());
            Dataset digits = Datasets.digits(64);
            attempt("dataset", () -> Datasets.resized(digits, 2000, 2000));
        }

        private static void attempt(String name, Callable<?> work) {
            try {
                System.out.println("> " + name + " made " + work.call());
            } catch (IllegalArgumentException e) {
                System.out.println("> " + name + ": " + e.getMessage());
            } catch (Exception | OutOfMemoryError e) {
                System.out.println("> " + name + " threw " + e);
            }
        }
    }
}
