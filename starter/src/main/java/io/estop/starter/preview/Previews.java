package io.estop.starter.preview;

import io.estop.model.Scope;
import io.estop.model.liquidation.PlannedPosition;
import io.estop.model.liquidation.Planner;
import io.estop.model.trading.Position;
import io.estop.starter.problem.Problem;
import io.estop.venues.Answer;
import io.estop.venues.EnvironmentCheck;
import io.estop.venues.Markets;
import io.estop.venues.OpenOrders;
import io.estop.venues.Partial;
import io.estop.venues.ScopeCover;
import io.estop.venues.VenueOrder;
import io.estop.venues.VenueReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Plans what a stop with FLATTEN would do now: by the engine's own planner and settings, from what
 * venues say, changing nothing. One at a time, and the same for a few seconds: its requests come
 * out of the venues' quotas.
 */
final class Previews {
  /** Less than any client of this API waits. */
  private static final Duration BOUND = Duration.ofSeconds(7);

  private static final Duration TURN = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final String OF_A_STOP = "estop:";

  private final List<VenueReader> venues;
  private final List<String> unread;
  private final Planner planner;
  private final Markets markets;
  private final Executor executor;
  private final Clock clock;
  private final ReentrantLock turn = new ReentrantLock();

  /** Written and read under the lock. */
  private @Nullable Preview last;

  /**
   * @param venues that can be read
   * @param unread why others cannot, one sentence each
   */
  Previews(
      List<VenueReader> venues,
      List<String> unread,
      Planner planner,
      Executor executor,
      Clock clock) {
    this.venues = List.copyOf(venues);
    this.unread = List.copyOf(unread);
    this.planner = planner;
    this.markets = new Markets(planner.settings(), clock);
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * What a stop would do.
   *
   * @param scope of the stop
   * @param at when the venues were asked
   * @param orders that would be cancelled
   * @param plan of the positions that would be closed, in their order
   * @param missing venues that are not in it, one sentence each: the preview is incomplete
   * @param unknown what else the venues did not tell
   */
  record Preview(
      Scope scope,
      Instant at,
      List<Working> orders,
      List<PlannedPosition> plan,
      List<String> missing,
      List<String> unknown) {}

  /** One order that would be cancelled. */
  record Working(String account, VenueOrder order) {}

  /** What one venue says; nothing of it counts where something is missing. */
  private record Part(List<Working> orders, Optional<Markets.View> view, List<String> missing) {
    static Part missing(String why) {
      return new Part(List.of(), Optional.empty(), List.of(why));
    }
  }

  /**
   * Returns the preview.
   *
   * @throws Problem 422 where a stop of that scope closes nothing, 429 while others ask
   */
  Preview of(Scope scope) {
    if (scope.isDrill() || ScopeCover.isNarrow(scope)) {
      throw Problem.value(
          "a preview needs a scope that FLATTEN takes, firm, venue, account or symbol, but was: "
              + scope);
    }
    if (!taken()) {
      throw new Problem(
          HttpStatus.TOO_MANY_REQUESTS,
          "another preview is being made: ask again in a few seconds");
    }
    try {
      Preview known = last;
      Instant now = clock.instant();
      if (known == null
          || !known.scope().equals(scope)
          || Duration.between(known.at(), now).compareTo(FRESH) > 0) {
        known = made(scope, now);
        last = known;
      }
      return known;
    } finally {
      turn.unlock();
    }
  }

  private boolean taken() {
    try {
      return turn.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Preview made(Scope scope, Instant now) {
    List<CompletableFuture<Part>> asked = new ArrayList<>();
    for (VenueReader venue : venues) {
      if (ScopeCover.touches(scope, venue)) {
        asked.add(
            CompletableFuture.supplyAsync(() -> part(scope, venue), executor)
                .completeOnTimeout(
                    Part.missing(
                        "venue "
                            + venue.account().venue()
                            + " did not answer within "
                            + BOUND.toSeconds()
                            + " s"),
                    BOUND.toMillis(),
                    TimeUnit.MILLISECONDS));
      }
    }
    List<Part> parts = asked.stream().map(CompletableFuture::join).toList();
    List<String> missing = new ArrayList<>(unread);
    parts.forEach(part -> missing.addAll(part.missing()));
    List<Markets.View> views = parts.stream().flatMap(part -> part.view().stream()).toList();
    return new Preview(
        scope,
        now,
        parts.stream().flatMap(part -> part.orders().stream()).toList(),
        planner.plan(views.stream().map(Markets.View::book).toList()),
        List.copyOf(missing),
        views.stream().flatMap(view -> view.missing().stream()).toList());
  }

  private Part part(Scope scope, VenueReader venue) {
    EnvironmentCheck check = EnvironmentCheck.of(venue);
    if (check instanceof EnvironmentCheck.Other other) {
      return Part.missing(other.sentence());
    }
    if (check instanceof EnvironmentCheck.Unknown unknown) {
      return Part.missing(unknown.why());
    }
    Answer<OpenOrders> orders = venue.readableOpenOrders();
    Answer<Partial<List<Position>>> positions = venue.readablePositions();
    if (orders.known().isEmpty() || positions.known().isEmpty()) {
      return Part.missing(orders.failure().or(positions::failure).orElse(""));
    }
    Partial<List<Position>> held = positions.known().get();
    List<Position> covered =
        held.value().stream()
            .filter(one -> one.quantity().signum() != 0)
            .filter(one -> ScopeCover.covers(scope, venue, one.instrument()))
            .toList();
    List<Working> cancelled =
        orders.known().get().readable().stream()
            .filter(order -> ScopeCover.covers(scope, venue, order.instrument()))
            .filter(order -> !order.clientOrderId().startsWith(OF_A_STOP))
            .map(order -> new Working(venue.account().toString(), order))
            .toList();
    Stream<String> doubtful =
        orders.known().get().unreadable().stream()
            .filter(order -> order.mayBeCoveredBy(scope))
            .map(OpenOrders.Unreadable::why);
    String name = venue.account().venue() + ": ";
    return new Part(
        cancelled,
        Optional.of(markets.of(venue, covered)),
        Stream.concat(held.unreadable().values().stream(), doubtful)
            .sorted()
            .map(name::concat)
            .toList());
  }
}
