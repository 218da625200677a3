package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Finds how many samples the expressions of a game have. */
final class ExprSizes implements ExprVisitor<BatchSize> {
    private final List<Game.Input> inputs;
    private final Map<Expr, BatchSize> known = new IdentityHashMap<>();

    ExprSizes(List<Game.Input> inputs) {
        this.inputs = inputs;
    }

    /** How many samples an expression has. */
    BatchSize of(Expr expr) {
        BatchSize size = known.get(expr);
        if (size == null) {
            size = expr.accept(this).reduced();
            known.put(expr, size);
        }
        return size;
    }

    /**
     * The input of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Game.Input input(List<Game.Input> inputs, String name) {
        return inputs.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no input '" + name + "'"));
    }

    @Override
    public BatchSize constant(Expr.Constant constant) {
        return BatchSize.ONE;
    }

    @Override
    public BatchSize input(Expr.Input named) {
        Game.Source source = input(inputs, named.name()).source();
        return source instanceof Game.Reference reference ? BatchSize.fixed(reference.samples()) : BatchSize.BATCH;
    }

    @Override
    public BatchSize apply(Expr.Apply apply) {
        return of(apply.inputs().get(0));
    }

    @Override
    public BatchSize features(Expr.Features features) {
        return of(features.apply());
    }

    @Override
    public BatchSize ofOne(Expr.OfOne one) {
        return of(one.x());
    }

    @Override
    public BatchSize ofTwo(Expr.OfTwo two) {
        BatchSize a = of(two.a());
        return a.equals(BatchSize.ONE) ? of(two.b()) : a;
    }

    @Override
    public BatchSize reduced(Expr.Reduced reduced) {
        return switch (reduced.op()) {
            case MEAN, SUM, BATCH_MEAN -> BatchSize.ONE;
            case SAMPLE_SUM, SAMPLE_NORM, SAMPLE_LOG_SUM_EXP -> of(reduced.x());
        };
    }

    @Override
    public BatchSize detached(Expr.Detached detached) {
        return of(detached.x());
    }

    @Override
    public BatchSize variable(Expr.Variable variable) {
        return of(variable.x());
    }

    @Override
    public BatchSize gradient(Expr.Gradient gradient) {
        return of(gradient.at());
    }

    @Override
    public BatchSize random(Expr.Random random) {
        return of(random.like());
    }

    @Override
    public BatchSize scheduled(Expr.Scheduled scheduled) {
        return BatchSize.ONE;
    }

    @Override
    public BatchSize every(Expr.Every every) {
        return of(every.x());
    }

    @Override
    public BatchSize packed(Expr.Packed packed) {
        return of(packed.x()).packed(packed.samples());
    }

    @Override
    public BatchSize joined(Expr.Joined joined) {
        return of(joined.a()).plus(of(joined.b()));
    }

    @Override
    public BatchSize part(Expr.Part part) {
        return of(part.x()).halved();
    }

    @Override
    public BatchSize rolled(Expr.Rolled rolled) {
        checkArgument(!of(rolled.x()).equals(BatchSize.ONE), "rolling needs a batch of several samples");
        return of(rolled.x());
    }

    @Override
    public BatchSize cropped(Expr.Cropped cropped) {
        return of(cropped.x());
    }

    @Override
    public BatchSize concatenated(Expr.Concatenated concatenated) {
        return of(concatenated.a());
    }

    @Override
    public BatchSize matched(Expr.Matched matched) {
        return of(matched.a());
    }

    @Override
    public BatchSize keptNumber(Expr.KeptNumber kept) {
        return BatchSize.ONE;
    }

    @Override
    public BatchSize shared(Expr.Shared shared) {
        return of(shared.x());
    }

    @Override
    public BatchSize replayed(Expr.Replayed replayed) {
        return of(replayed.x());
    }
}
