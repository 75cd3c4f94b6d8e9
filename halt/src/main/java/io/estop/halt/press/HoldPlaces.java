package io.estop.halt.press;

import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.Change;
import io.estop.gate.board.Refusal;
import io.estop.halt.press.PressResult.Place;
import io.estop.model.Press;
import io.estop.model.RegulatoryOrder;
import io.estop.model.hold.Hold;
import io.estop.model.hold.PressAnswer;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.estop.store.flag.HoldWrite;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts a hold on board and flag in parallel, each within its bound: deny first. Thread-safe. */
public final class HoldPlaces {
  private final Board board;
  private final Database database;
  private final Flag flag;
  private final Outbox outbox;
  private final Ledger ledger;
  private final ExecutorService executor;
  private final Duration bound;

  /**
   * @param executor bounded; writes the flag while the board is asked
   * @param bound how long each place may take
   */
  public HoldPlaces(
      Board board,
      Database database,
      Flag flag,
      Outbox outbox,
      Ledger ledger,
      ExecutorService executor,
      Duration bound) {
    this.board = board;
    this.database = database;
    this.flag = flag;
    this.outbox = outbox;
    this.ledger = ledger;
    this.executor = executor;
    this.bound = bound;
  }

  /**
   * What the two places said.
   *
   * @param answer what can be promised: ACCEPTED, HELD_NOT_DURABLE, NOT_KEPT or ENDED
   * @param places board and flag
   */
  public record Held(PressAnswer answer, List<Place> places) {}

  /**
   * Adds the hold of a press to both places. May be called any number of times. The hold is on its
   * way to the board before anything else is done.
   *
   * @throws PressRefusedException if the stop id is in use for another scope; nothing was done
   */
  public Held hold(Press press) {
    Hold hold = Hold.halted(press.stopId(), press.scope(), press.action(), press.pressedAt());
    long sent = System.nanoTime();
    CompletableFuture<Answer<Change>> onBoard = board.adding(hold, bound);
    CompletableFuture<HoldWrite> inFlag =
        CompletableFuture.supplyAsync(() -> addToFlag(press, hold), executor);
    Place boardPlace = boardPlace(onBoard.join());
    FlagPlace flagPlace = flagPlace(inFlag, bound.toNanos() - (System.nanoTime() - sent));
    if (!flagPlace.place().done() && boardPlace.detail().equals(Refusal.OTHER_SCOPE.name())) {
      throw PressRefusedException.otherScope();
    }
    return new Held(answer(flagPlace, boardPlace), List.of(boardPlace, flagPlace.place()));
  }

  /**
   * Goes the whole way of a press without any effect: Redis refuses a hold that is none, PostgreSQL
   * takes everything back. Returns whether both answered.
   */
  public boolean rehearse(Press press) {
    Hold hold = Hold.halted(press.stopId(), press.scope(), press.action(), press.pressedAt());
    CompletableFuture<Boolean> inFlag =
        CompletableFuture.supplyAsync(
            () -> database.rehearse(() -> addToFlag(press, hold)), executor);
    boolean onBoard = board.rehearse(bound);
    try {
      return inFlag.get(bound.toMillis(), TimeUnit.MILLISECONDS) && onBoard;
    } catch (TimeoutException | ExecutionException unreachable) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // Flag, outbox and the halt's own ledger row are one transaction: who has one has all.
  private HoldWrite addToFlag(Press press, Hold hold) {
    return database.inTransaction(
        () -> {
          HoldWrite written = flag.add(hold);
          if (written == HoldWrite.HELD && outbox.keep(press)) {
            ledger.append(pressed(press));
          }
          return written;
        });
  }

  private static LedgerEntry pressed(Press press) {
    Map<String, String> details = new HashMap<>();
    details.put("scope", press.scope().toString());
    details.put("action", press.action().name());
    details.put("trigger", press.cause().trigger().name());
    details.put("reason", press.cause().reason());
    details.put("pressedAt", press.pressedAt().toString());
    RegulatoryOrder.in(press.cause().reason())
        .ifPresent(
            order -> {
              details.put("authority", order.authority());
              details.put("reference", order.reference());
              details.put("documentSha256", order.documentSha256());
            });
    return new LedgerEntry(
        press.cause().actor(), "PRESS", LedgerEntry.stop(press.stopId()), details);
  }

  private static Place boardPlace(Answer<Change> answer) {
    if (answer instanceof Answer.Done<Change> done) {
      return new Place("board", true, "version " + done.value().version());
    }
    if (answer instanceof Answer.Refused<Change> refused) {
      return new Place("board", false, refused.reason().name());
    }
    return new Place("board", false, ((Answer.Failed<Change>) answer).text());
  }

  private record FlagPlace(Place place, boolean ended) {}

  private FlagPlace flagPlace(CompletableFuture<HoldWrite> inFlag, long leftNanos) {
    try {
      HoldWrite written = inFlag.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
      if (written == HoldWrite.OTHER_SCOPE) {
        throw PressRefusedException.otherScope();
      }
      return new FlagPlace(
          new Place("flag", written == HoldWrite.HELD, written.name()), written == HoldWrite.ENDED);
    } catch (TimeoutException late) {
      return flagFailed("no answer within " + bound.toMillis() + " ms");
    } catch (ExecutionException failed) {
      return flagFailed(String.valueOf(failed.getCause()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return flagFailed("interrupted");
    }
  }

  private static FlagPlace flagFailed(String why) {
    return new FlagPlace(new Place("flag", false, why), false);
  }

  private static PressAnswer answer(FlagPlace flag, Place board) {
    if (flag.ended()) {
      return PressAnswer.ENDED;
    }
    if (flag.place().done()) {
      return PressAnswer.ACCEPTED;
    }
    if (board.detail().equals(Refusal.ENDED.name())
        || board.detail().equals(Refusal.RELEASED.name())) {
      return PressAnswer.ENDED;
    }
    return board.done() ? PressAnswer.HELD_NOT_DURABLE : PressAnswer.NOT_KEPT;
  }
}
