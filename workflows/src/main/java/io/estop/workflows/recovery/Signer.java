package io.estop.workflows.recovery;

/**
 * An authenticated person, as the front door knows them.
 *
 * @param name from the token, never from the request
 * @param role one of {@link io.estop.model.people.Role}
 */
public record Signer(String name, String role) {}
