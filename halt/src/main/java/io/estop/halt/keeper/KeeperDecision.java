package io.estop.halt.keeper;

import io.estop.gate.board.BoardContent;
import io.estop.gate.board.Reading;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import java.util.List;
import java.util.Optional;

/**
 * What one look leads to: exactly one of these. A pure function of what was seen, so that it can be
 * tested, and explored, without stores.
 */
public sealed interface KeeperDecision {

  /** Holds that the flag lacks, or has less strict, are added to it (rules R6, R7). */
  record CopyToFlag(List<Hold> holds) implements KeeperDecision {
    public CopyToFlag {
      holds = List.copyOf(holds);
    }
  }

  /** What stands under the id of an ended stop, unknown to the flag, is released for ever. */
  record TakeOff(List<StopId> stops) implements KeeperDecision {
    public TakeOff {
      stops = List.copyOf(stops);
    }
  }

  /**
   * The board is opened anew under a new incarnation (rule R4).
   *
   * @param why one sentence
   * @param above the highest incarnation that anybody has seen
   */
  record Refill(String why, long above, BoardContent content) implements KeeperDecision {}

  /**
   * The board is given what it lacks of the flag.
   *
   * @param releasedAgain released stops whose holds were still shown somewhere (rule R7)
   */
  record Merge(BoardContent content, List<StopId> releasedAgain) implements KeeperDecision {
    public Merge {
      releasedAgain = List.copyOf(releasedAgain);
    }
  }

  /**
   * Board and flag agree: the lease is renewed (rules R1, R3).
   *
   * @param reading that was compared, with its time of Redis
   */
  record Lease(Reading reading) implements KeeperDecision {}

  /**
   * Nothing can be said, so nothing is done and the lease runs out.
   *
   * @param why one sentence
   */
  record Nothing(String why) implements KeeperDecision {}

  /**
   * Decides. The order is: first the truth learns, then the board follows, and only where both
   * agree is anything leased.
   */
  static KeeperDecision of(Sight sight, Truth truth) {
    Facts facts = new Facts(sight, truth);
    List<Hold> news = facts.unknownToTheFlag();
    if (!news.isEmpty()) {
      return new CopyToFlag(news);
    }
    List<StopId> strays = facts.strays();
    if (!strays.isEmpty()) {
      return new TakeOff(strays);
    }
    Optional<String> refill = facts.whyRefill();
    if (refill.isPresent()) {
      return new Refill(refill.get(), facts.highestIncarnation(), facts.content());
    }
    if (facts.boardLacksHolds()) {
      return new Merge(facts.content(), facts.releasedButShown());
    }
    // A release loosens nothing by being late, so it never costs the firm its lease.
    if (facts.boardLacksReleases() && !facts.leaseRunsOut()) {
      return new Merge(facts.content(), facts.releasedButShown());
    }
    return new Lease(sight.reading());
  }
}
