package io.estop.embedded.temporal;

import java.nio.file.Path;

/** An executable {@code temporal} and the version of the server in it. */
public record TemporalBinary(Path path, ServerVersion version) {}
