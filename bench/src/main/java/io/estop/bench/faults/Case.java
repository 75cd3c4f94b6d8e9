package io.estop.bench.faults;

import io.estop.bench.stops.Acknowledged;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One seed: what was planned and what was seen of it. */
final class Case {
  final long seed;
  final Fault fault;
  final String symbol;
  final String stopId;
  final Instant began;

  // Set by the campaign's thread.
  Instant acceptedAt = Instant.MAX;
  boolean acceptedAtOnce;
  long pressMillis;

  // Set by the thread that injects, read when it has ended.
  volatile Instant injectedAt = Instant.MAX;
  volatile Instant healedAt = Instant.MAX;

  /** By component and instance: the first acknowledgement of each that told of the stop. */
  final Map<String, Acknowledged> acknowledgements = new LinkedHashMap<>();

  Case(long seed, String symbol, String stopId, Instant began) {
    this.seed = seed;
    this.fault = Fault.of(seed);
    this.symbol = symbol;
    this.stopId = stopId;
    this.began = began;
  }

  String scope() {
    return "symbol:" + symbol;
  }

  synchronized void saw(Acknowledged acknowledgement) {
    acknowledgements.putIfAbsent(
        acknowledgement.component() + "/" + acknowledgement.instance(), acknowledgement);
  }

  synchronized Map<String, Acknowledged> seen() {
    return Map.copyOf(acknowledgements);
  }
}
