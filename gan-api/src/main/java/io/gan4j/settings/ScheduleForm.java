package io.gan4j.settings;

import io.gan4j.game.Schedule;

/**
 * Numbers that change in the course of a run, and numbers that do not, which are written as they are.
 *
 * @param changing the form of those that change
 */
record ScheduleForm(TextForm<Schedule> changing) implements TextForm<Schedule> {
    private static final TextForm<Float> NUMBER = new NumberForm<>("a number", NumberForm::finite, NumberForm::text);

    @Override
    public String rule() {
        return "a number, " + changing.rule();
    }

    @Override
    public Schedule read(String what, Term term) {
        boolean number =
                term.arguments().isEmpty() && !Character.isLetter(term.word().charAt(0));
        return number ? Schedule.constant(NUMBER.read(what, term)) : changing.read(what, term);
    }

    @Override
    public String write(Schedule value) {
        return value instanceof Schedule.Constant constant ? NUMBER.write(constant.value()) : changing.write(value);
    }
}
