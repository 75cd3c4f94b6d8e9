package io.estop.cli.breaker;

import io.estop.model.breaker.Reading;
import io.estop.model.breaker.replay.Replay.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A replay as one page that needs nothing else: the metric, its levels, and what the rule did. */
final class ReplayPage {
  private static final int WIDTH = 1_120;
  private static final int HEIGHT = 360;
  private static final int LEFT = 64;
  private static final int BOTTOM = 28;
  private static final int COLUMNS = 1_000;
  private static final String STYLE =
      "<style>.line{fill:none;stroke:#47607d}.level{stroke:#b3261e;stroke-dasharray:4 4}"
          + ".warn{stroke:#a15c00;stroke-dasharray:4 4}.trip{fill:#b3261e}.rearmed{fill:#2e7d32}"
          + "text{font:12px system-ui,sans-serif;fill:#555}</style>";

  private final Replayed replayed;
  private final double lowest;
  private final double highest;
  private final long from;
  private final long until;

  ReplayPage(Replayed replayed) {
    this.replayed = replayed;
    List<Reading> readings = replayed.readings();
    double trip = replayed.rule().levels().trip().doubleValue();
    lowest = Math.min(trip, readings.stream().mapToDouble(ReplayPage::value).min().orElse(0));
    highest = Math.max(trip, readings.stream().mapToDouble(ReplayPage::value).max().orElse(1));
    from = readings.isEmpty() ? 0 : readings.get(0).at().toEpochMilli();
    until = readings.isEmpty() ? 1 : readings.get(readings.size() - 1).at().toEpochMilli();
  }

  /** Returns the whole page. */
  String html() {
    return """
        <!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Replay of rule %s</title><style>
        body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
        svg{width:100%%;height:auto}
        table{border-collapse:collapse}td,th{text-align:left;padding:.15rem 1.2rem .15rem 0}
        @media(prefers-color-scheme:dark){body{background:#14181d;color:#e6e6e6}svg text{fill:#aaa}}
        </style></head><body>
        <h1>Rule %s over %s</h1>
        <p>%s %s or at %s %s. %d trips in %s years, %d warnings. %s</p>
        %s
        <p>Red: trips. Green: from then on people may arm it again; here they do at once.</p>
        <table><tr><th>tripped</th><th>%s</th><th>why</th></tr>%s</table>
        </body></html>
        """
        .formatted(
            escaped(replayed.rule().name()),
            escaped(replayed.rule().name()),
            escaped(replayed.history().column()),
            replayed.rule().metric().word(),
            replayed.rule().levels().comparison().word(),
            replayed.rule().levels().trip().toPlainString(),
            replayed.rule().metric().unit().word(),
            replayed.result().trips().size(),
            String.format(Locale.ROOT, "%.1f", replayed.years()),
            replayed.result().warnings().size(),
            escaped(replayed.rule().rationale()),
            svg(),
            replayed.rule().metric().unit().word(),
            rows());
  }

  /** Returns the drawing alone. */
  String svg() {
    StringBuilder drawing = new StringBuilder();
    drawing.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">"
            .formatted(WIDTH, HEIGHT));
    drawing.append(STYLE);
    drawing.append("<title>%s over time</title>".formatted(replayed.rule().metric().word()));
    level(drawing, "level", replayed.rule().levels().trip());
    replayed.rule().levels().warn().ifPresent(warn -> level(drawing, "warn", warn));
    drawing.append("<polyline class=\"line\" points=\"").append(points()).append("\"/>");
    replayed.result().rearmed().forEach(event -> mark(drawing, "rearmed", 3, event));
    replayed.result().trips().forEach(event -> mark(drawing, "trip", 4, event));
    if (!replayed.readings().isEmpty()) {
      time(drawing, "start", LEFT, Instant.ofEpochMilli(from));
      time(drawing, "end", WIDTH, Instant.ofEpochMilli(until));
    }
    return drawing.append("</svg>").toString();
  }

  private void level(StringBuilder drawing, String kind, BigDecimal level) {
    String y = number(y(level.doubleValue()));
    drawing
        .append(
            "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
                .formatted(kind, LEFT, WIDTH, y, y))
        .append("<text x=\"0\" y=\"%s\">%s</text>".formatted(y, level.toPlainString()));
  }

  private void mark(StringBuilder drawing, String kind, int radius, Event event) {
    drawing.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%d\"><title>%s: %s</title></circle>"
            .formatted(
                kind,
                number(x(event.reading().at())),
                number(y(value(event.reading()))),
                radius,
                replayed.when(event.reading().at()),
                event.reading().value().toPlainString()));
  }

  private void time(StringBuilder drawing, String anchor, int x, Instant at) {
    drawing.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>"
            .formatted(x, HEIGHT - 6, anchor, replayed.when(at)));
  }

  /** The lowest and the highest of each column of the drawing: a spike must not get lost. */
  private String points() {
    List<Reading> readings = replayed.readings();
    StringBuilder points = new StringBuilder();
    int each = Math.max(1, readings.size() / COLUMNS);
    for (int i = 0; i < readings.size(); i += each) {
      List<Reading> column = readings.subList(i, Math.min(readings.size(), i + each));
      Reading low = column.get(0);
      Reading high = column.get(0);
      for (Reading one : column) {
        low = one.value().compareTo(low.value()) < 0 ? one : low;
        high = one.value().compareTo(high.value()) > 0 ? one : high;
      }
      boolean lowFirst = low.at().isBefore(high.at());
      point(points, lowFirst ? low : high);
      point(points, lowFirst ? high : low);
    }
    return points.toString().strip();
  }

  private void point(StringBuilder points, Reading reading) {
    points
        .append(number(x(reading.at())))
        .append(',')
        .append(number(y(value(reading))))
        .append(' ');
  }

  private String rows() {
    StringBuilder rows = new StringBuilder();
    for (Event trip : replayed.result().trips()) {
      rows.append(
          "<tr><td>%s</td><td>%s</td><td>%s</td></tr>"
              .formatted(
                  replayed.when(trip.reading().at()),
                  trip.reading().value().toPlainString(),
                  escaped(trip.why())));
    }
    return rows.toString();
  }

  private double x(Instant at) {
    double share = (at.toEpochMilli() - from) / (double) Math.max(1, until - from);
    return LEFT + share * (WIDTH - LEFT - 4);
  }

  private double y(double value) {
    double share = (value - lowest) / Math.max(1e-9, highest - lowest);
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - 12);
  }

  private static double value(Reading reading) {
    return reading.value().doubleValue();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
