package io.gan4j.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.gan4j.file.StrictJsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table as JSON: an object for each, with {@code values} for categories and {@code mean} and so on for
 * numbers.
 */
final class TableJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    /** Columns, a column, its categories. */
    private static final int DEPTH = 3;

    private TableJson() {}

    static String of(List<TableColumn> columns) {
        JsonArray all = new JsonArray();
        for (TableColumn column : columns) {
            JsonObject one = new JsonObject();
            one.addProperty("name", column.name());
            if (column instanceof TableColumn.Numbers numbers) {
                one.addProperty("mean", numbers.mean());
                one.addProperty("deviation", numbers.deviation());
                one.addProperty("lowest", numbers.lowest());
                one.addProperty("highest", numbers.highest());
                one.addProperty("whole", numbers.whole());
            } else {
                JsonArray values = new JsonArray();
                ((TableColumn.Categories) column).values().forEach(values::add);
                one.add("values", values);
            }
            all.add(one);
        }
        return GSON.toJson(all);
    }

    /** @throws IllegalArgumentException if the text does not describe columns */
    static TableColumns parse(String text) {
        try {
            List<TableColumn> columns = new ArrayList<>();
            for (JsonElement element :
                    JsonParser.parseReader(StrictJsonText.reader(text, DEPTH)).getAsJsonArray()) {
                columns.add(column(element.getAsJsonObject()));
            }
            return TableColumns.of(columns);
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "this text does not describe the columns of a table: " + e.getMessage(), e);
        }
    }

    private static TableColumn column(JsonObject one) {
        String name = one.get("name").getAsString();
        if (!one.has("values")) {
            return new TableColumn.Numbers(
                    name,
                    one.get("mean").getAsDouble(),
                    one.get("deviation").getAsDouble(),
                    one.get("lowest").getAsDouble(),
                    one.get("highest").getAsDouble(),
                    one.get("whole").getAsBoolean());
        }
        List<String> values = new ArrayList<>();
        one.getAsJsonArray("values").forEach(value -> values.add(value.getAsString()));
        return new TableColumn.Categories(name, values);
    }
}
