package io.estop.workflows.stop;

/**
 * What the running stop says to a press.
 *
 * @param stopId of the stop that carries on; another one than pressed when the press joined it
 * @param action how far that stop goes now
 * @param ended whether a stop with the pressed id has ended before, so that nothing was done
 */
public record PressReply(String stopId, String action, boolean ended) {}
