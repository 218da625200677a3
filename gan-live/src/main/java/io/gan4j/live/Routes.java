package io.gan4j.live;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.Longs;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What there is behind the secret of the page's address. Everything else is not found. */
final class Routes implements PageServer.Paths {
    /** Lines in one answer. */
    private static final int MOST_LINES = 2_000;

    private static final String JSON = "application/json; charset=utf-8";

    private static final Pattern LINES = Pattern.compile("lines/(\\d{1,4})/(\\d{1,9})/(\\d{1,18})");
    private static final Pattern FRAME = Pattern.compile("frame/(\\d{1,4})/(\\d{1,18})");
    private static final Pattern REAL = Pattern.compile("real/(\\d{1,4})");
    private static final Pattern PLACE = Pattern.compile("\\d{1,4}");
    private static final Pattern SEED = Pattern.compile("-?\\d{1,19}");
    private static final Pattern COUNT = Pattern.compile("\\d{1,4}");
    private static final Pattern CLASS = Pattern.compile("-1|\\d{1,5}");
    private static final int MOST_SAMPLES = 1_000;
    private static final int MOST_AMOUNTS = 64;
    private static final double FARTHEST = 100;
    private static final Set<String> COMMANDS = Set.of("pause", "resume", "report", "stop");

    private final List<Story> stories;
    private final EventStream events;
    private final PageServer.Commands commands;

    Routes(List<Story> stories, EventStream events, PageServer.Commands commands) {
        this.stories = stories;
        this.events = events;
        this.commands = commands;
    }

    @Override
    public void answer(String path, Answers answers) throws IOException, InterruptedException {
        if (path.equals("command")) {
            command(answers);
            return;
        }
        if (path.equals("sample")) {
            sample(answers);
            return;
        }
        if (!answers.method().equals("GET")) {
            answers.refuse(405);
            return;
        }
        PageFiles.PageFile file = PageFiles.get(path);
        if (file != null) {
            answers.send(file.type(), PageServer.utf8(file.text()));
        } else if (path.equals("events")) {
            events.answer(answers);
        } else if (path.equals("stories")) {
            answers.send(JSON, PageServer.utf8(EventStream.positions(stories)));
        } else if (path.equals("replay")) {
            answers.download("run.html", Replay.of(stories).bytes());
        } else {
            ofAStory(path, answers);
        }
    }

    private void ofAStory(String path, Answers answers) throws IOException {
        Matcher lines = LINES.matcher(path);
        Matcher frame = FRAME.matcher(path);
        Matcher real = REAL.matcher(path);
        if (lines.matches()) {
            Story story = story(lines.group(1));
            int edition = Integer.parseInt(lines.group(2));
            long from = Long.parseLong(lines.group(3));
            send(answers, JSON, story == null ? null : json(story.after(edition, from, MOST_LINES)));
        } else if (frame.matches()) {
            Story story = story(frame.group(1));
            picture(answers, story == null ? null : story.frame(Long.parseLong(frame.group(2))));
        } else if (real.matches()) {
            Story story = story(real.group(1));
            byte[] picture = story == null ? null : story.real();
            if (story != null && picture == null) {
                // a page that asks does nothing wrong, and its browser complains of nothing
                answers.refuseOrConfirm(204);
            } else {
                picture(answers, picture);
            }
        } else {
            answers.refuse(404);
        }
    }

    private @Nullable Story story(String place) {
        int index = Integer.parseInt(place);
        return index < stories.size() ? stories.get(index) : null;
    }

    private static byte[] json(Story.Lines lines) {
        return PageServer.utf8(String.format(
                Locale.ROOT,
                "{\"edition\":%d,\"next\":%d,\"lines\":[%s]}",
                lines.edition(),
                lines.next(),
                String.join(",", lines.lines())));
    }

    private static void picture(Answers answers, byte @Nullable [] bytes) throws IOException {
        send(answers, Replay.isPng(bytes) ? "image/png" : "application/octet-stream", bytes);
    }

    private static void send(Answers answers, String type, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            answers.refuse(404);
        } else {
            answers.send(type, bytes);
        }
    }

    private void command(Answers answers) throws IOException {
        if (!answers.method().equals("POST")) {
            answers.refuse(405);
            return;
        }
        byte[] body = answers.postedJson();
        if (body == null) {
            return;
        }
        answers.refuseOrConfirm(carryOut(new String(body, StandardCharsets.UTF_8)));
    }

    private void sample(Answers answers) throws IOException {
        if (!answers.method().equals("POST")) {
            answers.refuse(405);
            return;
        }
        byte[] body = answers.postedJson();
        if (body == null) {
            return;
        }
        JsonObject asked = object(new String(body, StandardCharsets.UTF_8));
        Sampler.Wish wish = wish(asked);
        if (wish == null || !PLACE.matcher(text(asked, "run")).matches()) {
            answers.refuse(400);
            return;
        }
        Sampler.Made made = commands.sample(Integer.parseInt(text(asked, "run")), wish);
        if (made == null) {
            answers.refuse(409);
        } else if (made.status() == 200) {
            picture(answers, made.bytes());
        } else if (made.seconds() > 0) {
            answers.refuseFor(made.seconds());
        } else {
            answers.refuse(made.status());
        }
    }

    /** What was sent; without members if it is no object. */
    private static JsonObject object(String body) {
        try {
            return JsonParser.parseString(body) instanceof JsonObject object ? object : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }

    /** What is asked of a sampler; null if it is nothing that can be. */
    private static Sampler.@Nullable Wish wish(JsonObject asked) {
        String seed = text(asked, "seed");
        String count = text(asked, "count");
        String place = text(asked, "class");
        double[] amounts = amounts(asked.get("move"));
        Long number = SEED.matcher(seed).matches() ? Longs.tryParse(seed) : null;
        if (number == null
                || amounts == null
                || !COUNT.matcher(count).matches()
                || !CLASS.matcher(place).matches()) {
            return null;
        }
        int samples = Integer.parseInt(count);
        return samples < 1 || samples > MOST_SAMPLES
                ? null
                : new Sampler.Wish(
                        number,
                        samples,
                        Integer.parseInt(place),
                        amounts,
                        text(asked, "anew").equals("true"));
    }

    /** Numbers of a bounded size; null if they are none. */
    private static double @Nullable [] amounts(@Nullable JsonElement move) {
        if (!(move instanceof JsonArray list) || list.size() > MOST_AMOUNTS) {
            return null;
        }
        double[] amounts = new double[list.size()];
        for (int i = 0; i < amounts.length; i++) {
            Double amount = list.get(i) instanceof JsonPrimitive member ? Doubles.tryParse(member.getAsString()) : null;
            if (amount == null || !(Math.abs(amount) <= FARTHEST)) {
                return null;
            }
            amounts[i] = amount;
        }
        return amounts;
    }

    /** The status of a command. */
    private int carryOut(String body) {
        String story;
        String name;
        try {
            JsonElement json = JsonParser.parseString(body);
            story = json.isJsonObject() ? text(json.getAsJsonObject(), "run") : "";
            name = json.isJsonObject() ? text(json.getAsJsonObject(), "command") : "";
        } catch (JsonParseException e) {
            return 400;
        }
        if (!PLACE.matcher(story).matches() || !COMMANDS.contains(name)) {
            return 400;
        }
        return commands.carryOut(Integer.parseInt(story), name) ? 204 : 409;
    }

    /** A member that is a text or a number; empty if there is none. */
    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive member ? member.getAsString() : "";
    }
}
