package io.estop.bench.halt;

import io.estop.bench.halt.Hosts.Seen;
import io.estop.bench.stops.FrontDoor;
import io.estop.bench.stops.FrontDoor.Call;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One measured round after the other: raw publish, no-op, press, each awaited to the end. */
final class Rounds {
  private static final int MOST_ANSWERS_TOLD = 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Hosts hosts;
  private final FrontDoor door;
  private final RawRedis redis;
  private final int gates;
  private final List<String> unreleased = new ArrayList<>();

  private long rounds;
  private final Faults faults = new Faults();

  /** What was wrong in all rounds. */
  static final class Faults {
    long notAllowedBefore;
    long neverDenied;
    long deniedOtherwise;
    long notAccepted;
    long noOpNotAnswered;
    private final List<String> otherAnswers = new ArrayList<>();

    /** Returns what the first presses said that were not ACCEPTED, and which of its places why. */
    List<String> otherAnswers() {
      return otherAnswers;
    }

    private void judge(long round, Call press) {
      if (!answer(press).equals("ACCEPTED")) {
        notAccepted++;
        if (otherAnswers.size() < MOST_ANSWERS_TOLD) {
          otherAnswers.add(
              "round %d, after %d us: %s".formatted(round, press.tookNanos() / 1000, press.body()));
        }
      }
    }
  }

  Rounds(Hosts hosts, FrontDoor door, RawRedis redis, int gates) {
    this.hosts = hosts;
    this.door = door;
    this.redis = redis;
    this.gates = gates;
  }

  Faults faults() {
    return faults;
  }

  /** Returns the stops whose holds were not released yet; the caller empties it. */
  List<String> unreleased() {
    return unreleased;
  }

  /** Measures once; the stop that was pressed is the last of {@link #unreleased}. */
  Measured.Sample measure() {
    rounds++;
    String symbol = "B%05d".formatted(rounds);
    String stopId = "halt-" + symbol;
    String scope = "symbol:" + symbol;
    long raw = raw(symbol);
    Call noOp = door.noOp(stopId, scope);
    faults.noOpNotAnswered += noOp.status() == 204 ? 0 : 1;
    faults.notAllowedBefore += gates - hosts.arm(symbol);
    Call press = door.press(stopId, scope);
    unreleased.add(stopId);
    Seen seen = hosts.denied();
    faults.neverDenied += seen.missing();
    faults.deniedOtherwise += seen.wrong();
    faults.judge(rounds, press);
    return new Measured.Sample(
        (seen.nanos() - press.beganNanos()) / 1000,
        press.tookNanos() / 1000,
        raw,
        noOp.tookNanos() / 1000);
  }

  String lastStop() {
    return unreleased.get(unreleased.size() - 1);
  }

  private long raw(String symbol) {
    hosts.expectRaw(symbol);
    long began = redis.publish(symbol);
    Seen heard = hosts.heard();
    if (heard.missing() > 0) {
      throw new IllegalStateException(heard.missing() + " raw subscribers heard nothing");
    }
    return (heard.nanos() - began) / 1000;
  }

  private static String answer(Call press) {
    JsonNode body = JSON.readTree(press.body());
    return body.path("answer").asString(body.toString());
  }
}
