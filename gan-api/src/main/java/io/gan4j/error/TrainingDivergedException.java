package io.gan4j.error;

/** A loss, a gradient or something that training keeps became NaN or infinite: names step, player, and value or tensor. */
public final class TrainingDivergedException extends GanException {
    private static final long serialVersionUID = 1L;

    private final long step;
    private final String player;

    /**
     * For a loss that is not finite.
     *
     * @param step the step, from 1
     * @param player the network that was learning
     * @param loss its loss
     */
    public TrainingDivergedException(long step, String player, float loss) {
        this("the loss of the " + player + " is " + loss, step, player);
    }

    /**
     * For a weight, or another tensor that is kept, which holds a number that is not finite.
     *
     * @param step the step, from 1
     * @param player the network
     * @param parameter the tensor's name: {@code linear_1.weight}, {@code optimizer.m.linear_1.weight}
     */
    public TrainingDivergedException(long step, String player, String parameter) {
        this(parameter + " of the " + player + " holds a number that is not finite", step, player);
    }

    /**
     * For a gradient that is not finite, while the loss still is.
     *
     * @param step the step, from 1
     * @param player the network that was learning
     * @param norm the Euclidean norm of its gradient
     */
    public static TrainingDivergedException ofGradient(long step, String player, float norm) {
        return new TrainingDivergedException("the gradient of the " + player + " is " + norm, step, player);
    }

    /**
     * For a number that a game keeps beside its networks, which is not finite.
     *
     * @param step the step, from 1
     * @param phase the phase that says what the number becomes
     * @param number the name of the number
     */
    public static TrainingDivergedException ofKeptNumber(long step, String phase, String number) {
        return new TrainingDivergedException(
                "the kept number " + number + " of the phase of the " + phase + " is not finite", step, phase);
    }

    private TrainingDivergedException(String what, long step, String player) {
        super(
                "training diverged at step " + step + ": " + what
                        + "; a smaller learning rate or another loss may help",
                null);
        this.step = step;
        this.player = player;
    }

    /** The step at which it was seen, from 1. */
    public long step() {
        return step;
    }

    /** The network that was learning. */
    public String player() {
        return player;
    }
}
