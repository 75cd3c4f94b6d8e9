package io.estop.bench.execution;

import io.estop.embedded.process.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Six minutes of a real book, second by second: a snapshot and the changes after it. */
final class Recording {
  private static final String FILE = "crypto-l2/btcusdt_20240808.gz";
  private static final double NANOS = 1e9;
  private static final int LEVELS = 400;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * One side of the book at one second, best first.
   *
   * @param prices of the levels
   * @param sizes of the levels
   */
  record Side(double[] prices, double[] sizes) {}

  private final List<Side> bids = new ArrayList<>();
  private final List<Side> asks = new ArrayList<>();
  private final TreeMap<Double, Double> bid = new TreeMap<>(Collections.reverseOrder());
  private final TreeMap<Double, Double> ask = new TreeMap<>();

  private Recording() {}

  /**
   * Reads it.
   *
   * @throws StartFailure when it is not there or cannot be read
   */
  static Recording read(Path data) {
    Path file = data.resolve(FILE);
    Recording recording = new Recording();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      recording.replay(lines);
    } catch (IOException e) {
      throw new StartFailure("the recorded book cannot be read: " + file + ": " + e, e);
    }
    return recording;
  }

  private void replay(BufferedReader lines) throws IOException {
    List<JsonNode> early = new ArrayList<>();
    double from = Double.NaN;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      boolean depth = line.contains("@depth");
      if (!depth && !line.contains("lastUpdateId")) {
        continue;
      }
      int blank = line.indexOf(' ');
      double at = Long.parseLong(line.substring(0, blank)) / NANOS;
      JsonNode message = JSON.readTree(line.substring(blank + 1));
      JsonNode change = message.path("data");
      if (!depth) {
        start(message, early);
        from = at;
      } else if (Double.isNaN(from)) {
        early.add(change);
      } else {
        keepUntil(at - from);
        apply(change);
      }
    }
  }

  /** A snapshot is older than the changes that arrive with it: those it lacks come on top. */
  private void start(JsonNode snapshot, List<JsonNode> early) {
    apply(snapshot.path("bids"), bid);
    apply(snapshot.path("asks"), ask);
    long known = snapshot.path("lastUpdateId").asLong();
    early.stream().filter(change -> change.path("u").asLong() > known).forEach(this::apply);
  }

  private void keepUntil(double seconds) {
    while (seconds >= bids.size()) {
      bids.add(side(bid));
      asks.add(side(ask));
    }
  }

  private void apply(JsonNode change) {
    apply(change.path("b"), bid);
    apply(change.path("a"), ask);
  }

  private static void apply(JsonNode levels, Map<Double, Double> side) {
    for (JsonNode level : levels) {
      double price = Double.parseDouble(level.get(0).asString());
      double size = Double.parseDouble(level.get(1).asString());
      if (size == 0) {
        side.remove(price);
      } else {
        side.put(price, size);
      }
    }
  }

  private static Side side(TreeMap<Double, Double> levels) {
    List<Map.Entry<Double, Double>> best = levels.entrySet().stream().limit(LEVELS).toList();
    return new Side(
        best.stream().mapToDouble(Map.Entry::getKey).toArray(),
        best.stream().mapToDouble(Map.Entry::getValue).toArray());
  }

  int seconds() {
    return bids.size();
  }

  Side bids(int second) {
    return bids.get(second);
  }

  Side asks(int second) {
    return asks.get(second);
  }

  double mid(int second) {
    return (bids.get(second).prices()[0] + asks.get(second).prices()[0]) / 2;
  }

  double halfSpread(int second) {
    return (asks.get(second).prices()[0] - bids.get(second).prices()[0]) / 2;
  }

  /** Returns the standard deviation of the mid's change over one second. */
  double volatility() {
    double sum = 0;
    for (int second = 1; second < seconds(); second++) {
      double change = mid(second) - mid(second - 1);
      sum += change * change;
    }
    return Math.sqrt(sum / (seconds() - 1));
  }

  /** Returns the mean units per price of both sides within that share of the mid. */
  double density(double within) {
    double units = 0;
    for (int second = 0; second < seconds(); second++) {
      double reach = mid(second) * within;
      units +=
          near(bids.get(second), mid(second), reach) + near(asks.get(second), mid(second), reach);
    }
    return units / (2 * seconds()) / (mid(0) * within);
  }

  private static double near(Side side, double mid, double reach) {
    double units = 0;
    for (int i = 0; i < side.prices().length; i++) {
      units += Math.abs(side.prices()[i] - mid) <= reach ? side.sizes()[i] : 0;
    }
    return units;
  }
}
