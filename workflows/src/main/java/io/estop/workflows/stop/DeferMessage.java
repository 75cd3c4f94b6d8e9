package io.estop.workflows.stop;

/**
 * Puts off what a stop would do by itself. It never weakens: what was done stays done.
 *
 * @param actor the person, from the token, never from the request
 * @param role one of {@link io.estop.model.people.Role}
 * @param seconds from now, at most 24 hours
 * @param reason one sentence
 */
public record DeferMessage(String actor, String role, long seconds, String reason) {}
