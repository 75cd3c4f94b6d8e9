package io.estop.cli.breakglass;

import io.estop.model.Scope;
import io.estop.model.ScopeKind;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.venues.Answer;
import io.estop.venues.EnvironmentCheck;
import io.estop.venues.OpenOrders;
import io.estop.venues.Venue;
import io.estop.venues.VenueOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Cancels the working orders of a scope at one venue, by hand: in passes, until the venue's own
 * list shows none of them. Orders of a stop of this system ({@code estop:…}) are left: they close
 * positions.
 */
final class VenueDesk {
  private static final int MOST_PASSES = 20;
  private static final String OWN = "estop:";

  private final Venue venue;
  private final ExecutorService executor;
  private final Runnable pause;

  /**
   * @param executor bounded; sends cancels in parallel
   * @param pause waits between two passes
   */
  VenueDesk(Venue venue, ExecutorService executor, Runnable pause) {
    this.venue = venue;
    this.executor = executor;
    this.pause = pause;
  }

  /**
   * What cancelling did.
   *
   * @param account where
   * @param over orders that the venue no longer shows as open
   * @param open orders that it still shows; what cannot be read is left to people
   * @param trouble why the venue's word is missing, empty where it spoke
   */
  record Result(Account account, List<String> over, List<String> open, String trouble) {
    boolean isDone() {
      return trouble.isEmpty() && open.isEmpty();
    }
  }

  /** Returns whether a venue can tell what belongs to the scope. */
  static boolean canTell(Scope scope) {
    return switch (scope.kind()) {
      case FIRM, VENUE, ACCOUNT, SYMBOL -> true;
      case DESK, TRADER, CLIENT, STRATEGY, DRILL -> false;
    };
  }

  /** Returns whether anything in that account can belong to the scope. */
  static boolean touches(Scope scope, Account account) {
    return switch (scope.kind()) {
      case FIRM, SYMBOL -> true;
      case VENUE -> scope.id().equals(account.venue());
      case ACCOUNT -> scope.id().equals(account.toString()) || scope.id().equals(account.id());
      case DESK, TRADER, CLIENT, STRATEGY, DRILL -> false;
    };
  }

  private static boolean covers(Scope scope, Account account, Instrument instrument) {
    boolean named = scope.kind() != ScopeKind.SYMBOL || scope.id().equals(instrument.underlying());
    return named && touches(scope, account);
  }

  /** Cancels and confirms; returns within the passes, whatever the venue does. */
  Result cancelAll(Scope scope) {
    Map<String, String> seen = new LinkedHashMap<>();
    Map<String, String> open = Map.of();
    List<String> doubtful = List.of();
    String trouble = "not asked yet";
    for (int pass = 0; pass < MOST_PASSES && !(trouble.isEmpty() && open.isEmpty()); pass++) {
      if (pass > 0) {
        pause.run();
      }
      Answer<OpenOrders> answer = working();
      trouble = answer.failure().orElse("");
      if (answer.known().isPresent()) {
        open = covered(scope, answer.known().get().readable());
        doubtful = doubtful(scope, answer.known().get());
      }
      seen.putAll(open);
      if (trouble.isEmpty()) {
        cancel(open);
      }
    }
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, String> order : seen.entrySet()) {
      if (!open.containsKey(order.getKey())) {
        over.add(order.getValue());
      }
    }
    List<String> left = new ArrayList<>(open.values());
    left.addAll(doubtful);
    return new Result(venue.account(), over, List.copyOf(left), trouble);
  }

  // The account is checked first: keys of another one must not cancel a stranger's orders.
  private Answer<OpenOrders> working() {
    EnvironmentCheck check = EnvironmentCheck.of(venue);
    if (check instanceof EnvironmentCheck.Other other) {
      return new Answer.Missing<>(other.sentence());
    }
    if (check instanceof EnvironmentCheck.Unknown unknown) {
      return new Answer.Missing<>(unknown.why());
    }
    return venue.readableOpenOrders();
  }

  // Whether it is a stop's nobody can tell, so it is not cancelled either.
  private static List<String> doubtful(Scope scope, OpenOrders orders) {
    return orders.unreadable().stream()
        .filter(order -> order.mayBeCoveredBy(scope))
        .map(OpenOrders.Unreadable::why)
        .toList();
  }

  private Map<String, String> covered(Scope scope, List<VenueOrder> orders) {
    Map<String, String> covered = new LinkedHashMap<>();
    for (VenueOrder order : orders) {
      if (!order.clientOrderId().startsWith(OWN)
          && covers(scope, venue.account(), order.instrument())) {
        covered.put(order.orderId(), text(order));
      }
    }
    return covered;
  }

  private static String text(VenueOrder order) {
    return order.orderId()
        + " "
        + order.side()
        + " "
        + order.leavesQuantity().toPlainString()
        + " "
        + order.instrument().symbol();
  }

  private void cancel(Map<String, String> open) {
    List<Future<?>> sent = new ArrayList<>();
    open.keySet().forEach(id -> sent.add(executor.submit(() -> venue.cancel(id))));
    for (Future<?> one : sent) {
      try {
        // Bounded by the venue's own request time-out. The next list tells what came of it.
        one.get();
      } catch (ExecutionException failed) {
        throw new IllegalStateException("cancelling at " + venue.account(), failed.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
