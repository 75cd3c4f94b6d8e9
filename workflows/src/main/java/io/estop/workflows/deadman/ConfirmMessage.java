package io.estop.workflows.deadman;

import org.jspecify.annotations.Nullable;

/**
 * Somebody is there.
 *
 * @param actor who
 * @param via API, CLI, CONSOLE or SLACK; TEMPORAL where absent
 * @param confirmationId the same one counts once; made here where absent
 */
public record ConfirmMessage(String actor, @Nullable String via, @Nullable String confirmationId) {}
