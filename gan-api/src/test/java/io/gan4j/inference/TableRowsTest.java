package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.Gan;
import io.gan4j.data.Datasets;
import io.gan4j.data.Table;
import io.gan4j.data.TableColumn;
import io.gan4j.data.TableColumns;
import io.gan4j.engine.FakeBackend;
import io.gan4j.error.ModelFileException;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.FakeRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a generator makes of a table, in the table's units. */
class TableRowsTest {
    @TempDir
    private Path folder;

    private Table people() throws IOException {
        return Datasets.table(Files.writeString(
                folder.resolve("people.csv"),
                "age,\"likes \"\"it\"\"\",income\n18,yes,91000\n78,no,93500.5\n40,yes,92000\n"));
    }

    @Test
    void rows_areInTheUnitsOfTheTable() throws IOException {
        Table people = people();
        try (TrainedGan trained = Gan.vanilla()
                .batch(2)
                .steps(1)
                .generatorFeatures(2)
                .discriminatorFeatures(2)
                .backend(new FakeBackend())
                .train(people)) {
            Generator generator = trained.generator();
            assertThat(generator.columns().orElseThrow().columns())
                    .isEqualTo(people.columns().columns());
            List<List<Object>> rows = generator.rows(3, 7);
            assertThat(rows).isEqualTo(people.columns().decode(generator.samples(generator.latents(3, 7))));
            // a fake engine gives numbers near 0, which are near the mean
            assertThat((Double) rows.get(0).get(0)).isBetween(18.0, 78.0);
            assertThat(rows.get(0).get(1)).isIn("yes", "no");
            assertThat((Double) rows.get(0).get(2)).isBetween(90_000.0, 95_000.0);
        }
    }

    @Test
    void columns_comeBackFromText() throws IOException {
        TableColumns columns = people().columns();
        assertThat(TableColumns.parse(columns.toJson()).columns()).isEqualTo(columns.columns());
        assertThat(TableColumns.of(List.of(new TableColumn.Categories("a", List.of("x", "y"))))
                        .toJson())
                .isEqualTo("[{\"name\":\"a\",\"values\":[\"x\",\"y\"]}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "[{}]", "[{\"name\":\"a\"}]", "[{\"name\":\"a\",\"values\":[[]]}]", "[[[[]]]]"})
    void otherTexts_areRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TableColumns.parse(text));
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(2))
                .provenance("0", "a table", "", Map.of(Generator.COLUMNS, text));
        Generator generator = Generator.of(card, new FakeRunner(card, 0));
        assertThatThrownBy(generator::columns)
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("the table's columns in the model cannot be read: ");
    }

    @Test
    void columnsOfAnotherWidth_areRefused() {
        String one = TableColumns.of(List.of(new TableColumn.Categories("a", List.of("x"))))
                .toJson();
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(2))
                .provenance("0", "a table", "", Map.of(Generator.COLUMNS, one));
        assertThatThrownBy(() -> Generator.of(card, new FakeRunner(card, 0)).rows(1, 0))
                .hasMessage(
                        "the table's columns in the model cannot be read: the columns take 1 elements, samples have 2");
    }

    @Test
    void generatorOfNoTable_hasNoRows() {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(2));
        Generator generator = Generator.of(card, new FakeRunner(card, 0));
        assertThat(generator.columns()).isEmpty();
        assertThatThrownBy(() -> generator.rows(1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this generator was not trained on a table, and makes samples of shape (2): use"
                        + " samples(latents)");
    }
}
