package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.run.TrainingRun;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is worth knowing of a run is found once, by reading the data, and told by whoever started the run. */
class RunAdviceTest {
    private static final Dataset FAR = Datasets.points(new float[] {9_000, 1}, new float[] {9_500, 2});

    private final AtomicInteger reads = new AtomicInteger();

    /** The data, which count how often the first sample is read. */
    private Dataset counted() {
        return (Dataset) Proxy.newProxyInstance(
                Dataset.class.getClassLoader(), new Class<?>[] {Dataset.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read") && arguments[0].equals(0)) {
                        reads.incrementAndGet();
                    }
                    try {
                        return method.invoke(FAR, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void run_saysWhatItsBuilderWouldSay_andReadsTheDataForItOnce() {
        GanBuilder gan = Gan.vanilla().batch(2).steps(1).threads(1);
        Dataset data = counted();
        int forTheAdvice = readsOf(() -> assertThat(gan.advice(data)).hasSize(1));
        int forTheRun = readsOf(() -> {
            try (TrainingRun run = gan.start(data)) {
                assertThat(run.advice()).isEqualTo(gan.advice(FAR));
            }
        });
        int withoutAsking = readsOf(() -> gan.start(data).close());
        assertThat(forTheAdvice).isEqualTo(1);
        assertThat(forTheRun).as("asking the run reads nothing more").isEqualTo(withoutAsking);
    }

    private int readsOf(Runnable work) {
        reads.set(0);
        work.run();
        return reads.get();
    }
}
