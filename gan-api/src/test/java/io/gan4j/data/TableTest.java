package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private static final List<String> NAMES = List.of("age", "income", "city");

    @TempDir
    Path folder;

    private static Table people() {
        return Datasets.table(
                NAMES,
                List.of(List.of(20, 90_000.5, "Oslo"), List.of(30, 92_000.5, "Bergen"), List.of(40, 94_000.5, "Oslo")));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("people.csv"), text);
    }

    private void malformed(String text, String problem) throws IOException {
        Path file = write(text);
        assertThatThrownBy(() -> Datasets.table(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": " + problem);
    }

    private static void refused(List<String> columns, List<? extends List<?>> rows, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.table(columns, rows))
                .withMessage(problem);
    }

    @Test
    void numbers_haveMean0AndDeviation1_andCategoriesAreOneAmongMinusOnes() {
        Table table = people();

        assertThat(table.name()).isEqualTo("table, 3 rows");
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.shape()).isEqualTo(Shape.of(4));
        assertThat(table.encoding()).isEqualTo(Dataset.Encoding.FLOATS);
        // the deviation of 20, 30, 40 is sqrt(200 / 3); Bergen comes before Oslo
        float high = (float) (10 / Math.sqrt(200 / 3.0));
        assertThat(Datasets.values(table, 0, 1, 2))
                .containsExactly(new float[] {-high, -high, -1, 1, 0, 0, 1, -1, high, high, -1, 1}, within(1e-6f));
    }

    @Test
    void columns_keepTheScale() {
        TableColumns columns = people().columns();

        TableColumn.Numbers age = (TableColumn.Numbers) columns.column("age").orElseThrow();
        assertThat(age.mean()).isEqualTo(30);
        assertThat(age.deviation()).isCloseTo(8.16496580927726, within(1e-12));
        assertThat(age.whole()).isTrue();
        assertThat(columns.column("income").orElseThrow()).isInstanceOfSatisfying(TableColumn.Numbers.class, income -> {
            assertThat(income.whole()).isFalse();
            assertThat(income.lowest()).isEqualTo(90_000.5);
            assertThat(income.highest()).isEqualTo(94_000.5);
        });
        assertThat(columns.column("city")).contains(new TableColumn.Categories("city", List.of("Bergen", "Oslo")));
        assertThat(columns.column("name")).isEmpty();
        assertThat(columns.width()).isEqualTo(4);
        assertThat(columns.describe())
                .isEqualTo("age: whole numbers 20 to 40, mean 30.0000, standard deviation 8.16497\n"
                        + "income: numbers 90000.5 to 94000.5, mean 92000.5, standard deviation 1632.99\n"
                        + "city: 2 categories: Bergen, Oslo\n");
    }

    @Test
    void decode_givesRowsInTheTablesUnits() {
        Table table = people();

        List<List<Object>> rows = table.columns().decode(Datasets.values(table, 2, 1));

        assertThat(rows.get(0).get(0)).isEqualTo(40.0);
        assertThat((Double) rows.get(0).get(1)).isCloseTo(94_000.5, within(0.001));
        assertThat(rows.get(0).get(2)).isEqualTo("Oslo");
        assertThat(rows.get(1)).startsWith(30.0).endsWith("Bergen");
        assertThat(table.row(0)).startsWith(20.0).endsWith("Oslo");
    }

    @Test
    void decode_ofWhatANetworkMakes_roundsWholeNumbersAndTakesTheHighestCategory() {
        List<Object> row = people().columns().decode(0.05f, 2f, -0.3f, -0.4f).get(0);

        assertThat(row.get(0)).isEqualTo(30.0);
        assertThat((Double) row.get(1)).isCloseTo(92_000.5 + 2 * 1632.9931618554521, within(0.01));
        assertThat(row.get(2)).isEqualTo("Bergen");
    }

    @Test
    void encodeThenDecode_isTheRow() {
        TableColumns columns = people().columns();

        assertThat(columns.decode(columns.encode(List.of(25, 92_000.5, "Bergen"))))
                .containsExactly(List.of(25.0, 92_000.5, "Bergen"));
        // what a model keeps of a table is enough to make the same columns anew
        assertThat(TableColumns.of(columns.columns()).decode(1, 1, 1, -1)).isEqualTo(columns.decode(1, 1, 1, -1));
    }

    @Test
    void columnOfOneNumber_isDecodedToIt() {
        Table table = Datasets.table(List.of("a", "b"), List.of(List.of(7, 1), List.of(7, 2), List.of(7, 3)));

        assertThat(Datasets.values(table, 0)[0]).isZero();
        assertThat(table.row(2)).containsExactly(7.0, 3.0);
    }

    @Test
    void flagsEnumsAndBooleans_areCategories() {
        Table table = Datasets.table(
                List.of("flag", "smokes", "kind"),
                List.of(List.of(0, true, Dataset.Encoding.FLOATS), List.of(1.0, false, Dataset.Encoding.PIXELS)));

        assertThat(table.columns().columns())
                .containsExactly(
                        new TableColumn.Categories("flag", List.of("0", "1")),
                        new TableColumn.Categories("smokes", List.of("false", "true")),
                        new TableColumn.Categories("kind", List.of("FLOATS", "PIXELS")));
        assertThat(table.row(1)).containsExactly("1", "false", "PIXELS");
    }

    @Test
    void textsThatAreHardlyEverRepeated_areRefused_unlessTheyAreNamedAsCategories() throws IOException {
        StringBuilder text = new StringBuilder("name,height\n");
        for (int i = 0; i < 18; i++) {
            text.append("person").append(i % 10).append(",").append(1.5 + i).append("\n");
        }
        malformed(
                text.toString(),
                "column name has 10 different texts in 18 rows, as names have, and nothing can be learned of a text that"
                        + " is hardly ever repeated: leave the column out, or name it among the categories if it is to be"
                        + " learned all the same");
        Path file = folder.resolve("people.csv");
        assertThat(Datasets.table(file, "name").columns().width()).isEqualTo(11);
        write(text + "person8,0.5\nperson9,0.6\n");
        assertThat(Datasets.table(file).columns().width()).isEqualTo(11);
    }

    /** A table of so few rows has hardly anything twice. */
    @Test
    void fewTexts_areCategories_howeverFewTheRowsAre() {
        Table table = Datasets.table(
                List.of("city"), List.of(List.of("Oslo"), List.of("Bergen"), List.of("Bodø"), List.of("Narvik")));

        assertThat(table.columns().width()).isEqualTo(4);
    }

    @Test
    void numbersNamedAsCategories_areSuch() throws IOException {
        Path file = write("postcode,height\n01234,1.5\n99999,1.7\n01235,1.6\n");

        Table table = Datasets.table(file, "postcode");

        assertThat(table.columns().column("postcode"))
                .contains(new TableColumn.Categories("postcode", List.of("01234", "01235", "99999")));
        assertThat(table.row(0)).startsWith("01234");
        assertThatThrownBy(() -> Datasets.table(file, "zip"))
                .hasMessage(file + ": there is no column zip among [postcode, height]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "age,city\n20,Oslo\n30,Bergen\n40,Oslo\n",
                "\uFEFFage,city\n20,Oslo\n30,Bergen\n40,Oslo",
                "age,city\r\n20,Oslo\r\n30,Bergen\r\n40,Oslo\r\n\r\n",
                "age;city\n20;Oslo\n30;Bergen\n40;Oslo\n",
                "age\tcity\n20\tOslo\n30\tBergen\n40\tOslo\n",
                "\"age\",\"city\"\n\"20\",\"Oslo\"\n 30 , Bergen \n40,Oslo\n",
                "age,city\n2e1,Oslo\n+30.0,Bergen\n40.,Oslo\n",
            })
    void csv_inItsForms_isRead(String text) throws IOException {
        Table table = Datasets.table(write(text));

        assertThat(table.name()).isEqualTo("people.csv, 3 rows");
        assertThat(List.of(table.row(0), table.row(1), table.row(2)))
                .containsExactly(List.of(20.0, "Oslo"), List.of(30.0, "Bergen"), List.of(40.0, "Oslo"));
    }

    @Test
    void quotedValues_mayHoldSeparatorsLineEndsAndQuotes() throws IOException {
        Table table = Datasets.table(write("who,n\n\"a, b\",1\n\"c\nd\",2\n\"e \"\"f\"\"\",3\n"));

        assertThat(table.columns().column("who"))
                .contains(new TableColumn.Categories("who", List.of("a, b", "c\nd", "e \"f\"")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b~1,x~~2,~3,z|row 2 has no value for column b: fill it in, or leave the row out",
                "a,b~1,x~2~3,z|row 2 has 1 value, but the table 2 columns",
                "a,b~1,x,9~2,y~3,z|row 1 has 3 values, but the table 2 columns",
                "a,a~1,x|columns must have different names that are not blank, were [a, a]",
                "a,~1,x|columns must have different names that are not blank, were [a, ]",
                "a,b~1,x~n/a,y|row 2: column a has numbers and here n/a, which is no value: fill it in, or leave the row out",
                "a,b~1,x~NaN,y|row 2: column a has numbers and here NaN, which is no value: fill it in, or leave the row out",
                "a,b~1,x~two,y|column a mixes numbers and texts: row 1 has 1, row 2 has two: mend the values, or name it"
                        + " among the categories",
                "a,b|must hold a line with the names of the columns and at least one row",
                "a,b~\"1,x|a value in quotes that begins in line 2 has no closing quote",
                "a,b~\"1\"2,x|a value in quotes that begins in line 2 has text after its closing quote",
            })
    void csv_thatIsNoTable_isRefused(String text, String problem) throws IOException {
        malformed(text.replace('~', '\n'), problem);
    }

    @Test
    void csv_emptyInAnotherEncodingOrMissing_isRefused() throws IOException {
        malformed("", "must hold a line with the names of the columns and at least one row");
        Path file = Files.write(folder.resolve("b.csv"), "a\n\u00E9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Datasets.table(file))
                .hasMessage(file + ": is no text in UTF-8: save it in that encoding");
        Files.write(file, "a\nb\n".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> Datasets.table(file))
                .hasMessage(file + ": is no text in UTF-8, it holds zero bytes: save it in that encoding");
        assertThatThrownBy(() -> Datasets.table(folder)).hasMessage(folder + ": is a folder, not a file");
        Path none = folder.resolve("none.csv");
        assertThatThrownBy(() -> Datasets.table(none)).hasMessage(none + ": does not exist");
    }

    @Test
    void rows_thatAreNoTable_areRefused() {
        refused(List.of(), List.of(List.of()), "a table must have at least one column, had none");
        refused(List.of("a"), List.of(), "a table must have at least one row, had none");
        refused(List.of("a"), List.of(List.of(1, 2)), "row 0 has 2 values, but the table 1 column");
        refused(
                List.of("a"),
                List.of(List.of(1), Arrays.asList((Object) null)),
                "row 1 has no value for column a: fill it in, or leave the row out");
        refused(List.of("a"), List.of(List.of(Double.NaN)), "row 0: column a must be finite, was NaN");
    }

    @Test
    void numbersInAWayThatIsNotRead_areNoThousandsOfCategories() throws IOException {
        StringBuilder text = new StringBuilder("income;n\n");
        for (int i = 0; i < 1001; i++) {
            text.append(i).append(",50;").append(i).append('\n');
        }

        malformed(
                text.toString().replace(",50", " EUR"),
                "column income has more than 1000 different texts, the first 0 EUR: leave it out, or write it as numbers"
                        + " such as 1234.5");
    }

    /** As spreadsheets of many countries write them: three different ones would pass for categories. */
    @Test
    void numbersWithAComma_areNoCategories() throws IOException {
        String text = "age;city\n1,5;Oslo\n-22,5;Bergen\n3,25;Oslo\n";

        malformed(
                text,
                "row 1: column age has 1,5, a number with a comma: write numbers with a point, such as 1234.5, or name the"
                        + " column among the categories");
        assertThat(Datasets.table(write(text), "age").columns().columns().get(0).width())
                .isEqualTo(3);
    }

    /** The first row would be lost, and the columns be called by its numbers. */
    @Test
    void firstLineOfNumbers_isNoLineOfNames() throws IOException {
        malformed(
                "1,2.5\n3,4\n5,6\n",
                "has numbers in its first line, which must hold the names of the columns: write a line with their names"
                        + " above it");
    }

    @Test
    void samplesOrValuesThatDoNotFit_areRefused() {
        TableColumns columns = people().columns();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns.decode(1, 2, 3))
                .withMessage("samples must be rows of 4 elements each, were 3 in all");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns.decode(1, Float.NaN, 3, 4))
                .withMessage("element 1 of the samples is not a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns.encode(List.of(1, 2, "Paris")))
                .withMessage("column city has the categories [Bergen, Oslo], was given Paris");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns.encode(List.of("old", 2, "Oslo")))
                .withMessage("column age takes finite numbers, was given old");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> columns.encode(List.of(1)))
                .withMessage("a row must have 3 values, one for each column, had 1");
    }

    @Test
    void scaleOfLargeNumbers_losesNoDigits() {
        Table table = Datasets.table(
                List.of("t"), List.of(List.of(1e9 + 4), List.of(1e9 + 7), List.of(1e9 + 13), List.of(1e9 + 16)));

        TableColumn.Numbers numbers =
                (TableColumn.Numbers) table.columns().columns().get(0);
        assertThat(numbers.mean()).isEqualTo(1e9 + 10);
        assertThat(numbers.deviation()).isCloseTo(Math.sqrt(22.5), within(1e-9));
        assertThat(table.row(3)).containsExactly(1e9 + 16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e308", "1.5e101"})
    void number_beyondWhatCanBeSquared_isNamedWithItsRow(String number) throws IOException {
        Path file = Files.writeString(folder.resolve("huge.csv"), "a,b\n1,2\n2,3\n3," + number + "\n");
        assertThatThrownBy(() -> Datasets.table(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(
                        file + ": row 3: column b has " + number + ", and the largest number that is read is 1.0E100:"
                                + " write the column in a larger unit, or leave the row out");
    }
}
