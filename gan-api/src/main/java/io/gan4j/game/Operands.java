package io.gan4j.game;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Lists what an expression is computed from. */
final class Operands implements ExprVisitor<List<Expr>> {
    static final Operands OF_EXPRESSIONS = new Operands();

    private Operands() {}

    @Override
    public List<Expr> constant(Expr.Constant constant) {
        return List.of();
    }

    @Override
    public List<Expr> input(Expr.Input input) {
        return List.of();
    }

    @Override
    public List<Expr> apply(Expr.Apply apply) {
        return ImmutableList.<Expr>builder()
                .addAll(apply.inputs())
                .addAll(apply.references())
                .build();
    }

    @Override
    public List<Expr> features(Expr.Features features) {
        return List.of(features.apply());
    }

    @Override
    public List<Expr> ofOne(Expr.OfOne one) {
        return List.of(one.x());
    }

    @Override
    public List<Expr> ofTwo(Expr.OfTwo two) {
        return List.of(two.a(), two.b());
    }

    @Override
    public List<Expr> reduced(Expr.Reduced reduced) {
        return List.of(reduced.x());
    }

    @Override
    public List<Expr> detached(Expr.Detached detached) {
        return List.of(detached.x());
    }

    @Override
    public List<Expr> variable(Expr.Variable variable) {
        return List.of(variable.x());
    }

    @Override
    public List<Expr> gradient(Expr.Gradient gradient) {
        return List.of(gradient.of(), gradient.at());
    }

    @Override
    public List<Expr> random(Expr.Random random) {
        return List.of(random.like());
    }

    @Override
    public List<Expr> scheduled(Expr.Scheduled scheduled) {
        return List.of();
    }

    @Override
    public List<Expr> every(Expr.Every every) {
        return List.of(every.x());
    }

    @Override
    public List<Expr> packed(Expr.Packed packed) {
        return List.of(packed.x());
    }

    @Override
    public List<Expr> joined(Expr.Joined joined) {
        return List.of(joined.a(), joined.b());
    }

    @Override
    public List<Expr> part(Expr.Part part) {
        return List.of(part.x());
    }

    @Override
    public List<Expr> rolled(Expr.Rolled rolled) {
        return List.of(rolled.x());
    }

    @Override
    public List<Expr> cropped(Expr.Cropped cropped) {
        return List.of(cropped.x());
    }

    @Override
    public List<Expr> concatenated(Expr.Concatenated concatenated) {
        return List.of(concatenated.a(), concatenated.b());
    }

    @Override
    public List<Expr> matched(Expr.Matched matched) {
        return List.of(matched.a(), matched.b());
    }

    @Override
    public List<Expr> keptNumber(Expr.KeptNumber kept) {
        return List.of();
    }

    /** None that the phase itself computes. */
    @Override
    public List<Expr> shared(Expr.Shared shared) {
        return List.of();
    }

    @Override
    public List<Expr> replayed(Expr.Replayed replayed) {
        return replayed.like() == null ? List.of(replayed.x()) : List.of(replayed.x(), replayed.like());
    }
}
