package io.estop.halt.keeper;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Lease;
import io.estop.gate.board.Reading;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import io.estop.store.flag.FlagTruth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The single questions behind a {@link KeeperDecision}, answered from what was seen. */
final class Facts {
  /** How many releases the keeper reads from the flag: what fits on a board. */
  static final int NEWEST_RELEASES = 250;

  /** So many of them every board must name; the rest of its room is for releases shown to lack. */
  private static final int CARRIED_RELEASES = 200;

  private static final int RELEASED_AGAIN = NEWEST_RELEASES - CARRIED_RELEASES;

  /** One look's work: a flood of holds in acknowledgements delays the rest, it stops nothing. */
  private static final int COPIED_AT_ONCE = 100;

  /** A gate that says more than this beyond the board is not believed: no keeper got so far. */
  private static final long BELIEVED_INCARNATIONS = 1_000_000;

  /** A gate that has been silent for so long is gone; what it said of released holds is old. */
  private static final Duration ALIVE = Duration.ofMinutes(1);

  /** With less than this left the lease goes first. */
  private static final Duration LEASE_GOES_FIRST = Duration.ofMillis(2_500);

  private final Sight sight;
  private final Reading reading;
  private final Truth truth;
  private final FlagTruth flag;
  private final @Nullable BoardState board;

  Facts(Sight sight, Truth truth) {
    this.sight = sight;
    this.reading = sight.reading();
    this.truth = truth;
    this.flag = truth.flag();
    this.board = board(sight).orElse(null);
  }

  static Optional<BoardState> board(Sight sight) {
    return sight.reading().board() instanceof BoardState state
        ? Optional.of(state)
        : Optional.empty();
  }

  /**
   * Returns what board and gates hold and the flag does not. What the flag refuses (an ended stop,
   * a stop id in use for another scope) stays where it is and denies there; it must not cost the
   * firm its lease.
   */
  List<Hold> unknownToTheFlag() {
    return sight.holds().filter(this::isNews).distinct().limit(COPIED_AT_ONCE).toList();
  }

  private boolean isNews(Hold hold) {
    if (isOver(hold.stopId())) {
      return false;
    }
    Hold known = flag.holds().get(hold.stopId());
    return known == null
        || (known.scope().equals(hold.scope()) && !known.merge(hold).equals(known));
  }

  private boolean isOver(StopId stop) {
    return flag.released().contains(stop) || flag.ended().contains(stop);
  }

  /** Returns ended stops that hold something somewhere, and nothing in the flag. */
  List<StopId> strays() {
    return sight.stops().stream()
        .filter(stop -> flag.ended().contains(stop) && !flag.holds().containsKey(stop))
        .limit(COPIED_AT_ONCE)
        .toList();
  }

  Optional<String> whyRefill() {
    if (board == null) {
      return Optional.of("the board is missing or unreadable");
    }
    if (board.version().incarnation() == 0) {
      return Optional.of("a press started the board without a keeper");
    }
    if (!board.run().equals(reading.run())) {
      return Optional.of("Redis restarted, failed over or was restored");
    }
    return ahead()
        .map(
            gate ->
                gate.component() + " has seen " + gate.version() + ", the board is " + version());
  }

  private Optional<Acknowledgement> ahead() {
    return believed().filter(gate -> gate.version().compareTo(version()) > 0).findFirst();
  }

  private Stream<Acknowledgement> believed() {
    long most = version().incarnation() + BELIEVED_INCARNATIONS;
    return sight.gates().filter(gate -> gate.version().incarnation() <= most);
  }

  /** Returns the gates that claim what no keeper can have reached. */
  Stream<Acknowledgement> unbelieved() {
    long most = version().incarnation() + BELIEVED_INCARNATIONS;
    return sight.gates().filter(gate -> gate.version().incarnation() > most);
  }

  /** Returns what stands somewhere under a stop id that the flag knows for another scope. */
  Stream<Hold> refused() {
    return sight
        .holds()
        .filter(
            hold -> {
              Hold known = flag.holds().get(hold.stopId());
              return known != null && !known.scope().equals(hold.scope());
            });
  }

  private BoardVersion version() {
    return board == null ? new BoardVersion(0, 0) : board.version();
  }

  long highestIncarnation() {
    return Stream.concat(believed().map(Acknowledgement::version), Stream.of(version()))
        .mapToLong(BoardVersion::incarnation)
        .max()
        .orElse(0);
  }

  /** Returns whether the flag denies something that the board does not. */
  boolean boardLacksHolds() {
    Map<String, Hold> shown =
        board == null
            ? Map.of()
            : board.holds().stream().collect(Collectors.toMap(Facts::key, Function.identity()));
    return flag.holds().values().stream()
        .anyMatch(
            hold -> {
              Hold other = shown.get(key(hold));
              return other == null || !other.merge(hold).equals(other);
            });
  }

  private static String key(Hold hold) {
    return hold.stopId() + "\t" + hold.scope();
  }

  boolean boardLacksReleases() {
    return !releasedButShown().isEmpty()
        || !named().containsAll(newest(flag.newestReleases(), CARRIED_RELEASES));
  }

  private Set<StopId> named() {
    return board == null ? Set.of() : board.content().releases();
  }

  /** Returns released stops that the board, or a gate that lives, still holds: R7 again. */
  List<StopId> releasedButShown() {
    Set<StopId> named = named();
    Set<StopId> shown = new LinkedHashSet<>();
    board(sight).ifPresent(state -> state.holds().forEach(hold -> shown.add(hold.stopId())));
    sight
        .gates()
        .filter(gate -> gate.heardWithin(ALIVE, reading.redisMillis()))
        .forEach(gate -> gate.holds().forEach(hold -> shown.add(hold.stopId())));
    return shown.stream()
        .filter(stop -> flag.released().contains(stop) && !named.contains(stop))
        .limit(RELEASED_AGAIN)
        .toList();
  }

  /** Returns whether a lease stands and is near its end, or none stands at all. */
  boolean leaseRunsOut() {
    Lease lease = reading.lease();
    return lease == null
        || !reading.leased()
        || lease.endsAtMillis() - reading.redisMillis() < LEASE_GOES_FIRST.toMillis();
  }

  /**
   * Returns what the flag gives the board; releases that are lacked come last, so that they fit.
   */
  BoardContent content() {
    List<StopId> again = releasedButShown();
    List<StopId> releases =
        new ArrayList<>(newest(flag.newestReleases(), NEWEST_RELEASES - again.size()));
    Set<StopId> last = new HashSet<>(again);
    releases.removeIf(last::contains);
    releases.addAll(again);
    return new BoardContent(
        flag.holds().values().stream()
            .sorted((left, right) -> left.stopId().value().compareTo(right.stopId().value()))
            .toList(),
        new LinkedHashSet<>(releases),
        truth.newestEnded());
  }

  private static <T> List<T> newest(List<T> oldestFirst, int most) {
    return oldestFirst.subList(Math.max(0, oldestFirst.size() - most), oldestFirst.size());
  }
}
