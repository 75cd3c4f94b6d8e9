package io.estop.paper.admin;

import io.estop.paper.book.BookSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a seeding says when its document is silent. */
public record SeedDefaults(long seed, @Nullable Instant asOf, BookSettings books) {}
