package io.estop.liquidation;

import io.estop.model.Outcome;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Mode;
import io.estop.model.trading.Account;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.stop.StopRow;
import io.estop.venues.Answer;
import io.estop.venues.ScopeCover;
import io.estop.venues.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The venue's own lock on an account that is flat: it holds even where a component ignores its
 * gate. A lock belongs to the stops that asked for it and is lifted with the last of them; one that
 * was set by somebody else is shown and never lifted here.
 */
final class AccountLocks {
  private final EngineParts parts;

  AccountLocks(EngineParts parts) {
    this.parts = parts;
  }

  /** Locks the accounts that the scope covers as a whole, once the stop is flat. */
  LockResult lock(StopRow stop) {
    List<String> changed = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    if (stop.outcome().filter(Outcome.FLAT::equals).isPresent()) {
      for (Venue venue : parts.venues().touchedBy(stop.scope())) {
        if (venue.hasAccountLock() && ScopeCover.wholeAccount(stop.scope(), venue)) {
          parts.database().runInTransaction(() -> lock(stop, venue, changed, failed));
        }
      }
    }
    return new LockResult(List.copyOf(changed), List.copyOf(failed));
  }

  private void lock(StopRow stop, Venue venue, List<String> changed, List<String> failed) {
    Account account = venue.account();
    parts.locks().serialize(account);
    if (!isHalted(stop)) {
      failed.add(account + ": the hold of stop " + stop.stopId() + " is loosened or released");
      return;
    }
    Optional<String> work = parts.claims().openIn(account);
    if (work.isPresent()) {
      failed.add(account + ": " + work.get());
      return;
    }
    List<StopId> owners = parts.locks().owners(account);
    Answer<Boolean> before = venue.tradingSuspended();
    if (before.known().isEmpty()) {
      failed.add(account + ": " + before.failure().orElse(""));
      return;
    }
    boolean locked = before.known().get();
    if (locked && owners.isEmpty()) {
      failed.add(account + ": ACCOUNT_SUSPENDED by somebody else, it stays theirs");
      return;
    }
    if (!owners.contains(stop.stopId())) {
      parts.locks().own(stop.stopId(), account);
      record(stop.stopId(), "ACCOUNT_LOCK", account, "the stop wants the account locked");
    }
    if (!locked) {
      tell(venue, true, changed, failed);
    }
  }

  /** A recovery that has loosened the hold lifts the lock: it must not come back. */
  private boolean isHalted(StopRow stop) {
    return Stream.concat(Stream.of(stop.stopId()), stop.aliases().stream())
        .map(parts.flag().read().holds()::get)
        .anyMatch(hold -> hold != null && hold.mode() == Mode.HALTED);
  }

  /** Takes the stop off its locks; the last owner lifts the lock. */
  LockResult unlock(StopId stop) {
    List<String> changed = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (Account account : parts.locks().of(stop)) {
      parts.database().runInTransaction(() -> unlock(stop, account, changed, failed));
    }
    return new LockResult(List.copyOf(changed), List.copyOf(failed));
  }

  private void unlock(StopId stop, Account account, List<String> changed, List<String> failed) {
    parts.locks().serialize(account);
    List<StopId> owners = parts.locks().owners(account);
    if (!owners.contains(stop)) {
      return;
    }
    if (owners.size() == 1 && !tell(parts.venues().of(account), false, changed, failed)) {
      // It stays the owner: asked again, it tries again.
      return;
    }
    parts.locks().disown(stop, account);
    record(stop, "ACCOUNT_UNLOCK", account, "the stop gives up its lock of the account");
  }

  /**
   * Lifts every lock on the accounts of a stop with work left, whoever owns it: closing comes
   * first. The owners set it again when they are flat anew.
   */
  LockResult clearTheWay(StopId stop, Scope scope) {
    List<String> changed = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (Venue venue : parts.venues().touchedBy(scope)) {
      parts.database().runInTransaction(() -> clear(stop, venue, changed, failed));
    }
    return new LockResult(List.copyOf(changed), List.copyOf(failed));
  }

  private void clear(StopId stop, Venue venue, List<String> changed, List<String> failed) {
    Account account = venue.account();
    // Waits for a lock that is being set: its owner did not see this stop's claims yet.
    parts.locks().serialize(account);
    List<StopId> owners = parts.locks().owners(account);
    if (!owners.isEmpty() && tell(venue, false, changed, failed)) {
      owners.forEach(owner -> parts.locks().disown(owner, account));
      record(stop, "ACCOUNT_UNLOCK", account, "lifted for the work of this stop, was of " + owners);
    }
  }

  /** Returns whether the venue shows the state that was asked for. */
  private static boolean tell(
      Venue venue, boolean suspended, List<String> changed, List<String> failed) {
    Answer<Boolean> answer = venue.suspendTrading(suspended);
    boolean done = answer.known().filter(shown -> shown == suspended).isPresent();
    if (done) {
      changed.add(venue.account().toString());
    } else {
      failed.add(
          venue.account()
              + ": "
              + answer.failure().orElse("the venue still shows suspend_trade " + !suspended));
    }
    return done;
  }

  private void record(StopId stop, String action, Account account, String text) {
    parts
        .ledger()
        .append(
            new LedgerEntry(
                "engine",
                action,
                LedgerEntry.stop(stop),
                Map.of("account", account.toString(), "text", text)));
  }
}
