package io.estop.venues.fix;

import io.estop.venues.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Why the venue refused, from its codes and, where these say nothing, its words. */
final class Refusals {

  /** OrdRejReason, tag 103; what is missing here says nothing of its own. */
  private static final Map<Integer, Refusal> ORDER =
      Map.of(
          1, Refusal.ASSET_NOT_TRADABLE,
          2, Refusal.OUTSIDE_TRADING_HOURS,
          3, Refusal.INSUFFICIENT_BUYING_POWER,
          4, Refusal.OUTSIDE_TRADING_HOURS,
          11, Refusal.BAD_PARAMETER,
          13, Refusal.BAD_PARAMETER,
          14, Refusal.BAD_PARAMETER,
          15, Refusal.ACCOUNT_SUSPENDED,
          18, Refusal.SUB_PENNY_PRICE);

  private static final int DUPLICATE = 6;

  /** BusinessRejectReason, tag 380. */
  private static final Map<Integer, Refusal> BUSINESS =
      Map.of(
          2, Refusal.ASSET_NOT_TRADABLE,
          3, Refusal.BAD_PARAMETER,
          5, Refusal.BAD_PARAMETER);

  private static final int THROTTLED = 8;

  private record Row(Refusal refusal, List<String> words) {}

  private static final List<Row> WORDS =
      List.of(
          new Row(Refusal.SYMBOL_PAUSED, List.of("halt", "pause", "luld", "limit up")),
          new Row(
              Refusal.INSUFFICIENT_QUANTITY,
              List.of("reduce", "increase", "no position", "insufficient q", "position limit")),
          new Row(Refusal.INSUFFICIENT_BUYING_POWER, List.of("buying power", "margin", "credit")),
          new Row(Refusal.OUTSIDE_TRADING_HOURS, List.of("closed", "trading hours")),
          new Row(Refusal.ACCOUNT_SUSPENDED, List.of("suspend", "blocked", "disabled")),
          new Row(Refusal.SUB_PENNY_PRICE, List.of("tick", "price increment")));

  private Refusals() {}

  /** Returns whether the venue has an order with that id already. */
  static boolean isDuplicate(ExecutionReport report) {
    return report.rejectReason().orElse(0) == DUPLICATE
        || report.words().toLowerCase(Locale.ROOT).contains("duplicate");
  }

  static Refusal of(ExecutionReport report) {
    return Optional.ofNullable(ORDER.get(report.rejectReason().orElse(0)))
        .orElseGet(() -> byWords(report.words()));
  }

  /** Returns the reason of a message that was refused as such. */
  static Refusal of(Incoming reject) {
    if (reject.type().equals(MsgType.REJECT)) {
      return Refusal.BAD_PARAMETER;
    }
    return Optional.ofNullable(BUSINESS.get(businessReason(reject)))
        .orElseGet(() -> byWords(reject.fields().words()));
  }

  /** Returns whether the venue takes no more messages for now. */
  static boolean isThrottled(Incoming reject) {
    return reject.type().equals(MsgType.BUSINESS_MESSAGE_REJECT)
        && businessReason(reject) == THROTTLED;
  }

  /** Returns code and words for the record. */
  static String text(Incoming reject) {
    String code =
        reject.type().equals(MsgType.REJECT)
            ? "reject"
            : "business reject " + businessReason(reject);
    return code + ", " + reject.fields().words();
  }

  static String text(ExecutionReport report) {
    return "reason "
        + report.rejectReason().map(String::valueOf).orElse("not given")
        + ", "
        + report.words();
  }

  private static int businessReason(Incoming reject) {
    return reject.fields().optionalCount(Tag.BUSINESS_REJECT_REASON).orElse(0);
  }

  private static Refusal byWords(String words) {
    String text = words.toLowerCase(Locale.ROOT);
    return WORDS.stream()
        .filter(row -> row.words().stream().anyMatch(text::contains))
        .findFirst()
        .map(Row::refusal)
        .orElse(Refusal.OTHER);
  }
}
