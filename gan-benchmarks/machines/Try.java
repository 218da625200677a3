import io.gan4j.Gan;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import java.nio.file.Path;

/** Generates by a file, or trains, twice in one JVM, and prints what came of it. See machines.sh. */
public final class Try {
    private Try() {}

    /** Takes {@code generate MODEL} or {@code train}. */
    public static void main(String[] arguments) {
        for (int i = 0; i < 2; i++) {
            try {
                if (arguments[0].equals("generate")) {
                    generate(Path.of(arguments[1]));
                } else {
                    Training.train();
                }
            } catch (Exception | LinkageError e) {
                System.out.println(e);
            }
        }
    }

    private static void generate(Path model) throws Exception {
        try (Generator generator = Generator.load(model)) {
            System.out.println("generated " + generator.generate(2, 1).grid().toPng().length + " bytes");
        }
    }

    /** Apart, so that an app without gan-djl can load the class above. */
    private static final class Training {
        private static void train() {
            Gan.vanilla().batch(4).steps(2).threads(1).train(Datasets.digits(8)).close();
            System.out.println("trained");
        }
    }
}
