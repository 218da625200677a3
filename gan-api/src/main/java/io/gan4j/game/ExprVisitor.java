package io.gan4j.game;

/**
 * What is done with each kind of expression. Whoever computes expressions implements it, so that a new kind does not compile
 * where it is forgotten.
 *
 * @param <R> what a visit gives
 */
public interface ExprVisitor<R> {
    /** Visits a number. */
    R constant(Expr.Constant constant);

    /** Visits an input of the game. */
    R input(Expr.Input input);

    /** Visits the output of a network. */
    R apply(Expr.Apply apply);

    /** Visits what a layer of an applied network gave. */
    R features(Expr.Features features);

    /** Visits an operation on each element. */
    R ofOne(Expr.OfOne one);

    /** Visits an operation on two elements at a time. */
    R ofTwo(Expr.OfTwo two);

    /** Visits a reduction. */
    R reduced(Expr.Reduced reduced);

    /** Visits a value through which no gradient flows. */
    R detached(Expr.Detached detached);

    /** Visits a place at which gradients can be taken. */
    R variable(Expr.Variable variable);

    /** Visits a gradient. */
    R gradient(Expr.Gradient gradient);

    /** Visits random numbers. */
    R random(Expr.Random random);

    /** Visits a number that changes with the step. */
    R scheduled(Expr.Scheduled scheduled);

    /** Visits a scalar that is computed at intervals. */
    R every(Expr.Every every);

    /** Visits samples that are packed into one. */
    R packed(Expr.Packed packed);

    /** Visits two batches that are joined. */
    R joined(Expr.Joined joined);

    /** Visits a half of a batch. */
    R part(Expr.Part part);

    /** Visits a batch whose samples are moved by some places. */
    R rolled(Expr.Rolled rolled);

    /** Visits samples without their first and last elements along an axis. */
    R cropped(Expr.Cropped cropped);

    /** Visits samples of two batches that are put on top of each other. */
    R concatenated(Expr.Concatenated concatenated);

    /** Visits vectors that are matched with those of another batch. */
    R matched(Expr.Matched matched);

    /** Visits a kept number. */
    R keptNumber(Expr.KeptNumber kept);

    /** Visits what an earlier phase of the step gave. */
    R shared(Expr.Shared shared);

    /** Visits a batch with samples of earlier steps. */
    R replayed(Expr.Replayed replayed);
}
